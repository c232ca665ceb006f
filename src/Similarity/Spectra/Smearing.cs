using System.Globalization;

namespace Similarity.Spectra;

/// <summary>
/// A rule for the occupation f(x) of a level at x = (ε − μ) / width, with the broadened level
/// δ(x) = −df/dx and the entropy s(x), which satisfies s′ = −x δ. A closed family.
/// </summary>
public abstract record Smearing
{
    private protected Smearing(double width)
    {
        if (!(width >= 0 && double.IsFinite(width)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), width, "a smearing width is finite and not negative");
        }

        Width = width;
    }

    /// <summary>σ in hartree; positive, except that of <see cref="ZeroWidth"/>.</summary>
    public double Width { get; }

    /// <summary>The name <see cref="Parse"/> understands.</summary>
    public abstract string Name { get; }

    /// <summary>f(x): 1 far below the Fermi level, 0 far above.</summary>
    public abstract double Occupation(double x);

    /// <summary>1 − f(x), relatively accurate where f is close to 1.</summary>
    public abstract double Vacancy(double x);

    /// <summary>δ(x) = −df/dx, which integrates to 1.</summary>
    public abstract double Delta(double x);

    /// <summary>dδ/dx.</summary>
    public abstract double DeltaDerivative(double x);

    /// <summary>s(x); −TS = −σ f_max Σ w s.</summary>
    public abstract double Entropy(double x);

    /// <summary>Whether f never rises with x, so that N(μ) = N has one solution.</summary>
    public abstract bool IsMonotonic { get; }

    /// <summary>|x| beyond which f and δ differ from their limits by less than 2⁻⁵³.</summary>
    internal abstract double Reach { get; }

    /// <summary>|x| beyond which δ underflows to zero.</summary>
    internal abstract double Support { get; }

    /// <summary>The largest |f − step|: how far f exceeds 1 or falls below 0.</summary>
    internal abstract double Overshoot { get; }

    /// <summary>The shortest distance in x over which δ changes its course.</summary>
    internal abstract double Ripple { get; }

    /// <summary>
    /// δ of many x at once; the lengths are equal and a multiple of
    /// <see cref="System.Numerics.Vector{T}.Count"/>.
    /// </summary>
    internal abstract void Delta(ReadOnlySpan<double> x, Span<double> delta);

    /// <summary>
    /// <c>gaussian</c>, <c>fermi-dirac</c>, <c>cold</c>, <c>methfessel-paxton[:N]</c> (N = 1 if not
    /// given) or <c>delta</c>, which has no width and ignores the one given.
    /// </summary>
    /// <param name="width">σ in hartree.</param>
    public static Smearing Parse(string name, double width)
    {
        const string MethfesselPaxtonPrefix = "methfessel-paxton:";
        if (name.StartsWith(MethfesselPaxtonPrefix, StringComparison.Ordinal)
            && int.TryParse(
                name.AsSpan(MethfesselPaxtonPrefix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int order))
        {
            return new MethfesselPaxton(order, width);
        }

        return name switch
        {
            "gaussian" => new Gaussian(width),
            "fermi-dirac" => new FermiDirac(width),
            "cold" => new Cold(width),
            "methfessel-paxton" => new MethfesselPaxton(1, width),
            "delta" => new ZeroWidth(),
            _ => throw new ArgumentException(
                $"smearing '{name}'; expected gaussian, fermi-dirac, cold, methfessel-paxton[:N] "
                    + $"or delta"),
        };
    }

    private protected static double Positive(double width) => width > 0
        ? width
        : throw new ArgumentOutOfRangeException(
            nameof(width), width, "a smearing width is positive; delta has none");
}
