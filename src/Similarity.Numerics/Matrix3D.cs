namespace Similarity.Numerics;

/// <summary>
/// A 3×3 real matrix kept as three rows; <c>default</c> is the zero matrix.
/// <c>v * M</c> takes v as a row vector (Σᵢ vᵢ Rowᵢ), <c>M * v</c> as a column vector.
/// </summary>
public readonly record struct Matrix3D(Vector3D Row0, Vector3D Row1, Vector3D Row2)
{
    public static Matrix3D Identity { get; } = Diagonal(1, 1, 1);

    public static Matrix3D Diagonal(double x, double y, double z) =>
        new(new(x, 0, 0), new(0, y, 0), new(0, 0, z));

    public Vector3D this[int row] => row switch
    {
        0 => Row0,
        1 => Row1,
        2 => Row2,
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "a row is 0, 1 or 2"),
    };

    public double this[int row, int column] => this[row][column];

    public Vector3D Column(int column) => new(Row0[column], Row1[column], Row2[column]);

    public double Determinant => Vector3D.Dot(Row0, Vector3D.Cross(Row1, Row2));

    public Matrix3D Transpose => new(Column(0), Column(1), Column(2));

    /// <summary>M⁻¹ by cofactors; throws when the determinant is exactly zero.</summary>
    public Matrix3D Inverse
    {
        get
        {
            double det = Determinant;
            if (det == 0)
            {
                throw new InvalidOperationException("a singular 3×3 matrix has no inverse");
            }

            // The columns of M⁻¹ are the cross products of the rows of M over det M.
            return new Matrix3D(
                Vector3D.Cross(Row1, Row2) / det,
                Vector3D.Cross(Row2, Row0) / det,
                Vector3D.Cross(Row0, Row1) / det).Transpose;
        }
    }

    public static Vector3D operator *(Vector3D v, Matrix3D m) =>
        v.X * m.Row0 + v.Y * m.Row1 + v.Z * m.Row2;

    public static Vector3D operator *(Matrix3D m, Vector3D v) =>
        new(Vector3D.Dot(m.Row0, v), Vector3D.Dot(m.Row1, v), Vector3D.Dot(m.Row2, v));

    public static Matrix3D operator *(Matrix3D a, Matrix3D b) =>
        new(a.Row0 * b, a.Row1 * b, a.Row2 * b);

    public static Matrix3D operator *(double s, Matrix3D a) =>
        new(s * a.Row0, s * a.Row1, s * a.Row2);

    // What the compiler writes for a record would print Transpose, whose Transpose … without end.
    public override string ToString() => $"[{Row0}, {Row1}, {Row2}]";
}
