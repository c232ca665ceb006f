using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Operators;

/// <summary>Crystals whose atoms lie where symmetry wants them to the last bit.</summary>
internal static class SmallCrystals
{
    public static Crystal Rutile()
    {
        const double a = 8.68, c = 5.59, u = 0.305;
        Element titanium = new(22), oxygen = new(8);
        return new Crystal(
            new Lattice(Matrix3D.Diagonal(a, a, c)),
            [
                new(titanium, default),
                new(titanium, new(0.5, 0.5, 0.5)),
                new(oxygen, new(u, u, 0)),
                new(oxygen, new(-u, -u, 0)),
                new(oxygen, new(0.5 + u, 0.5 - u, 0.5)),
                new(oxygen, new(0.5 - u, 0.5 + u, 0.5)),
            ]);
    }

    public static Crystal Diamond()
    {
        const double half = 3.37;
        return new Crystal(
            new Lattice(new(new(0, half, half), new(half, 0, half), new(half, half, 0))),
            [new(new(6), default), new(new(6), new(0.25, 0.25, 0.25))]);
    }

    public static Crystal Chain(Periodicity periodicity) => new(
        new Lattice(Matrix3D.Diagonal(25, 25, 3.6)),
        [new(new(1), default), new(new(1), new(0, 0, 0.42))],
        periodicity);

    public static Crystal Water(double box, Periodicity periodicity)
    {
        var lattice = new Lattice(box * Matrix3D.Identity);
        return new Crystal(
            lattice,
            [
                new(new(8), default),
                new(new(1), lattice.ToFractional(new(1.43, 1.11, 0))),
                new(new(1), lattice.ToFractional(new(-1.43, 1.11, 0))),
            ],
            periodicity);
    }
}
