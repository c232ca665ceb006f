using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;

namespace Similarity.Spectra;

/// <summary>
/// Effective masses along lines of k-points, as thermal carriers see them:
/// m_e = Σ_b ∫ f(ε_b; E_c) dk / Σ_b ∫ f(ε_b; E_c) ε_b″ dk over one segment and the conduction bands b,
/// with the Fermi function f at temperature T centred on the edge E_c; holes with f(−ε; −E_v) over the
/// valence bands. ε″ by second-order finite differences, integrals by Simpson's rule.
/// </summary>
/// <remarks>
/// Follows the transparent-conductor criteria of SOREP (npj Comput. Mater. 10, 2024,
/// doi:10.1038/s41524-024-01446-9). With some 16 points on a segment the result is limited by the
/// finite differences and the quadrature to a few percent.
/// </remarks>
public static class EffectiveMass
{
    private const string NoPath = "the k-points are no path of lines";
    private const string NoReciprocalLattice = "the reciprocal lattice is unknown";
    private const string Metal = "no gap: a band crosses the Fermi level";

    private const string NoConductionBands = "no conduction bands";
    private const string NoValenceBands = "no valence bands";

    // ε″ needs four points at an end.
    private const int FewestPoints = 4;

    // Relative; coordinates of k-points are printed to 8 decimals and steps are some 0.01.
    private const double StepTolerance = 1e-4;

    // A band whose carriers weigh more than this many electron masses is called flat.
    private const double LargestMass = 1e8;

    /// <param name="fermiLevel">In hartree, within the gap of an insulator.</param>
    public static LineMasses AlongPath(
        BandStructure bands, double fermiLevel, EffectiveMassOptions? options = null)
    {
        options ??= new EffectiveMassOptions();
        if (!double.IsFinite(fermiLevel))
        {
            throw new ArgumentOutOfRangeException(nameof(fermiLevel), fermiLevel, "a Fermi level is finite");
        }

        var edges = new EffectiveMassEdges(bands, fermiLevel, options);
        string? obstacle = bands.Path is null ? NoPath
            : bands.ReciprocalLattice is null ? NoReciprocalLattice
            : edges.IsMetal ? Metal
            : null;
        if (obstacle is not null)
        {
            return new LineMasses { Gap = edges.Gap, WhyNoElectron = obstacle, WhyNoHole = obstacle };
        }

        ImmutableArray<SegmentMasses> segments = [.. bands.Path!.Segments.Select(s => OnSegment(edges, s))];
        SegmentMasses[] atMinimum = segments.Where(s => s.HasConductionMinimum).ToArray();
        SegmentMasses[] atMaximum = segments.Where(s => s.HasValenceMaximum).ToArray();
        double? electron = atMinimum.Max(s => s.Electron);
        double? hole = atMaximum.Min(s => s.Hole);
        return new LineMasses
        {
            Electron = electron,
            Hole = hole,
            WhyNoElectron = electron is not null ? null
                : edges.ConductionMinimum is null ? NoConductionBands
                : atMinimum.Select(s => s.WhyNoElectron).FirstOrDefault() ?? "no segment holds the conduction minimum",
            WhyNoHole = hole is not null ? null
                : edges.ValenceMaximum is null ? NoValenceBands
                : atMaximum.Select(s => s.WhyNoHole).FirstOrDefault() ?? "no segment holds the valence maximum",
            Gap = edges.Gap,
            Segments = segments,
        };
    }

    private static SegmentMasses OnSegment(EffectiveMassEdges edges, KPointPathSegment segment)
    {
        var electrons = Carriers.Of(edges, segment, electrons: true);
        var holes = Carriers.Of(edges, segment, electrons: false);
        return new SegmentMasses(
            segment,
            electrons.HasEdge,
            holes.HasEdge,
            electrons.Mass,
            holes.Mass,
            electrons.Points,
            holes.Points,
            electrons.WhyNoMass,
            holes.WhyNoMass);
    }

