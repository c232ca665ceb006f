using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>The letter of a conventional cell: which points besides the corners are lattice points.</summary>
internal sealed class Centering
{
    /// <summary>Coordinates are kept as whole twelfths, in which all of them are exact.</summary>
    public const int Denominator = 12;

    private static readonly Dictionary<char, Centering> ByLetter = new()
    {
        // Columns of the second argument: primitive vectors in twelfths of the conventional ones,
        // chosen as by Hinuma et al. (see StandardCell); C as they do for monoclinic crystals.
        ['P'] = new([], new(12, 0, 0, 0, 12, 0, 0, 0, 12)),
        ['A'] = new([new(0, 6, 6)], new(0, 0, 12, 6, 6, 0, -6, 6, 0)),
        ['B'] = new([new(6, 0, 6)], new(6, 0, -6, 0, 12, 0, 6, 0, 6)),
        ['C'] = new([new(6, 6, 0)], new(6, -6, 0, 6, 6, 0, 0, 0, 12)),
        ['I'] = new([new(6, 6, 6)], new(-6, 6, 6, 6, -6, 6, 6, 6, -6)),
        ['F'] = new([new(0, 6, 6), new(6, 0, 6), new(6, 6, 0)], new(0, 6, 6, 6, 0, 6, 6, 6, 0)),

        // Obverse setting on hexagonal axes.
        ['R'] = new([new(8, 4, 4), new(4, 8, 8)], new(8, -4, -4, 4, 4, -8, 4, 4, 4)),
    };

    private Centering(IntegerVector3D[] extra, IntegerMatrix3D primitive)
    {
        Points = [default, .. extra];
        PrimitiveInTwelfths = primitive;
        ToPrimitive = IntegerMatrix3D.Round(Primitive.Inverse);
    }

    /// <summary>Lattice points of the cell in twelfths, the origin first.</summary>
    public IntegerVector3D[] Points { get; }

    public IntegerMatrix3D PrimitiveInTwelfths { get; }

    /// <summary>C: columns are the primitive vectors in terms of the conventional ones.</summary>
    public Matrix3D Primitive => 1.0 / Denominator * PrimitiveInTwelfths.ToMatrix();

    /// <summary>C⁻¹, which is integer: it takes conventional to primitive coordinates.</summary>
    public IntegerMatrix3D ToPrimitive { get; }

    public static bool IsLetter(char letter) => ByLetter.ContainsKey(letter);

    public static Centering Of(char letter) => ByLetter[letter];
}
