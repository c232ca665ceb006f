using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>Fractional coordinates modulo lattice vectors.</summary>
internal static class FractionalPosition
{
    // Coordinates near 1 by rounding alone are those of 0.
    private const double Rounding = 1e-12;

    /// <summary>The equivalent point with components in [0, 1).</summary>
    public static Vector3D Wrap(Vector3D v) => new(Wrap(v.X), Wrap(v.Y), Wrap(v.Z));

    /// <summary>The equivalent difference with components in [−½, ½].</summary>
    public static Vector3D Nearest(Vector3D v) =>
        new(v.X - Math.Round(v.X), v.Y - Math.Round(v.Y), v.Z - Math.Round(v.Z));

    private static double Wrap(double x)
    {
        double wrapped = x - Math.Floor(x);
        return wrapped < 1 - Rounding ? wrapped : 0;
    }
}
