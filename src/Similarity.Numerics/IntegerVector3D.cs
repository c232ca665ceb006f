using System.Globalization;

namespace Similarity.Numerics;

/// <summary>
/// Three integers: a lattice vector or a plane of lattice points; <c>default</c> is zero.
/// </summary>
public readonly record struct IntegerVector3D(int X, int Y, int Z)
{
    public int this[int axis] => axis switch
    {
        0 => X,
        1 => Y,
        2 => Z,
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "an axis is 0, 1 or 2"),
    };

    /// <summary>
    /// The vector over the greatest common divisor of its components; zero stays zero.
    /// </summary>
    public IntegerVector3D Reduced
    {
        get
        {
            int divisor = GreatestCommonDivisor(GreatestCommonDivisor(X, Y), Z);
            return divisor == 0 ? this : new(X / divisor, Y / divisor, Z / divisor);
        }
    }

    public static IntegerVector3D Round(Vector3D v) =>
        new((int)Math.Round(v.X), (int)Math.Round(v.Y), (int)Math.Round(v.Z));

    public static int Dot(IntegerVector3D a, IntegerVector3D b) =>
        a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static IntegerVector3D Cross(IntegerVector3D a, IntegerVector3D b) => new(
        a.Y * b.Z - a.Z * b.Y,
        a.Z * b.X - a.X * b.Z,
        a.X * b.Y - a.Y * b.X);

    public Vector3D ToVector() => new(X, Y, Z);

    public static IntegerVector3D operator +(IntegerVector3D a, IntegerVector3D b) =>
        new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static IntegerVector3D operator -(IntegerVector3D a, IntegerVector3D b) =>
        new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static IntegerVector3D operator -(IntegerVector3D a) => new(-a.X, -a.Y, -a.Z);

    public static IntegerVector3D operator *(int s, IntegerVector3D a) =>
        new(s * a.X, s * a.Y, s * a.Z);

    // As of Matrix3D: Reduced would be printed, and its Reduced.
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({X}, {Y}, {Z})");

    private static int GreatestCommonDivisor(int a, int b) =>
        b == 0 ? Math.Abs(a) : GreatestCommonDivisor(b, a % b);
}
