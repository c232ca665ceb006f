using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

public class SphericalHarmonicsTest
{
    private const int MaxAngular = 25;

    // Values up to √(51/4π) = 2 after 25 steps of recursion.
    private const double Tolerance = 1e-12;

    // The directions in featomic's file have 16 digits, its harmonics come from angles.
    private static readonly Vector3D[] FileDirections =
    [
        new(1, 0, 0), new(0, 1, 0), new(0, 0, 1),
        new(0.5773502691896258, 0.5773502691896258, 0.5773502691896258),
        new(0.455493902781557, 0.46164788218724867, -0.7611875835829522),
        new(-0.28695413002732584, -0.33058712239743676, -0.8990937002144119),
        new(0.35108584385989333, -0.9226014654045358, -0.15982886558625636),
    ];

    [Fact]
    public void AreThoseOfFeatomic()
    {
        double[] expected = FeatomicCase.ReadValues("spherical-harmonics-values");
        var harmonics = new SphericalHarmonics(MaxAngular);
        double[] values = new double[harmonics.Count];
        for (int i = 0; i < FileDirections.Length; i++)
        {
            harmonics.Evaluate(FileDirections[i], values);
            for (int l = 0; l <= MaxAngular; l++)
            {
                for (int m = -l; m <= l; m++)
                {
                    // [direction][l][m + l], the rows of all l as long as the last.
                    double stored =
                        expected[(i * (MaxAngular + 1) + l) * (2 * MaxAngular + 1) + l + m];
                    Assert.Equal(stored, values[l * l + l + m], 1e-10);
                }
            }
        }
    }

    [Fact]
    public void AreTheWrittenOnesUpToTwo()
    {
        var direction = new Vector3D(0.48, -0.6, 0.64);
        (double x, double y, double z) = direction;
        double[] values = new double[9];
        new SphericalHarmonics(2).Evaluate(direction, values);
        double p = Math.Sqrt(3 / (4 * Math.PI)), d = Math.Sqrt(15 / (4 * Math.PI));
        double[] expected =
        [
            1 / Math.Sqrt(4 * Math.PI), p * y, p * z, p * x, d * x * y, d * y * z,
            d / Math.Sqrt(12) * (3 * z * z - 1), d * x * z, d / 2 * (x * x - y * y),
        ];
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected[i], values[i], Tolerance);
        }
    }

    [Fact]
    public void SquaresOfEachDegreeAddToUnsoeldsSum()
    {
        var random = new RandomStream(1);
        var harmonics = new SphericalHarmonics(MaxAngular);
        double[] values = new double[harmonics.Count];
        for (int trial = 0; trial < 20; trial++)
        {
            harmonics.Evaluate(Direction(random), values);
            for (int l = 0; l <= MaxAngular; l++)
            {
                double sum = 0;
                for (int i = l * l; i < (l + 1) * (l + 1); i++)
                {
                    sum += values[i] * values[i];
                }

                Assert.Equal(1, sum * 4 * Math.PI / (2 * l + 1), Tolerance);
            }
        }
    }

    [Fact]
    public void GradientsAreTangentAndThoseOfDifferences()
    {
        const double step = 1e-5;
        var random = new RandomStream(2);
        var harmonics = new SphericalHarmonics(10);
        int count = harmonics.Count;
        double[] values = new double[count], gradients = new double[3 * count];
        double[] ahead = new double[count], behind = new double[count];
        Vector3D[] axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        Vector3D[] directions = [new(0, 0, 1), new(0, 0, -1), new(1, 0, 0), Direction(random)];
        foreach (Vector3D direction in directions)
        {
            harmonics.Evaluate(direction, values, gradients);
            double[] plain = new double[count];
            harmonics.Evaluate(direction, plain);
            Assert.Equal(plain, values);
            for (int axis = 0; axis < 3; axis++)
            {
                harmonics.Evaluate(Unit(direction + step * axes[axis]), ahead);
                harmonics.Evaluate(Unit(direction - step * axes[axis]), behind);
                for (int i = 0; i < count; i++)
                {
                    // Third derivatives reach l³: an error of 1e-10 · 1000 / 6.
                    Assert.Equal(
                        (ahead[i] - behind[i]) / (2 * step), gradients[axis * count + i], 1e-6);
                }
            }

            for (int i = 0; i < count; i++)
            {
                double radial = 0;
                for (int axis = 0; axis < 3; axis++)
                {
                    radial += direction[axis] * gradients[axis * count + i];
                }

                Assert.Equal(0, radial, 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(26)]
    public void RefusesDegreesItHasNot(int maxAngular) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SphericalHarmonics(maxAngular));

    private static Vector3D Direction(RandomStream random) =>
        Unit(new Vector3D(random.Normal(), random.Normal(), random.Normal()));

    private static Vector3D Unit(Vector3D v) => v / v.Length;
}
