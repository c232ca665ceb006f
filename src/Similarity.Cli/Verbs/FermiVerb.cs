using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Spectra;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>Every energy at which the bands hold the electrons, and the one to use.</summary>
internal static class FermiVerb
{
    public static Command Create()
    {
        Argument<string> file = FileArgument.One(
            "Band structure on a grid of k-points, or a structure.");
        var source = new BandSourceOptions();
        var smearing = new SmearingOptions();
        Option<double?> electrons = NumberOption.Positive(
            "--electrons", "N", "Electrons per cell (default: as the file says).");
        var verb = new VerbCommand(
            "fermi",
            "Find all Fermi levels of a band structure and say which one is right, and why.",
            "similarity fermi database/spectra/pymatgen/vasprun.Al.xml.gz "
                + "--smearing cold --sigma 0.2")
        {
            file,
        };
        smearing.AddTo(verb);
        verb.Add(electrons);
        source.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            source.Of(result).Read(
                result.GetRequiredValue(file), VerbCommand.ThreadsOf(result), cancellation),
            smearing.Of(result),
            result.GetValue(electrons),
            console));
        return verb;
    }

    public static int Run(
        FileBands source, SmearingChoice choice, double? electrons, VerbConsole console)
    {
        console.Warn(source.File, source.Warnings);
        var analysis = SpectrumAnalysis.Of(source, choice, electrons);
        (string smearing, double width) = choice.Used(source.Bands);
        RootDocument[] roots = analysis.Solution?.Roots.Select(RootDocument.Of).ToArray() ?? [];

        Report(console, new FermiDocument(
            source.File,
            smearing,
            Units.Ev(width),
            analysis.Electrons,
            roots.Select(root => root.EnergyEv).ToArray(),
            Units.Ev(analysis.FermiLevel),
            analysis.Reason,
            analysis.Solution?.Residual,
            roots));
        return ExitCode.Done;
    }

    private static void Report(VerbConsole console, FermiDocument document)
    {
        Table table = Tables.Create("#root (eV)", "#dN/dE (1/eV)", "in gap", "verdict");
        foreach (RootDocument root in document.Roots)
        {
            Tables.Add(
                table,
                Tables.Number(root.EnergyEv, 6),
                Tables.Number(root.SlopePerEv, 4),
                root.InGap ? "yes" : "no",
                root.RejectedBecause ?? "chosen");
        }

        if (document.Roots.Length > 0)
        {
            console.Show(table);
        }

        console.Show($"Fermi level {Tables.Number(document.ChosenEv, 6)} eV: {document.Reason}");
        console.Print(document);
    }

    private sealed record FermiDocument(
        string File,
        string Smearing,
        double SigmaEv,
        double? NElectrons,
        double[] RootsEv,
        double ChosenEv,
        string Reason,
        double? Residual,
        RootDocument[] Roots)
        : Document("similarity.fermi/1");

    /// <param name="SlopePerEv">Null where it is infinite, on an unsmeared level.</param>
    private sealed record RootDocument(
        double EnergyEv, double? SlopePerEv, bool InGap, string? RejectedBecause)
    {
        public static RootDocument Of(FermiRoot root) => new(
            Units.Ev(root.Energy),
            double.IsFinite(root.Slope) ? root.Slope / PhysicalConstants.HartreeInEv : null,
            root.InGap,
            root.RejectedBecause);
    }
}
