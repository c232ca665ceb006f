using System.Runtime.CompilerServices;

namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>
/// E_xc = ∫ n ε(n, σ) of a density n (1/bohr³) without spin and σ = |∇n|². The potential is
/// v = ∂(nε)/∂n − 2 ∇·(∂(nε)/∂σ ∇n). Hartree and bohr.
/// </summary>
public sealed class ExchangeCorrelation
{
    /// <summary>
    /// Below this density, in 1/bohr³, ε and its derivatives are taken as zero: there n ε is below
    /// 10⁻²⁷ hartree/bohr³, and powers of the reduced gradient overflow before long.
    /// </summary>
    public const double SmallestDensity = 1e-20;

    private readonly Func<double, double, LocalXc> local;

    private ExchangeCorrelation(
        string name, bool usesGradient, Func<double, double, LocalXc> local)
    {
        Name = name;
        UsesGradient = usesGradient;
        this.local = local;
    }

    /// <summary>Slater exchange, correlation of Perdew and Wang (1992): the usual LDA.</summary>
    public static ExchangeCorrelation Lda { get; } = new(
        "lda", false, (n, _) => Sum(SlaterExchange.At(n), PerdewWang92.At(n)));

    /// <summary>Slater exchange, fit V of Vosko, Wilk and Nusair (1980), as in NIST's tables.
    /// </summary>
    public static ExchangeCorrelation LdaVwn { get; } = new(
        "lda-vwn", false, (n, _) => Sum(SlaterExchange.At(n), VoskoWilkNusair.At(n)));

    /// <summary>The generalised gradient approximation of Perdew, Burke and Ernzerhof.</summary>
    public static ExchangeCorrelation Pbe { get; } = new("pbe", true, PerdewBurkeErnzerhof.At);

    /// <summary>lda, lda-vwn or pbe.</summary>
    public string Name { get; }

    /// <summary>Whether σ matters; where it does not, ∂(nε)/∂σ is zero.</summary>
    public bool UsesGradient { get; }

    /// <summary>At one point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LocalXc At(double density, double sigma) =>
        density < SmallestDensity ? default : local(density, Math.Max(sigma, 0));

    /// <summary>At many points.</summary>
    /// <param name="density">n in 1/bohr³; what is not positive counts as zero.</param>
    /// <param name="sigma">|∇n|² in 1/bohr⁸; may be empty where it does not matter.</param>
    /// <param name="energy">ε, per electron.</param>
    /// <param name="densityDerivative">∂(nε)/∂n.</param>
    /// <param name="sigmaDerivative">∂(nε)/∂σ; may be empty where σ does not matter.</param>
    public void Evaluate(
        ReadOnlySpan<double> density,
        ReadOnlySpan<double> sigma,
        Span<double> energy,
        Span<double> densityDerivative,
        Span<double> sigmaDerivative)
    {
        bool gradient = UsesGradient || sigma.Length > 0;
        int sigmas = gradient ? density.Length : 0;
        ArgumentOutOfRangeException.ThrowIfNotEqual(sigma.Length, sigmas);
        ArgumentOutOfRangeException.ThrowIfNotEqual(energy.Length, density.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(densityDerivative.Length, density.Length);
        if (UsesGradient || sigmaDerivative.Length > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(sigmaDerivative.Length, density.Length);
        }

        for (int i = 0; i < density.Length; i++)
        {
            LocalXc at = At(density[i], gradient ? sigma[i] : 0);
            energy[i] = at.Energy;
            densityDerivative[i] = at.DensityDerivative;
            if (sigmaDerivative.Length > 0)
            {
                sigmaDerivative[i] = at.SigmaDerivative;
            }
        }
    }

    private static LocalXc Sum(in LocalXc exchange, in LocalXc correlation) => new(
        exchange.Energy + correlation.Energy,
        exchange.DensityDerivative + correlation.DensityDerivative,
        0);
}
