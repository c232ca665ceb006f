using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The lines of a list of k-points that does not say whether it is a path: runs of three points or
/// more, evenly spaced and straight. Neither depends on the lattice, so fractional coordinates do.
/// Rows of a mesh are such lines too; they are told apart by running side by side.
/// </summary>
internal static class KPointLines
{
    /// <summary>
    /// From 4 printed decimals to 8; the coarsest that makes sense of the list holds, as rounding
    /// can look like corners at a finer one.
    /// </summary>
    private static readonly double[] Tolerances = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7];

    /// <summary>A step or a bend is either this many tolerances long, or rounding.</summary>
    private const double Clearance = 5;

    /// <summary>Of directions: two lines closer than half a degree are parallel.</summary>
    private const double ParallelTolerance = 0.01;

    /// <summary>
    /// Every point is on one of the lines, in the order of the list; empty when the points are no
    /// path.
    /// </summary>
    /// <param name="needsSymmetricEnd">
    /// Whether a path of one line is only believed when it ends at a point that equals its
    /// opposite: symmetry can reduce a mesh of one direction to any other line.
    /// </param>
    public static (int Start, int End)[] Find(
        ReadOnlySpan<Vector3D> points, bool needsSymmetricEnd)
    {
        foreach (double tolerance in Tolerances)
        {
            (int Start, int End)[] lines = Cover(points, tolerance);
            if (lines.Length > 0)
            {
                bool isMesh = lines is [(int start, int end)]
                    ? IsChain(points[start..(end + 1)], needsSymmetricEnd)
                    : AreRows(points, lines, tolerance);
                return isMesh ? [] : lines;
            }
        }

        return [];
    }

    /// <summary>The longest lines one after the other; empty when a point is on none.</summary>
    private static (int Start, int End)[] Cover(ReadOnlySpan<Vector3D> points, double tolerance)
    {
        var lines = new List<(int Start, int End)>();
        int start = 0, firstFree = 0;
        while (firstFree < points.Length)
        {
            int? end = EndOfLine(points, start, tolerance);
            if (end is int last && last >= start + 2)
            {
                lines.Add((start, last));
                (start, firstFree) = (last, last + 1);
            }
            else if (end is not null && start < firstFree)
            {
                // The corner is no first point of the next line: stored twice, or a jump.
                start = firstFree;
            }
            else
            {
                return [];
            }
        }

        return [.. lines];
    }

    /// <summary>
    /// The last point of the line that begins at a point; null when rounding cannot be told from a
    /// bend at this tolerance.
    /// </summary>
    private static int? EndOfLine(ReadOnlySpan<Vector3D> points, int start, double tolerance)
    {
        int end = start + 1;
        if (end >= points.Length
            || !((points[end] - points[start]).Length >= Clearance * tolerance))
        {
            return start;
        }

        for (; end + 1 < points.Length; end++)
        {
            double bend = (points[end - 1] - 2 * points[end] + points[end + 1]).Length;
            if (!(bend <= tolerance))
            {
                if (bend < Clearance * tolerance)
                {
                    return null;
                }

                break;
            }
        }

        return IsEven(points[start..(end + 1)], tolerance) ? end : null;
    }

    /// <summary>Many bends too small to see can still add up to an arc.</summary>
    private static bool IsEven(ReadOnlySpan<Vector3D> line, double tolerance)
    {
        for (int i = 1; i + 1 < line.Length; i++)
        {
            double t = i / (line.Length - 1.0);
            if ((line[i] - (1 - t) * line[0] - t * line[^1]).Length > tolerance)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A mesh of one direction, whole or reduced by symmetry.</summary>
    private static bool IsChain(ReadOnlySpan<Vector3D> line, bool needsSymmetricEnd)
    {
        // One step beyond the last point of a whole mesh is the first again.
        bool isWhole = IsInteger(line[^1] - line[0] + (line[^1] - line[0]) / (line.Length - 1));
        return isWhole
            || (needsSymmetricEnd && !IsInteger(2 * line[0]) && !IsInteger(2 * line[^1]));
    }

    /// <summary>
    /// Lines of a path mostly turn where one ends and the next begins; those of a mesh run side by
    /// side. A path has a few of these as well, like Y–T|U–X|S–R of orthorhombic crystals.
    /// </summary>
    private static bool AreRows(
        ReadOnlySpan<Vector3D> points, (int Start, int End)[] lines, double tolerance)
    {
        int sideBySide = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            (Vector3D from, Vector3D to) = (points[lines[i - 1].Start], points[lines[i - 1].End]);
            (Vector3D nextFrom, Vector3D nextTo) = (points[lines[i].Start], points[lines[i].End]);
            Vector3D direction = to - from, next = nextTo - nextFrom;
            bool isParallel = Vector3D.Cross(direction, next).Length
                < ParallelTolerance * direction.Length * next.Length;
            bool isJoined = (nextFrom - to).Length <= tolerance;
            sideBySide += isParallel && !isJoined ? 1 : 0;
        }

        return 2 * sideBySide > lines.Length - 1;
    }

    private static bool IsInteger(Vector3D k) => FractionalPosition.Nearest(k).Length < 1e-3;
}
