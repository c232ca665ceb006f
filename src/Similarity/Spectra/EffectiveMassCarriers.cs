using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;

namespace Similarity.Spectra;

/// <summary>
/// The electrons or the holes of one segment, as <see cref="EffectiveMass"/> defines them.
/// </summary>
internal sealed record EffectiveMassCarriers(
    bool HasEdge, double? Mass, ImmutableArray<PointMass> Points, string? WhyNoMass)
{
    public const string NoConductionBands = "no conduction bands";
    public const string NoValenceBands = "no valence bands";

    // ε″ needs four points at an end.
    private const int FewestPoints = 4;

    // Relative; coordinates of k-points are printed to 8 decimals and steps are some 0.01.
    private const double StepTolerance = 1e-4;

    // A band whose carriers weigh more than this many electron masses is called flat.
    private const double LargestMass = 1e8;

    public static EffectiveMassCarriers Of(
        EffectiveMassEdges edges, KPointPathSegment segment, bool electrons)
    {
        if ((electrons ? edges.ConductionMinimum : edges.ValenceMaximum) is not double edge)
        {
            return new(false, null, [], electrons ? NoConductionBands : NoValenceBands);
        }

        (double step, string? problem) = StepOf(edges, segment);
        BandStructure bands = edges.Bands;
        double weight = 0, weightedCurvature = 0;
        bool hasEdge = false;
        var points = ImmutableArray.CreateBuilder<PointMass>();
        double[] energies = new double[segment.Count], f = new double[segment.Count];
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            for (int band = 0; band < bands.Bands; band++)
            {
                bool isCarrier = edges.IsCarrier(electrons, spin, band, segment);
                if (!isCarrier && !edges.CountsEveryBand)
                {
                    continue;
                }

                for (int k = 0; k < energies.Length; k++)
                {
                    energies[k] = edges.EnergyScale * bands.EnergiesAt(
                        spin, segment.Start + k)[band];
                    hasEdge |= edges.IsAt(edge, energies[k]);
                }

                if (problem is not null)
                {
                    continue;
                }

                double[] second = SecondDerivative(energies, step);
                for (int k = 0; k < energies.Length; k++)
                {
                    if (edges.IsAt(edge, energies[k]))
                    {
                        points.Add(new(spin, segment.Start + k, band, MassOrFlat(1, second[k])));
                    }
                }

                if (isCarrier)
                {
                    for (int k = 0; k < energies.Length; k++)
                    {
                        double x = (energies[k] - edge) / edges.ThermalEnergy;
                        f[k] = 1 / (1 + Math.Exp(electrons ? x : -x));
                        second[k] *= f[k];
                    }

                    weight += SampledIntegral.Simpson(f, step, edges.SimpsonEnd);
                    weightedCurvature += SampledIntegral.Simpson(second, step, edges.SimpsonEnd);
                }
            }
        }

        // Far from the edge every weight may underflow, and 0/0 is no mass.
        double? mass = weight > 0 ? MassOrFlat(weight, weightedCurvature) : null;
        problem ??= mass is not null ? null
            : weight > 0 ? $"the bands on {segment.Name} are flat"
            : $"no carriers on {segment.Name}";
        return new(hasEdge, mass, points.ToImmutable(), problem);
    }

    /// <summary>
    /// Step between neighbouring k-points of a segment in 1/bohr, or why there is none.
    /// </summary>
    private static (double Step, string? Problem) StepOf(
        EffectiveMassEdges edges, KPointPathSegment segment)
    {
        if (segment.Count < FewestPoints)
        {
            return (0, string.Create(
                CultureInfo.InvariantCulture,
                $"{segment.Count} points on {segment.Name}; expected {FewestPoints}"));
        }

        ReadOnlySpan<Vector3D> kPoints = edges.Bands.KPoints;
        Matrix3D reciprocal = edges.WaveNumberScale * edges.Bands.ReciprocalLattice!.Value;
        Vector3D mean =
            (kPoints[segment.End] - kPoints[segment.Start]) * reciprocal / (segment.Count - 1);
        for (int k = segment.Start; k < segment.End; k++)
        {
            Vector3D step = (kPoints[k + 1] - kPoints[k]) * reciprocal;
            if (!((step - mean).Length < StepTolerance * mean.Length))
            {
                return (0, $"the points of {segment.Name} are not equally spaced on a straight "
                    + $"line");
            }
        }

        return (mean.Length, null);
    }

    /// <summary>
    /// ε″ by the three-point formula, and at the ends by (2ε₀ − 5ε₁ + 4ε₂ − ε₃)/h²; the error is
    /// O(h²).
    /// </summary>
    private static double[] SecondDerivative(ReadOnlySpan<double> e, double h)
    {
        double[] second = new double[e.Length];
        for (int i = 1; i + 1 < e.Length; i++)
        {
            second[i] = (e[i - 1] - 2 * e[i] + e[i + 1]) / (h * h);
        }

        second[0] = (2 * e[0] - 5 * e[1] + 4 * e[2] - e[3]) / (h * h);
        second[^1] = (2 * e[^1] - 5 * e[^2] + 4 * e[^3] - e[^4]) / (h * h);
        return second;
    }

    private static double? MassOrFlat(double weight, double weightedCurvature) =>
        Math.Abs(weight) <= LargestMass * Math.Abs(weightedCurvature)
            ? weight / weightedCurvature
            : null;
}
