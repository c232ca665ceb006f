namespace Similarity.Numerics;

/// <summary>
/// A 3×3 matrix of integers kept as three rows: rotations in fractional coordinates and changes of
/// lattice basis. <c>M * v</c> takes v as a column; <c>default</c> is the zero matrix.
/// </summary>
public readonly record struct IntegerMatrix3D(
    IntegerVector3D Row0, IntegerVector3D Row1, IntegerVector3D Row2)
{
    public IntegerMatrix3D(
        int m00, int m01, int m02, int m10, int m11, int m12, int m20, int m21, int m22)
        : this(new(m00, m01, m02), new(m10, m11, m12), new(m20, m21, m22))
    {
    }

    public static IntegerMatrix3D Identity { get; } = new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    public IntegerVector3D this[int row] => row switch
    {
        0 => Row0,
        1 => Row1,
        2 => Row2,
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "a row is 0, 1 or 2"),
    };

    public int this[int row, int column] => this[row][column];

    public int Determinant => IntegerVector3D.Dot(Row0, IntegerVector3D.Cross(Row1, Row2));

    public int Trace => Row0.X + Row1.Y + Row2.Z;

    public IntegerMatrix3D Transpose => FromColumns(Row0, Row1, Row2);

    /// <summary>M⁻¹, which is integer when det M = ±1; any other determinant throws.</summary>
    public IntegerMatrix3D Inverse
    {
        get
        {
            int det = Determinant;
            if (det is not (1 or -1))
            {
                throw new InvalidOperationException(
                    $"a matrix with determinant {det} has no integer inverse");
            }

            // The columns of M⁻¹ are the cross products of the rows of M over det M = ±1.
            return FromColumns(
                det * IntegerVector3D.Cross(Row1, Row2),
                det * IntegerVector3D.Cross(Row2, Row0),
                det * IntegerVector3D.Cross(Row0, Row1));
        }
    }

    public static IntegerMatrix3D FromColumns(
        IntegerVector3D a, IntegerVector3D b, IntegerVector3D c) =>
        new(a.X, b.X, c.X, a.Y, b.Y, c.Y, a.Z, b.Z, c.Z);

    /// <summary>The nearest integer matrix; the caller knows that it is near.</summary>
    public static IntegerMatrix3D Round(Matrix3D m) =>
        new(
            IntegerVector3D.Round(m.Row0),
            IntegerVector3D.Round(m.Row1),
            IntegerVector3D.Round(m.Row2));

    public IntegerVector3D Column(int column) => new(Row0[column], Row1[column], Row2[column]);

    public Matrix3D ToMatrix() => new(Row0.ToVector(), Row1.ToVector(), Row2.ToVector());

    public static IntegerMatrix3D operator -(IntegerMatrix3D m) => -1 * m;

    public static IntegerMatrix3D operator +(IntegerMatrix3D a, IntegerMatrix3D b) =>
        new(a.Row0 + b.Row0, a.Row1 + b.Row1, a.Row2 + b.Row2);

    public static IntegerMatrix3D operator -(IntegerMatrix3D a, IntegerMatrix3D b) =>
        new(a.Row0 - b.Row0, a.Row1 - b.Row1, a.Row2 - b.Row2);

    public static IntegerMatrix3D operator *(int s, IntegerMatrix3D m) =>
        new(s * m.Row0, s * m.Row1, s * m.Row2);

    public static IntegerMatrix3D operator *(IntegerMatrix3D a, IntegerMatrix3D b) => new(
        a.Row0.X * b.Row0 + a.Row0.Y * b.Row1 + a.Row0.Z * b.Row2,
        a.Row1.X * b.Row0 + a.Row1.Y * b.Row1 + a.Row1.Z * b.Row2,
        a.Row2.X * b.Row0 + a.Row2.Y * b.Row1 + a.Row2.Z * b.Row2);

    public static IntegerVector3D operator *(IntegerMatrix3D m, IntegerVector3D v) => new(
        IntegerVector3D.Dot(m.Row0, v),
        IntegerVector3D.Dot(m.Row1, v),
        IntegerVector3D.Dot(m.Row2, v));

    public static Vector3D operator *(IntegerMatrix3D m, Vector3D v) => new(
        m.Row0.X * v.X + m.Row0.Y * v.Y + m.Row0.Z * v.Z,
        m.Row1.X * v.X + m.Row1.Y * v.Y + m.Row1.Z * v.Z,
        m.Row2.X * v.X + m.Row2.Y * v.Y + m.Row2.Z * v.Z);

    // As of Matrix3D: the printing of a record would never end.
    public override string ToString() => $"[{Row0}, {Row1}, {Row2}]";
}
