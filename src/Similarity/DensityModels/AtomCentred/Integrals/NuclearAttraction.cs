using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// v_P = −Σ_C Z_C ∫ φ_P(r) / |r − C| of a molecule. A shell at R has, with d = C − R,
/// −Z N (2π/a) 𝒴_lm(d) F_l(a d²): Hobson's theorem on the potential (2π/a) F₀ of an s Gaussian.
/// </summary>
public static class NuclearAttraction
{
    public static double[] Of(DensityFunctions functions)
    {
        Crystal crystal = functions.Crystal;
        Molecule.Require(crystal);
        double[] attraction = new double[functions.Count];
        Span<double> harmonics = stackalloc double[
            SolidHarmonicSeries.Count(AuxiliaryShell.HighestAngularMomentum)];
        Span<double> boys = stackalloc double[AuxiliaryShell.HighestAngularMomentum + 1];
        for (int atom = 0; atom < crystal.Count; atom++)
        {
            for (int nucleus = 0; nucleus < crystal.Count; nucleus++)
            {
                Vector3D d = functions.Positions[nucleus] - functions.Positions[atom];
                int z = crystal.Sites[nucleus].Element.AtomicNumber;
                int highest = functions.Shells(atom)[^1].AngularMomentum;
                SolidHarmonicSeries.Evaluate(highest, d, harmonics);
                int p = functions.Offsets[atom];
                foreach (AuxiliaryShell shell in functions.Shells(atom))
                {
                    int l = shell.AngularMomentum;
                    BoysFunction.Evaluate(shell.Exponent * d.LengthSquared, boys[..(l + 1)]);
                    double factor = -z * shell.Norm * 2 * Math.PI / shell.Exponent * boys[l];
                    for (int i = 0; i < shell.Functions; i++)
                    {
                        attraction[p++] += factor * harmonics[l * l + i];
                    }
                }
            }
        }

        return attraction;
    }
}
