using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public class FoldedPairsTest
{
    private const double Rounding = 1e-13;

    /// <summary>At every point of the grid, and at no general one.</summary>
    [Theory]
    [InlineData(1, 1, 1, 0, 0, 0)]
    [InlineData(2, 3, 1, 0, 0, 0)]
    [InlineData(2, 3, 1, 0.5, 0, 0.5)]
    [InlineData(4, 2, 3, 0, 0.5, 0.5)]
    public void TheSumsAtPointsOfTheGridAreThoseOverAllImages(
        int n1, int n2, int n3, double s1, double s2, double s3)
    {
        var grid = new KPointGrid(n1, n2, n3, new Vector3D(s1, s2, s3));
        LatticePairs pairs = Skewed();
        double[] overlap = PairIntegrals.Overlap(pairs);
        var folded = new FoldedPairs(
            pairs, new(Period(n1, s1), Period(n2, s2), Period(n3, s3)));
        double[] sums = folded.Fold(overlap);

        Assert.True(folded.Pairs.Pairs.Length < pairs.Pairs.Length / 4);
        for (int i = 0; i < grid.Count; i++)
        {
            Assert.True(Difference(grid[i]) < Rounding);
        }

        Assert.True(Difference(new Vector3D(0.123, 0.271, -0.389)) > 1e-4);

        double Difference(Vector3D k)
        {
            int n = pairs.Basis.Count;
            var all = new Matrix<Complex>(n, n);
            var few = new Matrix<Complex>(n, n);
            new BlochSum(pairs).Evaluate(k, overlap, all);
            new BlochSum(folded.Pairs).Evaluate(k, sums, few);
            double largest = 0;
            for (int element = 0; element < all.Values.Length; element++)
            {
                Complex difference = all.Values[element] - few.Values[element];
                largest = Math.Max(largest, difference.Magnitude);
            }

            return largest;
        }

        static int Period(int n, double shift) => shift == 0 ? n : 2 * n;
    }

    private static LatticePairs Skewed()
    {
        var crystal = new Crystal(
            new Lattice(new Matrix3D(new(5.5, 0, 0), new(0.3, 6, 0), new(-0.2, 0.4, 6.2))),
            [
                new Site(new Element(22), new(0.1, 0.2, 0.3)),
                new Site(new Element(8), new(0.6, 0.5, 0.7)),
            ]);
        return LatticePairs.Build(
            new GaussianBasis(crystal, [ShellTables.Slater(22), ShellTables.Slater(8)]));
    }
}
