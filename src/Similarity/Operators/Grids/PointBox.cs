using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>The smallest box along the axes that holds some points.</summary>
internal readonly record struct PointBox(Vector3D Low, Vector3D High)
{
    public static PointBox Of(ReadOnlySpan<Vector3D> points)
    {
        Vector3D low = points[0], high = low;
        foreach (Vector3D p in points)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        return new(low, high);
    }

    /// <summary>0 inside.</summary>
    public double DistanceTo(Vector3D x) => new Vector3D(
        Math.Max(0, Math.Max(Low.X - x.X, x.X - High.X)),
        Math.Max(0, Math.Max(Low.Y - x.Y, x.Y - High.Y)),
        Math.Max(0, Math.Max(Low.Z - x.Z, x.Z - High.Z))).Length;
}
