using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>The main job on the shipped data: read it all, analyse it, write a report with plots.</summary>
internal static class DemoVerb
{
    private const string DefaultFolder = "demo-output";

    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the report (default ./demo-output); made if missing.",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var verb = new VerbCommand(
            "demo",
            "Analyse the shipped spectra and polymorphs and write an HTML report with plots.",
            "similarity demo --out demo-output")
        {
            folder,
        };
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(folder), VerbCommand.ThreadsOf(result), console, cancellation));
        return verb;
    }

    public static int Run(string folder, int threads, VerbConsole console, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string database = Path.GetFullPath(SeedData.Find());
        var progress = new DemoProgress(console);

        string[] structureFiles = PolymorphSurvey.Files(database);
        Polymorph[] polymorphs = progress.Run("polymorphs", structureFiles.Length, finished =>
            Survey.Run(structureFiles, PolymorphSurvey.Read, threads, finished, cancellation));

        string[] spectrumFiles = SpectrumSurvey.Files(database);
        SurveyedSpectrum[] spectra = progress.Run("spectra", spectrumFiles.Length, finished =>
            Survey.Run(spectrumFiles, SpectrumSurvey.Read, threads, finished, cancellation));
        foreach (SurveyedSpectrum spectrum in spectra)
        {
            console.Warn(Path.GetFileName(spectrum.File), spectrum.Contents.Warnings);
        }

        string report = progress.Run("report", 1, _ => WriteReport(folder, spectra, polymorphs));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        console.Show(SpectraTable(spectra));
        console.Show(FamilyTable(polymorphs));
        console.Show(string.Create(CultureInfo.InvariantCulture, $"report: {report} ({seconds:0.0} s)"));
        console.Print(new DemoDocument(
            database,
            report,
            seconds,
            progress.Steps,
            spectra.Select(SpectrumRow.Of).ToArray(),
            polymorphs.Length,
            polymorphs.Select(polymorph => polymorph.Family).Distinct().Count()));
        return ExitCode.Done;
    }

    private static string WriteReport(string folder, SurveyedSpectrum[] spectra, Polymorph[] polymorphs)
    {
        string version = typeof(DemoVerb).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string html = DemoReport.ToHtml(
            spectra,
            polymorphs,
            $"Made by similarity {version} with `similarity demo` from database/spectra and database/polymorphs.");
        try
        {
            Directory.CreateDirectory(folder);
            string report = Path.GetFullPath(Path.Combine(folder, "report.html"));
            File.WriteAllText(report, html);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VerbException.Usage($"--out {folder}: cannot be written: {e.Message}");
        }
    }

    private static Table SpectraTable(IEnumerable<SurveyedSpectrum> spectra)
    {
        Table table = Tables.Create(
            "file", "formula", "space group", "#E_F (eV)", "#gap (eV)", "#direct (eV)", "#m_e", "#m_h");
        foreach (SpectrumRow row in spectra.Select(SpectrumRow.Of))
        {
            Tables.Add(
                table,
                row.File,
                row.Formula ?? "",
                row.SpaceGroup?.ToString() ?? "",
                Tables.Number(row.FermiEv, 3),
                row.IsMetal == true ? "metal" : Tables.Number(row.GapEv, 3),
                row.IsMetal == true ? "" : Tables.Number(row.DirectGapEv, 3),
                Tables.Number(row.ElectronMass, 3),
                Tables.Number(row.HoleMass, 3));
        }

        return table;
    }

    private static Table FamilyTable(IEnumerable<Polymorph> polymorphs)
    {
        Table table = Tables.Create("family", "#structures", "space groups");
        foreach (IGrouping<string, Polymorph> family in polymorphs
            .GroupBy(polymorph => polymorph.Family)
            .OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            Tables.Add(
                table,
                family.Key,
                Tables.Number(family.Count()),
                string.Join(
                    ' ', family.Select(polymorph => polymorph.Symmetry.InternationalSymbol).Distinct()));
        }

        return table;
    }

    private sealed record DemoDocument(
        string Database,
        string Report,
        double Seconds,
        IReadOnlyList<DemoStep> Steps,
        SpectrumRow[] Spectra,
        int Structures,
        int Families)
        : Document("similarity.demo/1");

    private sealed record SpectrumRow(
        string File,
        string? Formula,
        SpaceGroupSummary? SpaceGroup,
        double? FermiEv,
        double? GapEv,
        double? DirectGapEv,
        bool? IsMetal,
        double? ElectronMass,
        double? HoleMass,
        bool? IsTcm)
    {
        public static SpectrumRow Of(SurveyedSpectrum spectrum) => new(
            Path.GetFileName(spectrum.File),
            spectrum.Crystal?.Formula,
            spectrum.SpaceGroup,
            Units.Ev(spectrum.Analysis?.FermiLevel),
            Units.Ev(spectrum.Analysis?.Edges.Gap),
            Units.Ev(spectrum.Analysis?.Edges.DirectGap),
            spectrum.Analysis?.Edges.IsMetal,
            spectrum.Masses?.ElectronMass,
            spectrum.Masses?.HoleMass,
            spectrum.Masses?.IsTcm);
    }
}
