using System.Collections.Concurrent;
using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;

namespace Similarity.Operators.Grids;

/// <summary>
/// Points around an atom on spheres r_i = r_N ln(1 − x_i²)/ln(1 − x_N²), x_i = i/(N + 1), close to
/// one another near the nucleus, with Lebedev's points on each.
/// </summary>
internal sealed class AtomicGrid
{
    /// <summary>No point is farther from its atom, in bohr.</summary>
    public const double OutermostRadius = 12;

    private const double InnerRadius = 0.25;
    private const double MiddleRadius = 0.8;

    private static readonly ConcurrentDictionary<(Element, GridQuality), AtomicGrid> Known = [];

    private AtomicGrid(Element element, GridQuality quality)
    {
        int shells = ShellCount(element.AtomicNumber, quality.Radial);
        double last = shells / (shells + 1.0);
        double scale = OutermostRadius / Math.Log(1 - last * last);
        var points = ImmutableArray.CreateBuilder<Vector3D>();
        var weights = ImmutableArray.CreateBuilder<double>();
        for (int i = 1; i <= shells; i++)
        {
            double x = i / (shells + 1.0);
            double r = scale * Math.Log(1 - x * x);
            double weight = scale * -2 * x / (1 - x * x) / (shells + 1) * r * r;
            var sphere = LebedevRule.OfDegree(
                r < InnerRadius ? quality.InnerDegree
                : r < MiddleRadius ? quality.MiddleDegree
                : quality.OuterDegree);
            for (int p = 0; p < sphere.Points.Length; p++)
            {
                points.Add(r * sphere.Points[p]);
                weights.Add(weight * sphere.Weights[p]);
            }
        }

        Points = points.ToImmutable();
        Weights = weights.ToImmutable();
    }

    /// <summary>From the nucleus, in bohr, ascending in radius.</summary>
    public ImmutableArray<Vector3D> Points { get; }

    public ImmutableArray<double> Weights { get; }

    public static AtomicGrid Of(Element element, GridQuality quality) =>
        Known.GetOrAdd((element, quality), key => new AtomicGrid(key.Item1, key.Item2));

    // More for each noble gas shell, as its functions lie nearer to the nucleus.
    private static int ShellCount(int z, double factor) => (int)(factor
        * (38 + (z > 10 ? 8 : 0) + (z > 18 ? 8 : 0) + (z > 36 ? 6 : 0) + (z > 54 ? 6 : 0)));
}
