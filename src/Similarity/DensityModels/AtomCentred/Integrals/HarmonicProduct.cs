using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// 𝒴_lm(v) 𝒴_l'm'(v) = Σ G |v|^(2k) 𝒴_LM(v) with L = l + l' − 2k and Gaunt's
/// G = √((2l + 1)(2l' + 1)/(4π(2L + 1))) C^{L0}_{l0,l'0} C^{LM}_{lm,l'm'}; only terms that are not
/// 0.
/// </summary>
internal sealed class HarmonicProduct
{
    private static readonly HarmonicProduct?[] Known =
        new HarmonicProduct?[Side * Side];

    private readonly Term[] terms;

    private HarmonicProduct(int l1, int l2)
    {
        var found = new List<Term>();
        for (int k = 0; k <= Math.Min(l1, l2); k++)
        {
            int l = l1 + l2 - 2 * k;
            double norm = Math.Sqrt((2 * l1 + 1) * (2 * l2 + 1) / (4 * Math.PI * (2 * l + 1)))
                * ClebschGordan.Coefficient(l1, 0, l2, 0, l, 0);
            RealClebschGordan c = RealClebschGordan.Of(l1, l2, l);
            for (int m1 = -l1; m1 <= l1; m1++)
            {
                for (int m2 = -l2; m2 <= l2; m2++)
                {
                    for (int m = -l; m <= l; m++)
                    {
                        // The zeros come out as rounding errors of sums of order 1.
                        if (Math.Abs(c[m1, m2, m]) > 1e-13)
                        {
                            found.Add(new(
                                m1 + l1, m2 + l2, l * l + l + m, k, norm * c[m1, m2, m]));
                        }
                    }
                }
            }
        }

        terms = [.. found];
    }

    private static int Side => AuxiliaryShell.HighestAngularMomentum + 1;

    public ReadOnlySpan<Term> Terms => terms;

    public static HarmonicProduct Of(int l1, int l2) =>
        Known[l1 * Side + l2] ??= new HarmonicProduct(l1, l2);

    /// <summary>
    /// One G, with the row m + l, the column m' + l' and the index of 𝒴_LM.
    /// </summary>
    public readonly record struct Term(int Row, int Column, int Harmonic, int K, double Value);
}
