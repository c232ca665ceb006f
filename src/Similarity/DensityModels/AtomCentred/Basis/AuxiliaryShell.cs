using System.Globalization;

namespace Similarity.DensityModels.AtomCentred.Basis;

/// <summary>
/// The 2l + 1 functions N_l(a) r^l e^(−a r²) Y_lm, m = −l … l, with real orthonormal harmonics
/// without the phase of Condon and Shortley (l = 1: y, z, x) and
/// N_l(a) = √(2 (2a)^(l + 3/2) / Γ(l + 3/2)), so that each has ∫ φ² = 1.
/// </summary>
public readonly record struct AuxiliaryShell
{
    /// <summary>Shells are s to i.</summary>
    public const int HighestAngularMomentum = 6;

    /// <param name="exponent">a in 1/bohr².</param>
    public AuxiliaryShell(int angularMomentum, double exponent)
    {
        if (angularMomentum is < 0 or > HighestAngularMomentum)
        {
            throw new ArgumentOutOfRangeException(
                nameof(angularMomentum),
                angularMomentum,
                $"an angular momentum is 0 to {HighestAngularMomentum}");
        }

        if (!(exponent > 0 && double.IsFinite(exponent)))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture, $"an exponent is positive, not {exponent}"),
                nameof(exponent));
        }

        AngularMomentum = angularMomentum;
        Exponent = exponent;
        double gamma = Math.Sqrt(Math.PI) / 2;
        for (int k = 1; k <= angularMomentum; k++)
        {
            gamma *= k + 0.5;
        }

        Norm = Math.Sqrt(2 * Math.Pow(2 * exponent, angularMomentum + 1.5) / gamma);
    }

    /// <summary>l.</summary>
    public int AngularMomentum { get; }

    /// <summary>a in 1/bohr².</summary>
    public double Exponent { get; }

    /// <summary>N_l(a).</summary>
    public double Norm { get; }

    /// <summary>2l + 1.</summary>
    public int Functions => 2 * AngularMomentum + 1;

    /// <summary>The radius beyond which e^(−a r²) is below 10⁻¹⁴.</summary>
    internal double Reach => Math.Sqrt(32.3 / Exponent);
}
