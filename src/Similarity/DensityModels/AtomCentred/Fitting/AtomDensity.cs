using System.Collections.Immutable;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>What one atom adds to the density at a point d away from it.</summary>
internal sealed class AtomDensity
{
    private readonly int highest;
    private readonly double[] exponents;
    private readonly int[] momenta;

    // c N of shell s and m at s · (2 highest + 1) + m + l.
    private readonly double[] factors;

    public AtomDensity(FittedDensity density, int atom)
    {
        DensityFunctions functions = density.Functions;
        ImmutableArray<AuxiliaryShell> shells = functions.Shells(atom);
        highest = shells[^1].AngularMomentum;
        exponents = [.. shells.Select(shell => shell.Exponent)];
        momenta = [.. shells.Select(shell => shell.AngularMomentum)];
        factors = new double[shells.Length * (2 * highest + 1)];
        int p = functions.Offsets[atom];
        for (int s = 0; s < shells.Length; s++)
        {
            for (int m = 0; m < shells[s].Functions; m++)
            {
                factors[s * (2 * highest + 1) + m] =
                    shells[s].Norm * density.Coefficients[p++];
            }
        }

        Reach = shells.Max(shell => shell.Reach);
    }

    /// <summary>Beyond it all Gaussians are below 10⁻¹⁴.</summary>
    public double Reach { get; }

    public double At(Vector3D d)
    {
        double r2 = d.LengthSquared;
        if (r2 > Reach * Reach)
        {
            return 0;
        }

        Span<double> harmonics = stackalloc double[SolidHarmonicSeries.Count(highest)];
        SolidHarmonicSeries.Evaluate(highest, d, harmonics);
        double sum = 0;
        for (int s = 0; s < exponents.Length; s++)
        {
            double x = exponents[s] * r2;
            if (x > 40)
            {
                continue;
            }

            int l = momenta[s];
            ReadOnlySpan<double> own = factors.AsSpan(s * (2 * highest + 1), 2 * l + 1);
            sum += Math.Exp(-x) * FittedDensity.Dot(own, harmonics[(l * l)..]);
        }

        return sum;
    }
}
