using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A symmetry operation x → W x + w on fractional coordinates taken as columns. W is an integer
/// matrix with determinant ±1; w is kept as given (<see cref="Wrapped"/> brings it into [0, 1)³).
/// </summary>
public readonly record struct SymmetryOperation(IntegerMatrix3D Rotation, Vector3D Translation)
{
    public static SymmetryOperation Identity { get; } = new(IntegerMatrix3D.Identity, default);

    /// <summary>The inverse: x → W⁻¹ x − W⁻¹ w.</summary>
    public SymmetryOperation Inverse => new(Rotation.Inverse, -(Rotation.Inverse * Translation));

    /// <summary>The same operation up to lattice vectors, each component of w in [0, 1).</summary>
    public SymmetryOperation Wrapped =>
        this with { Translation = FractionalPosition.Wrap(Translation) };

    public Vector3D Apply(Vector3D position) => Rotation * position + Translation;

    /// <summary>First the right operation, then the left one.</summary>
    public static SymmetryOperation operator *(SymmetryOperation left, SymmetryOperation right) =>
        new(left.Rotation * right.Rotation, left.Apply(right.Translation));

    /// <summary>The triplet of the International Tables, e.g. "-y,x-y,z+1/3".</summary>
    public override string ToString() => SymmetryTriplet.Of(this);

    /// <summary>
    /// Reads a triplet, however spaced and ordered ("1/2 - Y"); a decimal within 10⁻³ of a
    /// twenty-fourth means that. False for what is no triplet or no rotation of a lattice.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> triplet, out SymmetryOperation operation) =>
        SymmetryTriplet.TryParse(triplet, out operation);
}
