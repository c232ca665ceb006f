using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Operators.Coulomb;

/// <summary>
/// Where Ewald's method cuts 1/r in two: erfc(ηr)/r is summed over the lattice, erf(ηr)/r over the
/// reciprocal lattice. No result depends on η, only the time does.
/// </summary>
public readonly record struct EwaldSplitting
{
    // e^{−x²} = 1e-16 at x = 6.07: what either sum leaves out is lost in rounding anyway.
    private const double Reach = 6.07;

    /// <param name="eta">η in 1/bohr, positive.</param>
    public EwaldSplitting(double eta)
    {
        if (!(eta > 0 && double.IsFinite(eta)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(eta), eta, "a splitting parameter is positive and finite");
        }

        Eta = eta;
    }

    /// <summary>η in 1/bohr.</summary>
    public double Eta { get; }

    /// <summary>erfc(ηr) is nothing beyond this distance in bohr.</summary>
    public double Cutoff => Reach / Eta;

    /// <summary>exp(−G²/4η²) is nothing beyond this |G| in 1/bohr.</summary>
    public double ReciprocalCutoff => 2 * Reach * Eta;

    /// <summary>
    /// The η of the least time. With x = 6.07 the lattice sum has N² · 2π(x/η)³/(3V) terms of time
    /// t, the reciprocal one N² · V(2xη)³/(12π²) of time t': equal, as is best, at
    /// η⁶ = π³ t / (V² t').
    /// </summary>
    public static EwaldSplitting Cheapest(Crystal crystal)
    {
        // t/t': a neighbour and two error functions, against four flops of a matrix product.
        const double TermRatio = 60;
        double volume = crystal.Lattice.Volume;
        double cube = Math.Sqrt(Math.PI * TermRatio) * Math.PI / volume;
        return new EwaldSplitting(Math.Cbrt(cube));
    }

    /// <summary>The reach in real space of Gaussian charges whose joint exponent is γ.</summary>
    public static double CutoffOf(double gamma) => Reach / gamma;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"η = {Eta:G4} / bohr");
}
