using System.Collections.Immutable;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>
/// c' = c + u (N − q·c) / (q·u) along u = A⁻¹q: the smallest change in the metric A that makes the
/// charge exact.
/// </summary>
public static class ChargeProjection
{
    /// <param name="direction">u = A⁻¹q.</param>
    public static double[] Apply(
        ReadOnlySpan<double> coefficients,
        ReadOnlySpan<double> charges,
        ReadOnlySpan<double> direction,
        double electrons)
    {
        double charge = 0, gain = 0;
        for (int p = 0; p < coefficients.Length; p++)
        {
            charge += charges[p] * coefficients[p];
            gain += charges[p] * direction[p];
        }

        double step = (electrons - charge) / gain;
        double[] projected = new double[coefficients.Length];
        for (int p = 0; p < projected.Length; p++)
        {
            projected[p] = coefficients[p] + step * direction[p];
        }

        return projected;
    }

    /// <summary>
    /// The projection whose A is S between functions of one atom and 0 between atoms: linear in
    /// the atoms, and the same for a molecule and for its copy in a crystal.
    /// </summary>
    public static double[] WithinAtoms(
        DensityFunctions functions, ReadOnlySpan<double> coefficients, double electrons)
    {
        double[] charges = ShellMoments.Charges(functions);
        double[] direction = new double[functions.Count];
        var known = new Dictionary<ImmutableArray<AuxiliaryShell>, double[]>();
        for (int atom = 0; atom < functions.Crystal.Count; atom++)
        {
            ImmutableArray<AuxiliaryShell> shells = functions.Shells(atom);
            if (!known.TryGetValue(shells, out double[]? own))
            {
                own = AtomDirection(shells);
                known.Add(shells, own);
            }

            own.CopyTo(direction.AsSpan(functions.Offsets[atom]));
        }

        return Apply(coefficients, charges, direction, electrons);
    }

    /// <summary>S⁻¹q over the s shells of one atom; the others have neither charge nor overlap
    /// with these.</summary>
    private static double[] AtomDirection(ImmutableArray<AuxiliaryShell> shells)
    {
        AuxiliaryShell[] s = [.. shells.Where(shell => shell.AngularMomentum == 0)];
        var overlap = new Matrix<double>(s.Length, s.Length);
        var charges = new Matrix<double>(s.Length, 1);
        for (int i = 0; i < s.Length; i++)
        {
            double a = s[i].Exponent;
            charges[i, 0] = Math.Pow(2 * Math.PI / a, 0.75);
            for (int j = 0; j < s.Length; j++)
            {
                double b = s[j].Exponent;
                overlap[i, j] = Math.Pow(2 * Math.Sqrt(a * b) / (a + b), 1.5);
            }
        }

        double[] direction = new double[shells.Sum(shell => shell.Functions)];
        Cholesky<double>.Factor(overlap).Solve(charges).Values.CopyTo(direction);
        return direction;
    }
}
