using System.Collections.Concurrent;
using System.Collections.Immutable;
using Similarity.Crystals;
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
        var spheres = ImmutableArray.CreateBuilder<Sphere>();
        for (int i = 1; i <= shells; i++)
        {
            double x = i / (shells + 1.0);
            double r = scale * Math.Log(1 - x * x);
            double weight = scale * -2 * x / (1 - x * x) / (shells + 1) * r * r;
            spheres.Add(new Sphere(r, weight, LebedevRule.OfDegree(
                r < InnerRadius ? quality.InnerDegree
                : r < MiddleRadius ? quality.MiddleDegree
                : quality.OuterDegree)));
        }

        Spheres = spheres.ToImmutable();
    }

    /// <summary>Ascending in radius.</summary>
    public ImmutableArray<Sphere> Spheres { get; }

    public static AtomicGrid Of(Element element, GridQuality quality) =>
        Known.GetOrAdd((element, quality), key => new AtomicGrid(key.Item1, key.Item2));

    // More for each noble gas shell, as its functions lie nearer to the nucleus.
    private static int ShellCount(int z, double factor) => (int)(factor
        * (38 + (z > 10 ? 8 : 0) + (z > 18 ? 8 : 0) + (z > 36 ? 6 : 0) + (z > 54 ? 6 : 0)));

    /// <summary>∫ f dr ≈ Σ Weight · w f(Radius u) over spheres and the points u of rules.</summary>
    /// <param name="Radius">In bohr.</param>
    public readonly record struct Sphere(double Radius, double Weight, LebedevRule Rule);
}
