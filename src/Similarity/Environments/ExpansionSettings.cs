using System.Globalization;

namespace Similarity.Environments;

/// <summary>
/// The neighbour density ρ(r) = Σⱼ f(rⱼ) u(rⱼ) g(r − rⱼ), g an L²-normalised Gaussian, and the
/// functions R_n(r) Y_lm(r̂) it is expanded in. R_n are the orthonormalised rⁿ e^(−r²/2σₙ²) with
/// σₙ = r_c max(√n, 1)/N (<see cref="GaussianTypeBasis"/>).
/// </summary>
public sealed record ExpansionSettings
{
    /// <summary>The largest degree of spherical harmonics.</summary>
    public const int LargestMaxAngular = 25;

    /// <summary>
    /// At 18 the least eigenvalue of the overlaps is 1e-12: of more, rounding is what remains.
    /// </summary>
    public const int MostRadialFunctions = 18;

    /// <summary>
    /// The table of radial integrals follows the Gaussian; beyond this it takes minutes to make.
    /// </summary>
    public const int LargestCutoffInSigmas = 60;

    /// <summary>r_c in bohr: atoms beyond it are not seen.</summary>
    public required double Cutoff
    {
        get;
        init => field = Positive(value, nameof(Cutoff));
    }

    /// <summary>
    /// N, the number of radial functions n = 0 … N − 1. featomic's <c>max_radial</c> is N − 1,
    /// librascal's is N.
    /// </summary>
    public required int RadialFunctions
    {
        get;
        init => field = value is >= 1 and <= MostRadialFunctions
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(RadialFunctions), value, $"expected 1 to {MostRadialFunctions}");
    }

    /// <summary>l_max: l = 0 … l_max.</summary>
    public required int MaxAngular
    {
        get;
        init => field = value is >= 0 and <= LargestMaxAngular
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxAngular), value, $"expected 0 to {LargestMaxAngular}");
    }

    /// <summary>σ of the Gaussian e^(−r²/2σ²) of an atom, in bohr.</summary>
    public required double Sigma
    {
        get;
        init => field = Positive(value, nameof(Sigma));
    }

    /// <summary>f; a step unless said otherwise.</summary>
    public CutoffFunction Smoothing { get; init; } = new StepCutoff();

    /// <summary>u; null for none.</summary>
    public RadialScaling? Scaling { get; init; }

    /// <summary>(l_max + 1)², the number of spherical harmonics.</summary>
    public int Harmonics => (MaxAngular + 1) * (MaxAngular + 1);

    /// <summary>Checks what no single property can.</summary>
    internal void Validate()
    {
        if (Smoothing is ShiftedCosineCutoff { Width: double width } && width > Cutoff)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"smoothing over {width} bohr within a cutoff of {Cutoff} bohr"));
        }

        if (Cutoff > LargestCutoffInSigmas * Sigma)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a Gaussian of {Sigma} bohr within a cutoff of {Cutoff} bohr; expected at least "
                + $"1/{LargestCutoffInSigmas} of it"));
        }
    }

    /// <returns>f u and its derivative.</returns>
    internal (double Value, double Slope) Weight(double r)
    {
        (double f, double df) = Smoothing.At(r, Cutoff);
        if (Scaling is null)
        {
            return (f, df);
        }

        (double u, double du) = Scaling.At(r);
        return (f * u, df * u + f * du);
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "expected positive and finite");
}
