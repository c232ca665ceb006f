using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>Fractional coordinates modulo lattice vectors.</summary>
internal static class FractionalPosition
{
    /// <summary>The equivalent point with components in [0, 1).</summary>
    public static Vector3D Wrap(Vector3D v) => new(Wrap(v.X), Wrap(v.Y), Wrap(v.Z));

    /// <summary>The equivalent difference with components in [−½, ½].</summary>
    public static Vector3D Nearest(Vector3D v) =>
        new(v.X - Math.Round(v.X), v.Y - Math.Round(v.Y), v.Z - Math.Round(v.Z));

    private static double Wrap(double x)
    {
        double wrapped = x - Math.Floor(x);

        // −1e-20 rounds up to exactly 1.
        return wrapped < 1 ? wrapped : 0;
    }
}
