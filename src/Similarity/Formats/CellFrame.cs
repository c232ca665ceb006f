using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// Completes the lattice of molecules, wires and slabs, whose files leave out the vectors along
/// which nothing repeats: a missing vector is perpendicular to those before it and as long as the
/// atoms extend along it. It only gives coordinates a frame; Cartesian positions stay what they
/// are.
/// </summary>
internal static class CellFrame
{
    /// <summary>Å; flat molecules and single atoms need some length.</summary>
    private const double ShortestEdge = 1;

    /// <param name="known">Vectors a, b, c in Å, null where missing.</param>
    /// <param name="positions">Cartesian, in Å.</param>
    public static Matrix3D Complete(ReadOnlySpan<Vector3D?> known, ReadOnlySpan<Vector3D> positions)
    {
        Span<Vector3D> rows = stackalloc Vector3D[3];
        switch ((known[0], known[1], known[2]))
        {
            case (null, null, null):
                rows[0] = Edge(new(1, 0, 0), positions);
                rows[1] = Edge(new(0, 1, 0), positions);
                rows[2] = Edge(new(0, 0, 1), positions);
                break;
            case ({ } a, { } b, { } c):
                rows[0] = a;
                rows[1] = b;
                rows[2] = c;
                break;
            default:
                int first = known[0] is not null ? 0 : known[1] is not null ? 1 : 2;
                int next = (first + 1) % 3, last = (first + 2) % 3;
                rows[first] = known[first]!.Value;
                if (known[next] is null && known[last] is null)
                {
                    rows[next] = Edge(
                        Vector3D.Cross(rows[first], LeastAxis(rows[first])), positions);
                    rows[last] = Edge(Vector3D.Cross(rows[first], rows[next]), positions);
                }
                else if (known[last] is null)
                {
                    rows[next] = known[next]!.Value;
                    rows[last] = Edge(Vector3D.Cross(rows[first], rows[next]), positions);
                }
                else
                {
                    rows[last] = known[last]!.Value;
                    rows[next] = Edge(Vector3D.Cross(rows[last], rows[first]), positions);
                }

                break;
        }

        return new(rows[0], rows[1], rows[2]);
    }

    private static Vector3D Edge(Vector3D direction, ReadOnlySpan<Vector3D> positions)
    {
        Vector3D unit = direction / direction.Length;
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (Vector3D position in positions)
        {
            double along = Vector3D.Dot(position, unit);
            least = Math.Min(least, along);
            most = Math.Max(most, along);
        }

        return Math.Max(most - least, ShortestEdge) * unit;
    }

    private static Vector3D LeastAxis(Vector3D v)
    {
        double x = Math.Abs(v.X), y = Math.Abs(v.Y), z = Math.Abs(v.Z);
        return x <= y && x <= z ? new(1, 0, 0) : y <= z ? new(0, 1, 0) : new(0, 0, 1);
    }
}
