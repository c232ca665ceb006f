using Similarity.Numerics;
using Similarity.Numerics.Quadrature;

namespace Similarity.Operators.Grids;

/// <summary>
/// How the grid of an atom is turned. Its spheres have the symmetry of a cube, and share in the
/// frame the rotations of the site about one axis: of points that these make equal one is enough.
/// </summary>
internal sealed class SiteFrame
{
    /// <summary>
    /// Where a rule has points along bonds and in mirrors of the site, what it gets wrong adds up:
    /// in diamond to 20 meV, twisted to 2. Half of the angle between mirrors would be one again.
    /// </summary>
    private const double ThreefoldTwist = Math.PI / 12;

    private const double Twist = 17 * Math.PI / 180;

    // Entries of rotations are 0 and ±1 in a fitting frame, and differ by far more in others.
    private const double Rounding = 0.01;

    // Towards it points of every rule have different components, so that one of equals is first.
    private static readonly Vector3D Towards = new(0.8871, 0.4213, 0.1883);

    private readonly Matrix3D[] shared;

    private SiteFrame(Matrix3D axes, Matrix3D[] rotations)
    {
        Axes = axes;
        shared =
        [
            .. rotations.Select(rotation => Rounded(axes * rotation * axes.Transpose))
                .OfType<Matrix3D>(),
        ];
    }

    /// <summary>Orthonormal rows, along which x, y and z of the rule point.</summary>
    public Matrix3D Axes { get; }

    /// <summary>The order of the group that the spheres and the site share.</summary>
    public int Order => shared.Length;

    /// <param name="usual">
    /// The frame of a site without symmetry; it turns with the crystal, as all do.
    /// </param>
    /// <param name="rotations">Those that leave the site, a group of orthogonal matrices.</param>
    public static SiteFrame Of(Matrix3D usual, Matrix3D[] rotations)
    {
        List<Axis> axes = AxesOf(rotations);
        List<Axis> triads = axes.FindAll(axis => axis.IsThreefold);
        var best = new SiteFrame(usual, triads.Count == 0 ? rotations : [Matrix3D.Identity]);
        foreach (Axis axis in triads.Count == 0 ? axes : triads)
        {
            foreach (Vector3D across in Across(axis, axes, usual))
            {
                var frame = new SiteFrame(Twisted(axis, across), rotations);
                best = frame.Order > best.Order ? frame : best;
            }
        }

        return best;
    }

    /// <summary>
    /// One of each set of equal points of a rule with the weight of all, in the axes of the frame.
    /// </summary>
    public (Vector3D Direction, double Weight)[] Reduce(LebedevRule rule)
    {
        var kept = new List<(Vector3D, double)>();
        var images = new HashSet<Vector3D>();
        for (int p = 0; p < rule.Points.Length; p++)
        {
            Vector3D point = rule.Points[p];
            double towards = Vector3D.Dot(point, Towards);
            images.Clear();
            bool isFirst = true;
            foreach (Matrix3D rotation in shared)
            {
                Vector3D image = rotation * point;
                images.Add(image);
                isFirst &= Vector3D.Dot(image, Towards) <= towards;
            }

            if (isFirst)
            {
                kept.Add((point * Axes, images.Count * rule.Weights[p]));
            }
        }

        return [.. kept];
    }

    private static IEnumerable<Vector3D> Across(Axis axis, List<Axis> axes, Matrix3D usual)
    {
        foreach (Axis other in axes)
        {
            if (Math.Abs(Vector3D.Dot(other.Direction, axis.Direction)) < Rounding)
            {
                yield return other.Direction;
            }
        }

        yield return Math.Abs(Vector3D.Dot(usual.Row0, axis.Direction)) < 0.9
            ? usual.Row0
            : usual.Row1;
    }

    /// <summary>
    /// A threefold axis is (1, 1, 1), another one z; what lies across is turned about it, so that
    /// mirrors of the site are none of the rule.
    /// </summary>
    private static Matrix3D Twisted(Axis axis, Vector3D across)
    {
        Vector3D z = axis.Direction;
        Vector3D u = across - Vector3D.Dot(across, z) * z;
        u /= u.Length;
        Vector3D v = Vector3D.Cross(z, u);
        (double sine, double cosine) =
            Math.SinCos(axis.IsThreefold ? ThreefoldTwist : Twist);
        Vector3D x = cosine * u + sine * v, y = cosine * v - sine * u;
        if (!axis.IsThreefold)
        {
            return new Matrix3D(x, y, z);
        }

        Vector3D diagonal = Math.Sqrt(1 / 3.0) * z;
        Vector3D first = Math.Sqrt(0.5) * x, second = Math.Sqrt(1 / 6.0) * y;
        return new Matrix3D(
            diagonal + first + second, diagonal - first + second, diagonal - 2 * second);
    }

    private static List<Axis> AxesOf(Matrix3D[] rotations)
    {
        const double parallel = 1 - 1e-3;
        var axes = new List<Axis>();
        foreach (Matrix3D rotation in rotations)
        {
            if (AxisOf(rotation) is { } axis)
            {
                int known = axes.FindIndex(
                    other => Math.Abs(Vector3D.Dot(other.Direction, axis.Direction)) > parallel);
                if (known < 0)
                {
                    axes.Add(axis);
                }
                else if (axis.IsThreefold)
                {
                    axes[known] = axes[known] with { IsThreefold = true };
                }
            }
        }

        return axes;
    }

    /// <summary>The axis of a rotation or of what, inverted, is one; null for ±1.</summary>
    private static Axis? AxisOf(Matrix3D rotation)
    {
        Matrix3D r = rotation.Determinant < 0 ? -1 * rotation : rotation;
        double trace = r[0, 0] + r[1, 1] + r[2, 2];
        if (trace > 3 - Rounding)
        {
            return null;
        }

        // By half a turn r = 2 n nᵀ − 1, by less the antisymmetric part points along n.
        Vector3D axis = trace < -1 + Rounding
            ? Longest(r.Row0 + new Vector3D(1, 0, 0), r.Row1 + new Vector3D(0, 1, 0),
                r.Row2 + new Vector3D(0, 0, 1))
            : new Vector3D(r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]);
        return new Axis(axis / axis.Length, Math.Abs(trace) < Rounding);
    }

    private static Vector3D Longest(Vector3D a, Vector3D b, Vector3D c) =>
        a.Length >= b.Length && a.Length >= c.Length ? a : b.Length >= c.Length ? b : c;

    /// <summary>The permutation of axes with signs that a matrix is; null if it is none.</summary>
    private static Matrix3D? Rounded(Matrix3D matrix)
    {
        Matrix3D near = IntegerMatrix3D.Round(matrix).ToMatrix();
        for (int row = 0; row < 3; row++)
        {
            Vector3D difference = matrix[row] - near[row];
            if (difference.LengthSquared > Rounding * Rounding)
            {
                return null;
            }
        }

        return near;
    }

    /// <summary>Of rotations, with or without an inversion, or normal to a mirror.</summary>
    private readonly record struct Axis(Vector3D Direction, bool IsThreefold);
}
