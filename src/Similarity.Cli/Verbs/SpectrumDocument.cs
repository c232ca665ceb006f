using Similarity.Cli.CommandLine;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>similarity.spectrum/1.</summary>
/// <param name="Operator">This and the five after it are null for bands of the file.</param>
/// <param name="FunctionsRemoved">At the k-point that lost most.</param>
internal sealed record SpectrumDocument(
    string File,
    string Format,
    string? Formula,
    SpectrumDocument.OperatorSummary? Operator,
    int[]? Kgrid,
    double? SmallestOverlapEigenvalue,
    int? FunctionsRemoved,
    bool? HasGhost,
    SpectrumDocument.SiteSummary[]? Sites,
    double? FermiEv,
    string FermiReason,
    double[] FermiRootsEv,
    double? VbmEv,
    double? CbmEv,
    double? GapEv,
    double? DirectGapEv,
    bool? IsMetal,
    double? NElectrons,
    string Smearing,
    double SigmaEv,
    SpectrumDocument.DosSummary Dos,
    SpectrumDocument.ProjectionSummary[]? Projections,
    string? Path,
    MassSummary? Masses,
    double[][][]? EigenvaluesEv,
    double[][]? Kpoints,
    double[]? Weights,
    IReadOnlyList<string> Warnings)
    : Document("similarity.spectrum/1")
{
    /// <param name="analysis">Null when nothing fills the levels.</param>
    public static SpectrumDocument Of(
        FileBands source,
        SpectrumAnalysis? analysis,
        string reason,
        SmearingChoice choice,
        DensityOfStates dos,
        bool withEigenvalues)
    {
        BandStructure bands = source.Bands;
        (string smearing, double width) = choice.Used(bands);
        ComputedBands? computed = source.Computed;
        return new SpectrumDocument(
            source.File,
            source.Contents.Format,
            source.Crystal?.Formula,
            computed is null
                ? null
                : new OperatorSummary(computed.Operator.Name, computed.Operator.Parameters),
            computed is null ? null : Numbers(computed.Grid.Divisions),
            computed?.OnGrid.SmallestOverlapEigenvalue,
            computed?.OnGrid.MostFunctionsRemoved,
            computed?.OnGrid.HasGhost,
            computed is null ? null : SiteSummary.Of(bands.Crystal!, computed),
            Units.Ev(analysis?.FermiLevel),
            reason,
            analysis?.Solution?.Roots.Select(root => Units.Ev(root.Energy)).ToArray() ?? [],
            Units.Ev(analysis?.Edges.ValenceMaximum?.Energy),
            Units.Ev(analysis?.Edges.ConductionMinimum?.Energy),
            Units.Ev(analysis?.Edges.Gap),
            Units.Ev(analysis?.Edges.DirectGap),
            analysis?.Edges.IsMetal,
            analysis?.Electrons,
            smearing,
            Units.Ev(width),
            new DosSummary(Units.Ev(dos.Energies), Units.PerEv(dos.Total())),
            computed?.OnGrid.Bands.Projections is null
                ? null
                : ProjectionSummary.Of(bands.Crystal!, dos),
            bands.Path is { } path ? PathText.Of(path) : null,
            bands.Path is null || analysis is null
                ? null
                : MassSummary.Of(bands, analysis.FermiLevel, likeSorep: false),
            withEigenvalues ? EigenvaluesOf(bands) : null,
            withEigenvalues ? KPointsOf(bands) : null,
            withEigenvalues ? bands.Weights.ToArray() : null,
            source.Warnings);
    }

    private static int[] Numbers(IntegerVector3D n) => [n.X, n.Y, n.Z];

    private static double[][][] EigenvaluesOf(BandStructure bands) =>
        Enumerable.Range(0, bands.Spins)
            .Select(spin => Enumerable.Range(0, bands.KPoints.Length)
                .Select(k => Units.Ev(bands.EnergiesAt(spin, k)))
                .ToArray())
            .ToArray();

    private static double[][] KPointsOf(BandStructure bands)
    {
        double[][] points = new double[bands.KPoints.Length][];
        for (int k = 0; k < points.Length; k++)
        {
            Vector3D point = bands.KPoints[k];
            points[k] = [point.X, point.Y, point.Z];
        }

        return points;
    }

    /// <param name="Parameters">All that its matrices depend on beside the structure.</param>
    internal sealed record OperatorSummary(
        string Name, IReadOnlyDictionary<string, string> Parameters);

    internal sealed record DosSummary(double[] EnergiesEv, double[] Values);

    /// <param name="ChargeE">Electrons lost; null where the operator has no charges.</param>
    internal sealed record SiteSummary(
        string Element, double? ChargeE, double? CoordinationNumber)
    {
        public static SiteSummary[] Of(Crystal crystal, ComputedBands computed)
        {
            var sites = new SiteSummary[crystal.Count];
            for (int i = 0; i < sites.Length; i++)
            {
                sites[i] = new SiteSummary(
                    crystal.Sites[i].Element.Symbol,
                    computed.OnGrid.Charges.IsEmpty ? null : computed.OnGrid.Charges[i],
                    computed.OnGrid.CoordinationNumbers.IsEmpty
                        ? null
                        : computed.OnGrid.CoordinationNumbers[i]);
            }

            return sites;
        }
    }

    /// <summary>The states of one angular momentum on all atoms of an element.</summary>
    /// <param name="Values">At the energies of the density of states.</param>
    internal sealed record ProjectionSummary(string Element, string Orbital, double[] Values)
    {
        public static ProjectionSummary[] Of(Crystal crystal, DensityOfStates dos) =>
            dos.Projections
                .GroupBy(part => (crystal.Sites[part.Site].Element.Symbol, part.Orbital))
                .Select(group => new ProjectionSummary(
                    group.Key.Symbol, group.Key.Orbital, Units.PerEv(Sum([.. group]))))
                .ToArray();

        private static double[] Sum(ProjectedDensityOfStates[] parts)
        {
            double[] sum = new double[parts[0].Spins[0].Length];
            foreach (double[] values in parts.SelectMany(part => part.Spins))
            {
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += values[i];
                }
            }

            return sum;
        }
    }
}
