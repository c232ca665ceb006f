using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public sealed class AffineMapTest
{
    public static TheoryData<SimdWidth> Widths =>
        [SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    /// <summary>Every size to 35 crosses the borders of tiles of 6 rows by at most 16.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void ItEqualsTheSlowTwin(SimdWidth width)
    {
        for (int size = 0; size <= 35; size++)
        {
            foreach ((int rows, int inputs, int outputs) in new[]
                { (size, 9, 21), (13, size, 17), (7, 5, size) })
            {
                (double[] x, double[] w, double[] b) = Draw(rows, inputs, outputs);
                double[] y = new double[rows * outputs];
                new AffineMap(width, w, b).Apply(outputs == 0 ? [] : x, y);
                for (int row = 0; row < rows; row++)
                {
                    for (int j = 0; j < outputs; j++)
                    {
                        double sum = b[j];
                        for (int i = 0; i < inputs; i++)
                        {
                            sum += x[row * inputs + i] * w[i * outputs + j];
                        }

                        // At most 36 products below 1, each rounded.
                        Assert.Equal(sum, y[row * outputs + j], 1e-14);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ARowDoesNotFeelItsCompany(SimdWidth width)
    {
        const int Rows = 20, Inputs = 31, Outputs = 19;
        (double[] x, double[] w, double[] b) = Draw(Rows, Inputs, Outputs);
        var map = new AffineMap(width, w, b);
        double[] together = new double[Rows * Outputs], alone = new double[Outputs];
        map.Apply(x, together);
        for (int row = 0; row < Rows; row++)
        {
            map.Apply(x.AsSpan(row * Inputs, Inputs), alone);
            Assert.Equal(together.AsSpan(row * Outputs, Outputs).ToArray(), alone);
        }
    }

    [Fact]
    public void SizesThatDoNotFitAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AffineMap(new double[7], [1, 2]));
        var map = new AffineMap(new double[6], [1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => map.Apply(new double[3], new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => map.Apply(new double[3], new double[3]));
    }

    private static (double[] X, double[] W, double[] B) Draw(int rows, int inputs, int outputs)
    {
        var random = new RandomStream((ulong)(rows + 100 * inputs + 10_000 * outputs));
        double[] Numbers(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => random.Uniform(-1, 1))];
        return (Numbers(rows * inputs), Numbers(inputs * outputs), Numbers(outputs));
    }
}
