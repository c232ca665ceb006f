using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>Integrals of the functions themselves: charge and first moment.</summary>
public static class ShellMoments
{
    /// <summary>q_P = ∫ φ_P: (2π/a)^(3/4) of an s function, 0 of all others.</summary>
    public static double[] Charges(DensityFunctions functions)
    {
        double[] charges = new double[functions.Count];
        for (int atom = 0; atom < functions.Crystal.Count; atom++)
        {
            int p = functions.Offsets[atom];
            foreach (AuxiliaryShell shell in functions.Shells(atom))
            {
                if (shell.AngularMomentum == 0)
                {
                    charges[p] = Charge(shell);
                }

                p += shell.Functions;
            }
        }

        return charges;
    }

    /// <summary>
    /// ∫ r ρ in bohr: Σ c (q R + d), where a p function (m = −1, 0, 1) has along (y, z, x)
    /// d = N₁ √(3/4π) (π/a)^(3/2) / (2a).
    /// </summary>
    public static Vector3D First(DensityFunctions functions, ReadOnlySpan<double> coefficients)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(coefficients.Length, functions.Count);
        Vector3D moment = default;
        for (int atom = 0; atom < functions.Crystal.Count; atom++)
        {
            int p = functions.Offsets[atom];
            foreach (AuxiliaryShell shell in functions.Shells(atom))
            {
                if (shell.AngularMomentum == 0)
                {
                    moment += coefficients[p] * Charge(shell) * functions.Positions[atom];
                }
                else if (shell.AngularMomentum == 1)
                {
                    double a = shell.Exponent;
                    double d = shell.Norm * Math.Sqrt(3 / (4 * Math.PI))
                        * Math.Pow(Math.PI / a, 1.5) / (2 * a);
                    moment += d * new Vector3D(
                        coefficients[p + 2], coefficients[p], coefficients[p + 1]);
                }

                p += shell.Functions;
            }
        }

        return moment;
    }

    private static double Charge(AuxiliaryShell shell) =>
        Math.Pow(2 * Math.PI / shell.Exponent, 0.75);
}
