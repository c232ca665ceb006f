using Similarity.Operators.Atoms;

namespace Similarity.Operators.Grids;

/// <summary>
/// Where an orbital is led to zero: from Start on, and wholly at Radius, in bohr.
/// </summary>
internal readonly record struct OrbitalEnd(double Start, double Radius)
{
    /// <summary>The part of the radius over which an orbital fades.</summary>
    private const double Fading = 0.15;

    public static OrbitalEnd Never { get; } =
        new(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The radius beyond which |R| stays below the tail.</summary>
    public static OrbitalEnd Of(AtomicOrbital orbital, double tail)
    {
        for (int p = RadialMesh.Points.Length - 1; p > 0; p--)
        {
            double r = RadialMesh.Points[p];
            if (Math.Abs(orbital.Radial(r)) * Math.Pow(r, orbital.AngularMomentum) > tail)
            {
                return new OrbitalEnd((1 - Fading) * r, r);
            }
        }

        throw new ArgumentOutOfRangeException(
            nameof(tail), tail, "an orbital is nowhere as large as its tail");
    }

    /// <summary>
    /// m = 1 − 10t³ + 15t⁴ − 6t⁵ with t from 0 to 1 between Start and Radius, m' and m'', which are
    /// continuous.
    /// </summary>
    public (double Value, double Slope, double Curvature) Mask(double r)
    {
        if (r <= Start)
        {
            return (1, 0, 0);
        }

        if (r >= Radius)
        {
            return (0, 0, 0);
        }

        double width = Radius - Start, t = (r - Start) / width, rest = 1 - t;
        return (
            1 - t * t * t * (10 - t * (15 - 6 * t)),
            -30 * t * t * rest * rest / width,
            -60 * t * rest * (rest - t) / (width * width));
    }
}
