using System.Collections.Immutable;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// Least squares of the gaps of one family against the diameter d and the chiral angle θ,
/// E = A/d + B cos 3θ/d²: the folded cone of graphene and its first correction, trigonal warping in
/// semiconductors and curvature in metals (C. L. Kane and E. J. Mele, Phys. Rev. Lett. 78, 1932
/// (1997)). A family may have only one of the two terms.
/// </summary>
public sealed record GapFit
{
    private GapFit()
    {
    }

    /// <summary>A in hartree bohr; null where the term is left out.</summary>
    public double? Linear { get; private init; }

    /// <summary>B in hartree bohr²; null where the term is left out.</summary>
    public double? Curvature { get; private init; }

    /// <summary>
    /// 1 − Σ (E − fit)² / Σ (E − mean)²; null where all gaps are equal, those of metals, say.
    /// </summary>
    public double? Determination { get; private init; }

    /// <summary>E − fit in hartree, in the order of the tubes.</summary>
    public ImmutableArray<double> Residuals { get; private init; } = [];

    /// <summary>√(Σ (E − fit)² / n).</summary>
    public double RootMeanSquare =>
        Math.Sqrt(Residuals.Sum(residual => residual * residual) / Residuals.Length);

    /// <summary>The residual largest in magnitude.</summary>
    public double Largest => Residuals.MaxBy(Math.Abs);

    /// <param name="tubes">At least three, with their gaps in hartree, 0 for a metal.</param>
    /// <param name="linear">Whether the fit has the term A/d.</param>
    /// <param name="curvature">Whether it has B cos 3θ/d².</param>
    public static GapFit Of(
        IReadOnlyList<(Nanotube Tube, double Gap)> tubes, bool linear, bool curvature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tubes.Count, 3, nameof(tubes));
        int terms = (linear ? 1 : 0) + (curvature ? 1 : 0);
        ArgumentOutOfRangeException.ThrowIfZero(terms, nameof(linear));
        var design = new Matrix<double>(tubes.Count, terms);
        var gaps = new Matrix<double>(tubes.Count, 1);
        for (int i = 0; i < tubes.Count; i++)
        {
            (Nanotube tube, double gap) = tubes[i];
            double d = tube.Diameter;
            design[i, 0] = 1 / d;
            if (curvature)
            {
                design[i, terms - 1] = Math.Cos(3 * tube.Chirality.ChiralAngle) / (d * d);
            }

            gaps[i, 0] = gap;
        }

        Matrix<double> solution = QrFactorization<double>.Factor(design).SolveLeastSquares(gaps);
        Matrix<double> fitted = design * solution;
        double mean = tubes.Average(tube => tube.Gap);
        double scatter = tubes.Sum(tube => (tube.Gap - mean) * (tube.Gap - mean));
        double[] residuals = tubes.Select((tube, i) => tube.Gap - fitted[i, 0]).ToArray();
        return new GapFit
        {
            Linear = linear ? solution[0, 0] : null,
            Curvature = curvature ? solution[terms - 1, 0] : null,
            Residuals = [.. residuals],
            Determination = scatter > 0 ? 1 - residuals.Sum(r => r * r) / scatter : null,
        };
    }
}
