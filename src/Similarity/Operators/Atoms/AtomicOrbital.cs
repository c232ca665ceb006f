using System.Collections.Immutable;

namespace Similarity.Operators.Atoms;

/// <summary>
/// An eigenfunction R(r) Y_lm of an atom, R(r) = r^l Σ_p c_p e^(−α_p r²), ∫ R² r² dr = 1.
/// </summary>
/// <param name="PrincipalNumber">n, from l + 1.</param>
/// <param name="Exponents">α in 1/bohr².</param>
/// <param name="Coefficients">c, all norms included.</param>
/// <param name="Energy">ε in hartree.</param>
public sealed record AtomicOrbital(
    int PrincipalNumber,
    int AngularMomentum,
    ImmutableArray<double> Exponents,
    ImmutableArray<double> Coefficients,
    double Energy)
{
    /// <summary>R(r)/r^l.</summary>
    public double Radial(double r)
    {
        double sum = 0;
        for (int p = 0; p < Exponents.Length; p++)
        {
            sum += Coefficients[p] * Math.Exp(-Exponents[p] * r * r);
        }

        return sum;
    }

    /// <summary>(R(r)/r^l)'.</summary>
    public double Slope(double r)
    {
        double sum = 0;
        for (int p = 0; p < Exponents.Length; p++)
        {
            sum -= 2 * Coefficients[p] * Exponents[p] * r * Math.Exp(-Exponents[p] * r * r);
        }

        return sum;
    }

    /// <summary>The radial part of −½∇² R Y_lm, over r^l.</summary>
    public double Kinetic(double r)
    {
        double sum = 0;
        for (int p = 0; p < Exponents.Length; p++)
        {
            double a = Exponents[p];
            sum += Coefficients[p] * a * (2 * AngularMomentum + 3 - 2 * a * r * r)
                * Math.Exp(-a * r * r);
        }

        return sum;
    }

    /// <summary>As a shell of the basis of a crystal.</summary>
    public GaussianShell ToShell()
    {
        // Y_lm is √((2l + 1)/4π) C_lm, the harmonic of a shell.
        double factor = Math.Sqrt((2 * AngularMomentum + 1) / (4 * Math.PI));
        return new GaussianShell(
            AngularMomentum,
            Exponents.AsSpan(),
            Array.ConvertAll(Coefficients.ToArray(), c => factor * c));
    }
}
