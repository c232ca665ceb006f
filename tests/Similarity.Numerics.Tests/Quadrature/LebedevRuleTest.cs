using Similarity.Numerics.Quadrature;

namespace Similarity.Numerics.Tests.Quadrature;

public sealed class LebedevRuleTest
{
    // The published digits are 16, those of the sums of up to 590 terms a few less.
    private const double Tolerance = 1e-13;

    public static TheoryData<int> Degrees => [.. LebedevRule.Degrees];

    /// <summary>
    /// ∫ x^i y^j z^k dΩ = 4π (i−1)‼ (j−1)‼ (k−1)‼ / (i+j+k+1)‼ for even powers, else 0.
    /// </summary>
    [Theory]
    [MemberData(nameof(Degrees))]
    public void EveryMonomialOfTheDegreeIsExact(int degree)
    {
        LebedevRule rule = LebedevRule.OfDegree(degree);
        double worst = 0;
        for (int i = 0; i <= degree; i++)
        {
            for (int j = 0; i + j <= degree; j++)
            {
                for (int k = 0; i + j + k <= degree; k++)
                {
                    double sum = 0;
                    for (int p = 0; p < rule.Points.Length; p++)
                    {
                        Vector3D u = rule.Points[p];
                        sum += rule.Weights[p]
                            * Math.Pow(u.X, i) * Math.Pow(u.Y, j) * Math.Pow(u.Z, k);
                    }

                    worst = Math.Max(worst, Math.Abs(sum - Exact(i, j, k)));
                }
            }
        }

        Assert.InRange(worst, 0, 4 * Math.PI * Tolerance);
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void TheNextEvenDegreeIsNot(int degree)
    {
        LebedevRule rule = LebedevRule.OfDegree(degree);
        int next = degree + 1;
        double worst = 0;
        for (int i = 0; i <= next; i += 2)
        {
            for (int j = 0; i + j <= next; j += 2)
            {
                int k = next - i - j;
                double sum = 0;
                for (int p = 0; p < rule.Points.Length; p++)
                {
                    Vector3D u = rule.Points[p];
                    sum += rule.Weights[p]
                        * Math.Pow(u.X, i) * Math.Pow(u.Y, j) * Math.Pow(u.Z, k);
                }

                worst = Math.Max(worst, Math.Abs(sum / Exact(i, j, k) - 1));
            }
        }

        Assert.InRange(worst, 1e-9, double.PositiveInfinity);
    }

    [Fact]
    public void PointsAreDifferentAndOnTheSphere()
    {
        foreach (int degree in LebedevRule.Degrees)
        {
            LebedevRule rule = LebedevRule.OfDegree(degree);
            Assert.Equal(rule.Points.Length, rule.Points.Distinct().Count());
            Assert.All(rule.Points, point => Assert.Equal(1, point.Length, 1e-14));
        }

        Assert.Equal(302, LebedevRule.OfDegree(24).Points.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => LebedevRule.OfDegree(42));
    }

    private static double Exact(int i, int j, int k) => i % 2 + j % 2 + k % 2 > 0
        ? 0
        : 4 * Math.PI * Odd(i - 1) * Odd(j - 1) * Odd(k - 1) / Odd(i + j + k + 1);

    /// <summary>n‼ of an odd n, 1 for −1.</summary>
    private static double Odd(int n)
    {
        double product = 1;
        for (int f = n; f > 1; f -= 2)
        {
            product *= f;
        }

        return product;
    }
}
