using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>An operation x → W x + w/12 of a tabulated space group; w in whole twelfths, modulo 12.</summary>
internal readonly record struct ExactOperation
{
    public ExactOperation(IntegerMatrix3D rotation, IntegerVector3D twelfths)
    {
        Rotation = rotation;
        Twelfths = new(Modulo(twelfths.X), Modulo(twelfths.Y), Modulo(twelfths.Z));
    }

    public IntegerMatrix3D Rotation { get; }

    public IntegerVector3D Twelfths { get; }

    public Vector3D Translation => Twelfths.ToVector() / Centering.Denominator;

    /// <summary>First the right operation, then the left one.</summary>
    public static ExactOperation operator *(ExactOperation left, ExactOperation right) =>
        new(left.Rotation * right.Rotation, left.Rotation * right.Twelfths + left.Twelfths);

    public SymmetryOperation ToOperation() => new(Rotation, Translation);

    /// <summary>The same operation on the primitive vectors of a centred cell.</summary>
    public ExactOperation ToPrimitive(Centering centering)
    {
        IntegerMatrix3D product = centering.ToPrimitive * Rotation * centering.PrimitiveInTwelfths;
        var rotation = IntegerMatrix3D.Round(1.0 / Centering.Denominator * product.ToMatrix());
        return new(rotation, centering.ToPrimitive * Twelfths);
    }

    private static int Modulo(int twelfths) =>
        ((twelfths % Centering.Denominator) + Centering.Denominator) % Centering.Denominator;
}
