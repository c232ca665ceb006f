using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators.Coulomb;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// The charges q that minimise Σᵢ (χᵢ − κᵢ √CNᵢ) qᵢ + ½ qᵀ(A + J) q with Σ q = Q: A from
/// <see cref="GaussianCharges"/>, J the hardness of each atom (Ghasemi et al. 2015, Caldeweyher et
/// al. 2019). One indefinite linear system, the last unknown being the multiplier of the charge.
/// </summary>
internal static class ChargeEquilibration
{
    public static ImmutableArray<double> Charges(
        Crystal crystal,
        ReadOnlySpan<Gfn0Element> elements,
        ReadOnlySpan<double> coordinationNumbers,
        double totalCharge,
        int threads)
    {
        int count = crystal.Count;
        double[] widths = new double[count];
        double[] right = new double[count + 1];
        for (int i = 0; i < count; i++)
        {
            ChargeParameters atom = elements[i].Charge;
            widths[i] = atom.Width;
            right[i] = -atom.Electronegativity
                + atom.CoordinationFactor * Math.Sqrt(coordinationNumbers[i]);
        }

        right[count] = totalCharge;
        Matrix<double> interactions = GaussianCharges.Interactions(crystal, widths, threads);
        var system = new Matrix<double>(count + 1, count + 1);
        for (int i = 0; i < count; i++)
        {
            interactions.Row(i).CopyTo(system.Row(i));
            system[i, i] += elements[i].Charge.Hardness + Math.Sqrt(2 / Math.PI) / widths[i];
            system[i, count] = system[count, i] = 1;
        }

        Matrix<double> solution =
            LuFactorization<double>.Factor(system, threads).Solve(new(count + 1, 1, right));
        return [.. solution.Values[..count]];
    }
}
