using System.Globalization;

namespace Similarity.Crystals.Nanotubes;

/// <summary>
/// The indices of a nanotube: graphene is rolled so that C = n a₁ + m a₂ becomes the circumference,
/// a₁·a₂ = a²/2. Every C has an equivalent with n ≥ m ≥ 0, n ≥ 1, the only ones this type holds.
/// </summary>
public sealed record Chirality
{
    /// <summary>
    /// Larger indices are refused: beyond a diameter of 78 nm a tube is a sheet of graphene.
    /// </summary>
    public const int LargestIndex = 1000;

    public Chirality(int n, int m)
    {
        if (n < 1 || m < 0 || m > n || n > LargestIndex)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"indices ({n},{m}); expected 0 ≤ m ≤ n and 1 ≤ n ≤ {LargestIndex}"));
        }

        N = n;
        M = m;
    }

    public int N { get; }

    public int M { get; }

    /// <summary>n² + nm + m² = (circumference / a)².</summary>
    public int SquaredLength => N * N + N * M + M * M;

    /// <summary>d = gcd(n, m), the order of the pure rotations about the axis.</summary>
    public int Rotations => GreatestCommonDivisor(N, M);

    /// <summary>d_R = gcd(2n + m, 2m + n): d, or 3d when (n − m)/d is a multiple of 3.</summary>
    public int TranslationDivisor => GreatestCommonDivisor(2 * N + M, 2 * M + N);

    /// <summary>Atoms in the cell of the shortest translation, 4(n² + nm + m²)/d_R.</summary>
    public int AtomsPerCell => 4 * SquaredLength / TranslationDivisor;

    /// <summary>The angle between C and a₁ in radians: 0 zigzag, π/6 armchair.</summary>
    public double ChiralAngle => Math.Atan2(Math.Sqrt(3) * M, 2 * N + M);

    public NanotubeFamily Family => (N == M, (N - M) % 3) switch
    {
        (true, _) => NanotubeFamily.Armchair,
        (_, 0) => NanotubeFamily.Mod0,
        (_, 1) => NanotubeFamily.Mod1,
        _ => NanotubeFamily.Mod2,
    };

    /// <summary>
    /// The indices in n ≥ m ≥ 0 of the tube rolled along any n a₁ + m a₂. A rotation of the sheet
    /// by 60° takes (n, m) to (−m, n + m) and leaves the tube; exchanging n and m takes its mirror
    /// image, which has the same bands and the other handedness.
    /// </summary>
    public static (Chirality Indices, bool IsMirrored) Equivalent(int n, int m)
    {
        if ((n == 0 && m == 0) || Math.Abs((long)n) > LargestIndex
            || Math.Abs((long)m) > LargestIndex)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"indices ({n},{m}); expected whole numbers up to {LargestIndex}, not both zero"));
        }

        while (n <= 0 || m < 0)
        {
            (n, m) = (-m, n + m);
        }

        return m > n ? (new Chirality(m, n), true) : (new Chirality(n, m), false);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({N},{M})");

    internal static int GreatestCommonDivisor(int a, int b) =>
        b == 0 ? Math.Abs(a) : GreatestCommonDivisor(b, a % b);
}

/// <summary>
/// What the folded bands of graphene say of a tube: metal when n − m is a multiple of 3, else a
/// semiconductor whose gap depends on the remainder. Curvature opens tiny gaps in the metals that
/// are not armchair.
/// </summary>
public enum NanotubeFamily
{
    /// <summary>n = m: a metal by symmetry.</summary>
    Armchair,

    /// <summary>n − m a multiple of 3, n ≠ m.</summary>
    Mod0,

    /// <summary>n − m = 1 modulo 3.</summary>
    Mod1,

    /// <summary>n − m = 2 modulo 3.</summary>
    Mod2,
}
