using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Three lattice vectors in bohr, the rows a, b, c of a matrix A. A point with fractional
/// coordinates f lies at the Cartesian point f·A. Either handedness is allowed, zero volume is not.
/// </summary>
public sealed record Lattice
{
    public Lattice(Matrix3D vectors)
    {
        double product = vectors.Row0.Length * vectors.Row1.Length * vectors.Row2.Length;
        double volume = Math.Abs(vectors.Determinant);

        // Relative to the box of the same edge lengths; a cell this flat holds no solid.
        if (!(volume > 1e-8 * product) || !double.IsFinite(volume))
        {
            throw new ArgumentException(
                $"lattice vectors {vectors.Row0}, {vectors.Row1}, {vectors.Row2} span no volume",
                nameof(vectors));
        }

        Vectors = vectors;
        Inverse = vectors.Inverse;
    }

    /// <summary>Rows a, b, c in bohr.</summary>
    public Matrix3D Vectors { get; }

    /// <summary>A⁻¹: fractional = Cartesian · A⁻¹.</summary>
    public Matrix3D Inverse { get; }

    /// <summary>Rows b₁, b₂, b₃ in 1/bohr with aᵢ·bⱼ = 2π δᵢⱼ.</summary>
    public Matrix3D Reciprocal => 2 * Math.PI * Inverse.Transpose;

    /// <summary>|det A| in bohr³.</summary>
    public double Volume => Math.Abs(Vectors.Determinant);

    /// <summary>Lengths |a|, |b|, |c| in bohr.</summary>
    public Vector3D Lengths => new(Vectors.Row0.Length, Vectors.Row1.Length, Vectors.Row2.Length);

    /// <summary>Angles α = ∠(b,c), β = ∠(a,c), γ = ∠(a,b) in radians.</summary>
    public Vector3D Angles => new(
        Angle(Vectors.Row1, Vectors.Row2),
        Angle(Vectors.Row0, Vectors.Row2),
        Angle(Vectors.Row0, Vectors.Row1));

    /// <summary>
    /// The lattice with a along x and b in the xy plane; lengths in bohr, angles in radians.
    /// </summary>
    public static Lattice FromParameters(Vector3D lengths, Vector3D angles)
    {
        // cos(π/2) is 6e-17 in floating point; exact zeros keep orthogonal cells orthogonal.
        double cosAlpha = CosineOrZero(angles.X), cosBeta = CosineOrZero(angles.Y);
        double cosGamma = CosineOrZero(angles.Z);
        double sinGamma = Math.Sin(angles.Z);
        double cx = cosBeta;
        double cy = (cosAlpha - cosBeta * cosGamma) / sinGamma;
        double cz2 = 1 - cx * cx - cy * cy;
        if (!(cz2 > 0))
        {
            throw new ArgumentException(
                $"no cell has the angles {180 / Math.PI * angles} in degrees", nameof(angles));
        }

        return new Lattice(new Matrix3D(
            new(lengths.X, 0, 0),
            new(lengths.Y * cosGamma, lengths.Y * sinGamma, 0),
            lengths.Z * new Vector3D(cx, cy, Math.Sqrt(cz2))));
    }

    public Vector3D ToCartesian(Vector3D fractional) => fractional * Vectors;

    public Vector3D ToFractional(Vector3D cartesian) => cartesian * Inverse;

    private static double Angle(Vector3D u, Vector3D v) =>
        // atan2 keeps its digits near 0° and 180°, where acos loses half of them.
        Math.Atan2(Vector3D.Cross(u, v).Length, Vector3D.Dot(u, v));

    private static double CosineOrZero(double angle) =>
        Math.Abs(angle - Math.PI / 2) < 1e-14 ? 0 : Math.Cos(angle);
}
