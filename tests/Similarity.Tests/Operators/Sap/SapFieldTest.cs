using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Grids;
using Similarity.Operators.Sap;

namespace Similarity.Tests.Operators.Sap;

public sealed class SapFieldTest
{
    /// <summary>
    /// Potentials of neutral atoms can be added one by one: to 120 bohr nothing is left of the
    /// longest tail.
    /// </summary>
    [Fact]
    public void SplittingTheTailsOffGivesWhatAddingUpAtomsDoes()
    {
        Crystal crystal = SmallCrystals.Rutile();
        Vector3D[] points =
            [new(0.3, 0.2, 0.1), new(2.1, 1.7, 2.9), new(4, -3, 11), new(0.02, 0, 0)];
        double[] split = Split(crystal, points);
        for (int p = 0; p < points.Length; p++)
        {
            Assert.Equal(Direct(crystal, points[p], 120), split[p], 3e-7);

            // What a sum to 45 bohr lacks is nearly the same everywhere.
            double lacking = Direct(crystal, points[p], 45) - split[p];
            Assert.Equal(Direct(crystal, points[0], 45) - split[0], lacking, 1e-4);
        }
    }

    [Fact]
    public void APotentialHasThePeriodOfTheCrystal()
    {
        Crystal crystal = OperatorCases.RandomCrystal(5, 3);
        var point = new Vector3D(1, 2, 3);
        Vector3D moved = point + crystal.Lattice.ToCartesian(new(1, -2, 3));
        double[] v = Split(crystal, [point, moved]);
        Assert.Equal(v[0], v[1], 1e-7);
    }

    private static double[] Split(Crystal crystal, Vector3D[] points)
    {
        var field = new SapField(crystal, SapTable.LocalExchange);
        double[] sums = new double[points.Length], potential = new double[points.Length];
        double[] values = new double[1];
        foreach (SiteImage image in SiteImage.Around(crystal, 60))
        {
            Element element = crystal.Sites[image.Site].Element;
            for (int p = 0; p < points.Length; p++)
            {
                double r = (points[p] - image.Position).Length;
                if (r < field.CutoffOf(element))
                {
                    field.Tabulate(element, r, values);
                    field.Add(
                        values, points[p] - image.Position, 1 / r, sums.AsSpan(p, 1));
                }
            }
        }

        field.Evaluate(points, sums, potential);
        return potential;
    }

    private static double Direct(Crystal crystal, Vector3D point, double cutoff)
    {
        double sum = 0;
        foreach (SiteImage image in SiteImage.Around(crystal, cutoff + 20))
        {
            double r = (point - image.Position).Length;
            if (r < cutoff)
            {
                sum -= SapPotential.Of(
                    crystal.Sites[image.Site].Element, SapTable.LocalExchange)!
                    .EffectiveCharge(r) / r;
            }
        }

        return sum;
    }
}
