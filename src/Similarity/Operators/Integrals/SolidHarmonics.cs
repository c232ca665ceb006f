namespace Similarity.Operators.Integrals;

/// <summary>One term Factor · x^X y^Y z^Z of a polynomial.</summary>
internal readonly record struct Monomial(double Factor, int X, int Y, int Z);

/// <summary>
/// The real solid harmonics C_lm of Racah's normalisation as polynomials in x, y, z: the sum of
/// their squares over m is r^(2l), so they are the rows of an orthogonal representation.
/// </summary>
internal static class SolidHarmonics
{
    private static readonly double Sqrt3 = Math.Sqrt(3);
    private static readonly double Sqrt15 = Math.Sqrt(15);
    private static readonly double Sqrt38 = Math.Sqrt(0.375);
    private static readonly double Sqrt58 = Math.Sqrt(0.625);

    private static readonly Monomial[][][] Table =
    [
        [[new(1, 0, 0, 0)]],
        [[new(1, 0, 1, 0)], [new(1, 0, 0, 1)], [new(1, 1, 0, 0)]],
        [
            [new(Sqrt3, 1, 1, 0)],
            [new(Sqrt3, 0, 1, 1)],
            [new(1, 0, 0, 2), new(-0.5, 2, 0, 0), new(-0.5, 0, 2, 0)],
            [new(Sqrt3, 1, 0, 1)],
            [new(Sqrt3 / 2, 2, 0, 0), new(-Sqrt3 / 2, 0, 2, 0)],
        ],
        [
            [new(3 * Sqrt58, 2, 1, 0), new(-Sqrt58, 0, 3, 0)],
            [new(Sqrt15, 1, 1, 1)],
            [new(4 * Sqrt38, 0, 1, 2), new(-Sqrt38, 2, 1, 0), new(-Sqrt38, 0, 3, 0)],
            [new(1, 0, 0, 3), new(-1.5, 2, 0, 1), new(-1.5, 0, 2, 1)],
            [new(4 * Sqrt38, 1, 0, 2), new(-Sqrt38, 3, 0, 0), new(-Sqrt38, 1, 2, 0)],
            [new(Sqrt15 / 2, 2, 0, 1), new(-Sqrt15 / 2, 0, 2, 1)],
            [new(Sqrt58, 3, 0, 0), new(-3 * Sqrt58, 1, 2, 0)],
        ],
    ];

    /// <summary>C_lm, l = 0 … 3, |m| ≤ l.</summary>
    public static ReadOnlySpan<Monomial> Of(int l, int m) => Table[l][l + m];
}
