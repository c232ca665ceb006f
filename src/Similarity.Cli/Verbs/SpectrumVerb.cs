using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>Fermi level, edges, gap, density of states and masses of a file's bands.</summary>
internal static class SpectrumVerb
{
    public static Command Create()
    {
        Argument<string> file = FileArgument.One("Output of an electronic-structure program.");
        var smearing = new SmearingOptions();
        Option<double?> electrons = NumberOption.Positive(
            "--electrons", "N", "Electrons per cell (default: as the file says).");
        var eigenvalues = new Option<bool>("--eigenvalues")
        {
            Description = "With --json: eigenvalues_eV, kpoints and weights too.",
        };
        var verb = new VerbCommand(
            "spectrum",
            "Fermi level, band edges, gap, density of states and masses of bands read from a file.",
            "similarity spectrum database/spectra/pymatgen/CaO_2605_bandstructure.json")
        {
            file,
            eigenvalues,
        };
        smearing.AddTo(verb);
        verb.Add(electrons);
        verb.Bind((result, console, _) => Run(
            result.GetRequiredValue(file),
            smearing.Of(result),
            result.GetValue(electrons),
            result.GetValue(eigenvalues),
            VerbCommand.ThreadsOf(result),
            console));
        return verb;
    }

    public static int Run(
        string file,
        SmearingChoice choice,
        double? electrons,
        bool withEigenvalues,
        int threads,
        VerbConsole console)
    {
        FileContents contents = FileFormats.Read(file);
        BandStructure bands = SpectrumAnalysis.BandsOf(file, contents);
        console.Warn(file, contents.Warnings);
        SpectrumAnalysis analysis = SpectrumAnalysis.Of(file, bands, choice, electrons);
        console.Show(TableOf(analysis));
        if (!console.Json)
        {
            return ExitCode.Done;
        }

        DensityOfStates dos =
            BandDensity.Of(file, bands, choice, new DosGrid.Choice(), threads).Dos;
        (string smearing, double width) = choice.Used(bands);
        console.Print(new SpectrumDocument(
            file,
            contents.Format,
            (bands.Crystal ?? contents.Structures.LastOrDefault())?.Formula,
            Units.Ev(analysis.FermiLevel),
            analysis.Reason,
            analysis.Solution?.Roots.Select(root => Units.Ev(root.Energy)).ToArray() ?? [],
            Units.Ev(analysis.Edges.ValenceMaximum?.Energy),
            Units.Ev(analysis.Edges.ConductionMinimum?.Energy),
            Units.Ev(analysis.Edges.Gap),
            Units.Ev(analysis.Edges.DirectGap),
            analysis.Edges.IsMetal,
            analysis.Electrons,
            smearing,
            Units.Ev(width),
            new DosDocument(Units.Ev(dos.Energies), Units.PerEv(dos.Total())),
            bands.Path is null
                ? null
                : MassSummary.Of(bands, analysis.FermiLevel, likeSorep: false),
            withEigenvalues ? EigenvaluesOf(bands) : null,
            withEigenvalues ? KPointsOf(bands) : null,
            withEigenvalues ? bands.Weights.ToArray() : null,
            contents.Warnings));
        return ExitCode.Done;
    }

    private static Table TableOf(SpectrumAnalysis analysis)
    {
        Table table = Tables.Create("quantity", "#value", "unit");
        BandEdges edges = analysis.Edges;
        Tables.Add(table, "electrons", Tables.Number(analysis.Electrons, 4), "per cell");
        Add("Fermi level", analysis.FermiLevel);
        if (edges.IsMetal)
        {
            Tables.Add(table, "gap", "metal", "");
        }
        else
        {
            Add("valence band maximum", edges.ValenceMaximum?.Energy);
            Add("conduction band minimum", edges.ConductionMinimum?.Energy);
            Add("gap", edges.Gap);
            Add("direct gap", edges.DirectGap);
        }

        return table;

        void Add(string quantity, double? energy) =>
            Tables.Add(table, quantity, Tables.Number(Units.Ev(energy), 6), "eV");
    }

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

    private sealed record SpectrumDocument(
        string File,
        string Format,
        string? Formula,
        double FermiEv,
        string FermiReason,
        double[] FermiRootsEv,
        double? VbmEv,
        double? CbmEv,
        double? GapEv,
        double? DirectGapEv,
        bool IsMetal,
        double? NElectrons,
        string Smearing,
        double SigmaEv,
        DosDocument Dos,
        MassSummary? Masses,
        double[][][]? EigenvaluesEv,
        double[][]? Kpoints,
        double[]? Weights,
        IReadOnlyList<string> Warnings)
        : Document("similarity.spectrum/1");

    private sealed record DosDocument(double[] EnergiesEv, double[] Values);
}
