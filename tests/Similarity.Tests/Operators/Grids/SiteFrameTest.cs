using Similarity.Numerics;
using Similarity.Numerics.Quadrature;
using Similarity.Operators.Grids;

namespace Similarity.Tests.Operators.Grids;

public sealed class SiteFrameTest
{
    private const double Rounding = 1e-13;

    private static readonly Matrix3D Tilted = Frame(new(1, 2, -1), new(0.3, 0.1, 1));

    /// <summary>Turns about an axis and mirrors, in a frame that is none of theirs.</summary>
    public static TheoryData<string, int, int> Groups => new()
    {
        { "1", 1, 1 },
        { "2", 2, 2 },
        { "m", 2, 2 },
        { "3m", 6, 3 },
        { "4mm", 8, 4 },
        { "6", 6, 3 },
        { "6mm", 12, 3 },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public void TheFrameSharesTheTurnsAboutAnAxisThatACubeHas(string name, int order, int shared)
    {
        Matrix3D[] group = GroupOf(name);
        Assert.Equal(order, group.Length);
        Assert.Equal(shared, SiteFrame.Of(Matrix3D.Identity, group).Order);
    }

    /// <summary>
    /// The sum over points that are left, averaged over the group, is that over all points: of
    /// monomials up to the degree of the rule it is the integral.
    /// </summary>
    [Theory]
    [MemberData(nameof(Groups))]
    public void ReducedRulesIntegrateWhatIsInvariant(string name, int order, int shared)
    {
        Matrix3D[] group = GroupOf(name);
        var frame = SiteFrame.Of(Matrix3D.Identity, group);
        var rule = LebedevRule.OfDegree(17);
        (Vector3D Direction, double Weight)[] reduced = frame.Reduce(rule);
        Assert.Equal(4 * Math.PI, reduced.Sum(point => point.Weight), Rounding * 100);
        Assert.InRange(reduced.Length, rule.Points.Length / shared, rule.Points.Length);
        Assert.True(shared == 1 || reduced.Length < 0.75 * rule.Points.Length);
        Vector3D wave = new(2.1, -0.7, 1.6);
        double sum = 0;
        foreach ((Vector3D direction, double weight) in reduced)
        {
            foreach (Matrix3D rotation in group)
            {
                sum += weight / order * Math.Cos(Vector3D.Dot(wave, rotation * direction));
            }
        }

        // ∫ cos(k·u) dΩ = 4π sin k/k; the 18th order of the series is all that a rule may miss.
        double k = wave.Length;
        Assert.Equal(4 * Math.PI * Math.Sin(k) / k, sum, 1e-8);
    }

    private static Matrix3D[] GroupOf(string name)
    {
        int fold = name[0] is 'm' ? 1 : name[0] - '0';
        var group = new List<Matrix3D>();
        for (int turn = 0; turn < fold; turn++)
        {
            double angle = 2 * Math.PI * turn / fold;
            (double sine, double cosine) = Math.SinCos(angle);
            Matrix3D rotation = new(new(cosine, -sine, 0), new(sine, cosine, 0), new(0, 0, 1));
            group.Add(rotation);
            if (name.Contains('m', StringComparison.Ordinal))
            {
                group.Add(rotation * Matrix3D.Diagonal(-1, 1, 1));
            }
        }

        return [.. group.Select(matrix => Tilted.Transpose * matrix * Tilted)];
    }

    private static Matrix3D Frame(Vector3D z, Vector3D towards)
    {
        Vector3D third = z / z.Length;
        Vector3D second = Vector3D.Cross(third, towards);
        second /= second.Length;
        return new Matrix3D(Vector3D.Cross(second, third), second, third);
    }
}
