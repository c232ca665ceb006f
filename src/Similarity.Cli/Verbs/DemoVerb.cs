using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Similarity.Catalog.Candidates;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.Cli.Nanotubes;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// The main job on the shipped data: read it all, analyse it, write a report with plots.
/// </summary>
internal static class DemoVerb
{
    private const string DefaultFolder = "demo-output";
    private const string DatabaseFile = "polymorphs.db";
    private const int CandidatesShown = 10;

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
            "Analyse the shipped spectra and polymorphs, build a database of them and ask it, "
                + "screen them for transparent conductors, survey carbon nanotubes, predict a "
                + "density of states and an electron density, and write an HTML report with plots.",
            "similarity demo --out demo-output")
        {
            folder,
        };
        verb.Bind((result, console, cancellation) => Run(
            SeedData.Find(),
            result.GetRequiredValue(folder),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    /// <summary>Analyses every file; a bad one is reported and does not stop the others.</summary>
    public static int Run(
        string database,
        string folder,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string report = ReportIn(folder);
        var progress = new DemoProgress(console);

        string[] structureFiles = PolymorphSurvey.Files(database);
        Survey<Polymorph> polymorphs = progress.Run("polymorphs", structureFiles.Length, finished =>
            Survey<Polymorph>.Run(
                structureFiles, PolymorphSurvey.Read, threads, finished, cancellation));

        string[] spectrumFiles = SpectrumSurvey.Files(database);
        Survey<SurveyedSpectrum> spectra = progress.Run("spectra", spectrumFiles.Length, finished =>
            Survey<SurveyedSpectrum>.Run(
                spectrumFiles, SpectrumSurvey.Read, threads, finished, cancellation));
        foreach (SurveyedSpectrum spectrum in spectra.Results)
        {
            console.Warn(Path.GetFileName(spectrum.File), spectrum.Contents.Warnings);
        }

        Polymorph[] small = SimilaritySurvey.Small(polymorphs.Results);
        SimilaritySurvey[] surveys =
        [
            .. SimilaritySurvey.Kinds.Select(kind => progress.Run(
                $"{kind.Title} fingerprints",
                small.Length,
                finished => SimilaritySurvey.Run(
                    kind.Title, kind.Choice, small, threads, finished, cancellation))),
        ];

        string[] inputs = DatabaseSurvey.Inputs(database);
        int materials = FingerprintInputs.Estimate(inputs);
        DatabaseSurvey catalog = progress.Run("database", materials, finished =>
            DatabaseSurvey.Build(
                Path.Combine(Path.GetDirectoryName(report)!, DatabaseFile),
                inputs,
                materials,
                threads,
                finished,
                cancellation));

        ScreeningSurvey? screening = ScreeningSurvey.IsPossible(database)
            ? progress.Run("screening", (int)catalog.Materials, finished => ScreeningSurvey.Of(
                database, catalog.File, threads, finished, cancellation))
            : null;
        NanotubeSurvey nanotubes = NanotubesOf(progress, threads, cancellation);
        LearnedDosSurvey? learned = LearnedDosSurvey.IsPossible(database)
            ? progress.Run(
                "learned density of states",
                1,
                _ => LearnedDosSurvey.Of(database, threads, cancellation))
            : null;
        DensitySurvey? density = DensitySurvey.IsPossible(database)
            ? progress.Run(
                "electron density", 1, _ => DensitySurvey.Of(database, threads))
            : null;
        FileFailure[] failed =
        [
            .. polymorphs.Failed,
            .. spectra.Failed,
            .. surveys.SelectMany(survey => survey.Failed),
            .. catalog.Import.Failed
                .Where(failure => failure.Kind is not null)
                .Select(failure => new FileFailure(failure.Id, failure.Reason, null, null)),
        ];
        foreach (FileFailure failure in failed)
        {
            console.Error(failure.Message);
        }

        progress.Run("report", 1, _ => Write(
            report,
            DemoReport.ToHtml(
                spectra.Results,
                polymorphs.Results,
                surveys,
                catalog,
                screening,
                nanotubes,
                learned,
                density,
                failed,
                Footer())));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        console.Show(SpectraTable(spectra.Results));
        console.Show(FamilyTable(polymorphs.Results));
        foreach (DemoQuery query in catalog.Queries)
        {
            console.Show($"like {query.Formula} ({query.Id}), where {query.Where}: "
                + string.Join(", ", query.Hits.Select(hit => $"{hit.Formula} ({hit.Id})")));
        }

        CandidateRow[] candidates = [.. screening?.Best(CandidatesShown) ?? []];
        if (candidates.Length > 0)
        {
            console.Show("may be transparent conductors: " + string.Join(
                ", ",
                candidates.Select(row => $"{row.Formula} ({row.Id}, "
                    + $"{Tables.Number(row.Probability, 2)})")));
        }

        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"database: {catalog.File} ({catalog.Materials} materials)"));
        console.Show(string.Create(
            CultureInfo.InvariantCulture, $"report: {report} ({seconds:0.0} s)"));
        console.Print(new DemoDocument(
            catalog.File,
            Path.GetFullPath(database),
            report,
            seconds,
            progress.Steps,
            spectra.Results.Select(SpectrumRow.Of).ToArray(),
            polymorphs.Results.Count,
            polymorphs.Results.Select(polymorph => polymorph.Family).Distinct().Count(),
            [.. surveys.Select(SimilarityRow.Of)],
            catalog.Materials,
            catalog.Queries,
            candidates,
            nanotubes.Tubes.Length,
            learned,
            density,
            failed));
        return failed.Length == 0 ? ExitCode.Done : ExitCode.InvalidInput;
    }

    private static NanotubeSurvey NanotubesOf(
        DemoProgress progress, int threads, CancellationToken cancellation)
    {
        (int lowest, int highest) = (NanotubeSection.LowestIndex, NanotubeSection.HighestIndex);
        int count = Enumerable.Range(lowest, highest - lowest + 1).Sum(n => n + 1);
        return progress.Run("nanotubes", count, finished =>
            NanotubeSurvey.Of(lowest, highest, threads, finished, cancellation));
    }

    /// <summary>
    /// The page in its folder, made now: who cannot write should not wait to hear it.
    /// </summary>
    private static string ReportIn(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw VerbException.Usage("--out expects the name of a folder, not an empty one");
        }

        string report = Path.GetFullPath(Path.Combine(folder, "report.html"));
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream probe = File.Open(report, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(report, e);
        }

        return report;
    }

    private static string Write(string report, string html)
    {
        try
        {
            File.WriteAllText(report, html);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(report, e);
        }
    }

    private static VerbException CannotWrite(string report, Exception e) =>
        VerbException.Usage($"--out: {report} cannot be written: {e.Message}");

    private static string Footer()
    {
        string version = typeof(DemoVerb).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return $"Made by similarity {version} with `similarity demo` "
            + "from database/spectra and database/polymorphs; nanotubes need no data.";
    }

    private static Table SpectraTable(IEnumerable<SurveyedSpectrum> spectra)
    {
        Table table = Tables.Create(
            "file", "formula", "space group",
            "#E_F (eV)", "#gap (eV)", "#direct (eV)", "#m_e", "#m_h");
        foreach (SpectrumRow row in spectra.Select(SpectrumRow.Of))
        {
            Tables.Add(
                table,
                row.File,
                row.Formula ?? "",
                row.SpaceGroup?.ToString() ?? "",
                Tables.Number(row.FermiEv, 3),
                row.IsMetal == true ? "metal" : Tables.Number(row.GapEv, 4),
                row.IsMetal == true ? "" : Tables.Number(row.DirectGapEv, 4),
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
                    ' ', family.Select(polymorph => polymorph.SpaceGroup.Symbol).Distinct()));
        }

        return table;
    }

    /// <param name="Database">What the demo built.</param>
    /// <param name="Data">The folder of shipped data that it is made of.</param>
    private sealed record DemoDocument(
        string Database,
        string Data,
        string Report,
        double Seconds,
        IReadOnlyList<DemoStep> Steps,
        SpectrumRow[] Spectra,
        int Structures,
        int Families,
        SimilarityRow[] Similarity,
        long Materials,
        IReadOnlyList<DemoQuery> Queries,
        CandidateRow[] Candidates,
        int Nanotubes,
        LearnedDosSurvey? LearnedDos,
        DensitySurvey? Density,
        FileFailure[] Failed)
        : Document("similarity.demo/2");

    /// <param name="SameFamily">
    /// Structures whose nearest neighbour is of the same compound.
    /// </param>
    /// <param name="WithTwin">Structures with another of their space group in their family.</param>
    /// <param name="TwinNearest">Those of them to whom it is the nearest of the family.</param>
    private sealed record SimilarityRow(
        string Kind, int Structures, int SameFamily, int WithTwin, int TwinNearest)
    {
        public static SimilarityRow Of(SimilaritySurvey survey)
        {
            (int found, int asked) = survey.SameSpaceGroup();
            return new SimilarityRow(
                survey.Title, survey.Polymorphs.Length, survey.SameFamily(), asked, found);
        }
    }

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
