using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class HarmonicRotationTest
{
    private const double Rounding = 1e-13;

    /// <summary>Poles, where axes are chosen with care, and random directions.</summary>
    private static IEnumerable<Vector3D> Directions()
    {
        yield return new(0, 0, 1);
        yield return new(0, 0, -1);
        yield return new(1, 0, 0);
        yield return new(0, -1, 0);
        yield return new(1e-9, 0, -Math.Sqrt(1 - 1e-18));
        var random = new RandomStream(3);
        for (int i = 0; i < RandomCases.Count(20); i++)
        {
            var v = new Vector3D(random.Normal(), random.Normal(), random.Normal());
            yield return v / v.Length;
        }
    }

    // Their squares sum to r^(2l) (Unsöld), which fixes the norm of each.
    [Fact]
    public void TheSquaresOfTheHarmonicsSumToAPowerOfTheRadius()
    {
        foreach (Vector3D n in Directions())
        {
            for (int l = 0; l <= GaussianShell.HighestAngularMomentum; l++)
            {
                double sum = Harmonics(l, 1.7 * n).Sum(value => value * value);
                Assert.Equal(1, sum / Math.Pow(1.7, 2 * l), Rounding);
            }
        }
    }

    [Fact]
    public void TheMatricesTurnTheHarmonicsAndAreOrthogonal()
    {
        var rotation = new HarmonicRotation();
        Vector3D point = new(0.3, -0.8, 0.5);
        foreach (Vector3D n in Directions())
        {
            rotation.Set(n, GaussianShell.HighestAngularMomentum);
            ReadOnlySpan<double> d1 = rotation.Of(1);

            // Rows of D¹ are the new axes v, n, u with components y, z, x.
            Assert.Equal(n, new Vector3D(d1[5], d1[3], d1[4]));
            var turned = new Vector3D(
                d1[8] * point.X + d1[6] * point.Y + d1[7] * point.Z,
                d1[2] * point.X + d1[0] * point.Y + d1[1] * point.Z,
                Vector3D.Dot(n, point));
            for (int l = 0; l <= GaussianShell.HighestAngularMomentum; l++)
            {
                int size = 2 * l + 1;
                double[] old = Harmonics(l, point), expected = Harmonics(l, turned);
                double[] d = rotation.Of(l).ToArray();
                for (int i = 0; i < size; i++)
                {
                    double value = 0;
                    for (int j = 0; j < size; j++)
                    {
                        value += d[i * size + j] * old[j];
                        double product = Enumerable.Range(0, size)
                            .Sum(m => d[i * size + m] * d[j * size + m]);
                        Assert.Equal(i == j ? 1 : 0, product, Rounding);
                    }

                    Assert.Equal(expected[i], value, Rounding);
                }
            }
        }
    }

    [Fact]
    public void ReflectionsTurnTheHarmonicsToo()
    {
        var rotation = new HarmonicRotation();
        Vector3D point = new(0.3, -0.8, 0.5), normal = new(2 / 3.0, -1 / 3.0, 2 / 3.0);
        Matrix3D mirror = new(
            new Vector3D(1, 0, 0) - 2 * normal.X * normal,
            new Vector3D(0, 1, 0) - 2 * normal.Y * normal,
            new Vector3D(0, 0, 1) - 2 * normal.Z * normal);
        rotation.Set(mirror, GaussianShell.HighestAngularMomentum);
        for (int l = 0; l <= GaussianShell.HighestAngularMomentum; l++)
        {
            double[] old = Harmonics(l, point), expected = Harmonics(l, mirror * point);
            double[] d = rotation.Of(l).ToArray();
            for (int i = 0; i < old.Length; i++)
            {
                double value = old.Select((c, j) => d[i * old.Length + j] * c).Sum();
                Assert.Equal(expected[i], value, Rounding);
            }
        }
    }

    private static double[] Harmonics(int l, Vector3D r)
    {
        double[] values = new double[2 * l + 1];
        for (int m = -l; m <= l; m++)
        {
            foreach (Monomial term in SolidHarmonics.Of(l, m))
            {
                values[l + m] += term.Factor * Math.Pow(r.X, term.X)
                    * Math.Pow(r.Y, term.Y) * Math.Pow(r.Z, term.Z);
            }
        }

        return values;
    }
}
