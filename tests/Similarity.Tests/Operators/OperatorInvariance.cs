using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Tests.Operators;

/// <summary>
/// What the spectrum of any operator must not depend on: how the crystal is turned, where its
/// origin lies, in which order its atoms stand, which of its cells describes it.
/// </summary>
internal static class OperatorInvariance
{
    /// <summary>Random atoms at least 3 bohr apart in a random, not very skewed cell.</summary>
    public static Crystal RandomCrystal(int seed, int atoms, params ReadOnlySpan<int> elements)
    {
        var random = new RandomStream((ulong)seed);
        double edge = 5.5 * Math.Cbrt(atoms);
        var vectors =
            new Matrix3D(Jitter(new(1, 0, 0)), Jitter(new(0, 1, 0)), Jitter(new(0, 0, 1)));
        var lattice = new Lattice(edge * vectors);
        var sites = new List<Site>();
        while (sites.Count < atoms)
        {
            var position = new Vector3D(random.Uniform(), random.Uniform(), random.Uniform());
            if (sites.TrueForAll(site => IsFar(lattice, site.Position - position)))
            {
                sites.Add(new Site(new Element(elements[sites.Count % elements.Length]), position));
            }
        }

        return new Crystal(lattice, sites);

        Vector3D Jitter(Vector3D axis) => axis + new Vector3D(
            random.Uniform(-0.2, 0.2), random.Uniform(-0.2, 0.2), random.Uniform(-0.2, 0.2));
    }

    public static void AssertAll(
        SpectralOperator spectralOperator, Crystal crystal, double tolerance)
    {
        var grid = new KPointGrid(2, 1, 2);
        double[] expected = Levels(spectralOperator, crystal, grid);
        AssertLevels(
            expected, Levels(spectralOperator, Turned(crystal), grid), tolerance, "turned");
        AssertLevels(
            expected, Levels(spectralOperator, Shifted(crystal), grid), tolerance, "shifted");
        AssertLevels(
            expected, Levels(spectralOperator, Reordered(crystal), grid), tolerance, "reordered");

        // The points of 2×1×2 in the cell are those of 1×1×2 in the cell doubled along a.
        AssertLevels(
            expected,
            Levels(spectralOperator, Doubled(crystal), new KPointGrid(1, 1, 2)),
            tolerance,
            "doubled");
    }

    /// <summary>Every level as often as there are points that have it, ascending.</summary>
    public static double[] Levels(
        SpectralOperator spectralOperator,
        Crystal crystal,
        KPointGrid grid,
        OperatorOptions? options = null) =>
        Levels(OperatorBands.Of(spectralOperator, crystal, grid, options).Bands, grid.Count);

    public static double[] Levels(BandStructure bands, int points)
    {
        var levels = new List<double>();
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            int times = (int)Math.Round(bands.Weights[k] * points);
            Assert.Equal(times, bands.Weights[k] * points, 1e-9);
            for (int i = 0; i < times; i++)
            {
                levels.AddRange(bands.EnergiesAt(0, k));
            }
        }

        levels.Sort();
        return [.. levels];
    }

    public static void AssertLevels(
        double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.True(
            expected.Length == actual.Length,
            $"{what}: {actual.Length} levels in place of {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"{what}: level {i} is {actual[i]:R} in place of {expected[i]:R}");
        }
    }

    /// <summary>The cell twice along a, the second copy behind the first.</summary>
    public static Crystal Doubled(Crystal crystal)
    {
        Matrix3D vectors = crystal.Lattice.Vectors;
        Site[] sites = crystal.Sites.ToArray();
        IEnumerable<Site> Copy(int shift) => sites.Select(site => site with
        {
            Position = new((site.Position.X + shift) / 2, site.Position.Y, site.Position.Z),
        });
        return new Crystal(
            new Lattice(new(2 * vectors.Row0, vectors.Row1, vectors.Row2)),
            Copy(0).Concat(Copy(1)),
            crystal.Periodicity);
    }

    public static Crystal Turned(Crystal crystal)
    {
        // About (1, 2, −1) by 0.7, with the formula of Rodrigues.
        var axis = new Vector3D(1, 2, -1);
        axis /= axis.Length;
        Vector3D Turn(Vector3D v) => Math.Cos(0.7) * v + Math.Sin(0.7) * Vector3D.Cross(axis, v)
            + (1 - Math.Cos(0.7)) * Vector3D.Dot(axis, v) * axis;
        Matrix3D vectors = crystal.Lattice.Vectors;
        return new Crystal(
            new Lattice(new(Turn(vectors.Row0), Turn(vectors.Row1), Turn(vectors.Row2))),
            crystal.Sites.ToArray(),
            crystal.Periodicity);
    }

    private static Crystal Shifted(Crystal crystal) => new(
        crystal.Lattice,
        crystal.Sites.ToArray().Select(site =>
            site with { Position = site.Position + new Vector3D(0.37, -1.21, 5.55) }),
        crystal.Periodicity);

    private static Crystal Reordered(Crystal crystal) =>
        new(crystal.Lattice, crystal.Sites.ToArray().Reverse(), crystal.Periodicity);

    private static bool IsFar(Lattice lattice, Vector3D difference)
    {
        for (int cell = 0; cell < 27; cell++)
        {
            var image = new Vector3D(cell % 3 - 1, cell / 3 % 3 - 1, cell / 9 - 1);
            if (lattice.ToCartesian(difference + image).Length < 3)
            {
                return false;
            }
        }

        return true;
    }
}
