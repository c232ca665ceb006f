namespace Similarity.Operators.Atoms;

/// <summary>
/// Points r_i = r_0 e^(ih) with the weights of ∫ f(r) dr = ∫ f r d(ln r): spectrally accurate for
/// functions that vanish at both ends, as all integrands of atoms do.
/// </summary>
internal static class RadialMesh
{
    private const double Innermost = 1e-7;
    private const double Outermost = 60;
    private const int Count = 4000;

    private static readonly double Step = Math.Log(Outermost / Innermost) / (Count - 1);

    /// <summary>r, ascending, in bohr.</summary>
    public static double[] Points { get; } =
        [.. Enumerable.Range(0, Count).Select(i => Innermost * Math.Exp(i * Step))];

    /// <summary>w of ∫ f dr ≈ Σ w f(r).</summary>
    public static double[] Weights { get; } = Array.ConvertAll(Points, r => r * Step);
}