    /// <summary>Step between neighbouring k-points of a segment in 1/bohr, or why there is none.</summary>
    private static (double Step, string? Problem) StepOf(EffectiveMassEdges edges, KPointPathSegment segment)
    {
        if (segment.Count < FewestPoints)
        {
            return (0, string.Create(
                CultureInfo.InvariantCulture, $"{segment.Count} points on {segment.Name}; expected {FewestPoints}"));
        }

        ReadOnlySpan<Vector3D> kPoints = edges.Bands.KPoints;
        Matrix3D reciprocal = edges.WaveNumberScale * edges.Bands.ReciprocalLattice!.Value;
        Vector3D mean = (kPoints[segment.End] - kPoints[segment.Start]) * reciprocal / (segment.Count - 1);
        for (int k = segment.Start; k < segment.End; k++)
        {
            Vector3D step = (kPoints[k + 1] - kPoints[k]) * reciprocal;
            if (!((step - mean).Length < StepTolerance * mean.Length))
            {
                return (0, $"the points of {segment.Name} are not equally spaced on a straight line");
            }
        }

        return (mean.Length, null);
    }

    /// <summary>
    /// ε″ by the three-point formula, and at the ends by (2ε₀ − 5ε₁ + 4ε₂ − ε₃)/h²; the error is O(h²).
    /// </summary>
    internal static double[] SecondDerivative(ReadOnlySpan<double> e, double h)
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

    /// <summary>The electrons or the holes of one segment.</summary>
    private readonly record struct Carriers(
        bool HasEdge, double? Mass, ImmutableArray<PointMass> Points, string? WhyNoMass)
    {
        public static Carriers Of(EffectiveMassEdges edges, KPointPathSegment segment, bool electrons)
        {
            if ((electrons ? edges.ConductionMinimum : edges.ValenceMaximum) is not double edge)
            {
                return new(false, null, [], electrons ? NoConductionBands : NoValenceBands);
            }

            (double step, string? problem) = StepOf(edges, segment);
            double weight = 0, weightedCurvature = 0;
            bool hasEdge = false;
            var points = ImmutableArray.CreateBuilder<PointMass>();
            BandStructure bands = edges.Bands;
            double[] energies = new double[segment.Count], f = new double[segment.Count];
            for (int spin = 0; spin < bands.Spins; spin++)
            {
                for (int band = 0; band < bands.Bands; band++)
                {
                    for (int k = 0; k < energies.Length; k++)
                    {
                        energies[k] = edges.EnergyScale * bands.EnergiesAt(spin, segment.Start + k)[band];
                        double x = (energies[k] - edge) / edges.ThermalEnergy;
                        f[k] = 1 / (1 + Math.Exp(electrons ? x : -x));
                    }

                    bool isCarrier = edges.IsCarrier(electrons, spin, band, segment);
                    double[]? second = problem is null ? SecondDerivative(energies, step) : null;
                    for (int k = 0; k < energies.Length && (isCarrier || edges.CountsEveryBand); k++)
                    {
                        if (edges.IsAt(edge, energies[k]))
                        {
                            hasEdge = true;
                            if (second is not null)
                            {
                                points.Add(new(spin, segment.Start + k, band, MassOrFlat(1, second[k])));
                            }
                        }
                    }

                    if (isCarrier && second is not null)
                    {
                        weight += SampledIntegral.Simpson(f, step);
                        for (int k = 0; k < f.Length; k++)
                        {
                            f[k] *= second[k];
                        }

                        weightedCurvature += SampledIntegral.Simpson(f, step);
                    }
                }
            }

            // Far from the edge every weight may underflow, and 0/0 is no mass.
            double? mass = problem is null && weight > 0 ? MassOrFlat(weight, weightedCurvature) : null;
            problem ??= mass is not null ? null
                : weight > 0 ? $"the bands on {segment.Name} are flat"
                : $"no carriers on {segment.Name}";
            return new(hasEdge, mass, points.ToImmutable(), problem);
        }

        private static double? MassOrFlat(double weight, double weightedCurvature) =>
            Math.Abs(weight) <= LargestMass * Math.Abs(weightedCurvature) ? weight / weightedCurvature : null;
    }
}
