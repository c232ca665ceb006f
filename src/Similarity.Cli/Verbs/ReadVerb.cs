using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>Parses files of any known format and says what is in them.</summary>
internal static class ReadVerb
{
    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures, band structures, densities of states; .gz is read as it is.");
        var verb = new VerbCommand(
            "read",
            "Parse and summarise structures, band structures and densities of states.",
            "similarity read database/spectra/pymatgen/CaO_2605_bandstructure.json")
        {
            files,
        };
        verb.Bind((result, console, cancellation) =>
            Run(result.GetRequiredValue(files), console, cancellation));
        return verb;
    }

    /// <summary>Reads every file; a bad one is reported and does not stop the others.</summary>
    public static int Run(
        IReadOnlyList<string> files, VerbConsole console, CancellationToken cancellation)
    {
        var summaries = new List<FileSummary>();
        var failures = new List<FileFailure>();
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                summaries.Add(FileSummary.Of(file, FileFormats.Read(file)));
            }
            catch (InvalidFileException e)
            {
                console.Error(e.Message);
                failures.Add(new FileFailure(e.File, e.Message, e.Line, e.Field));
            }
        }

        foreach (FileSummary summary in summaries)
        {
            console.Warn(summary.File, summary.Warnings);
        }

        if (summaries.Count > 0)
        {
            console.Show(TableOf(summaries));
            foreach (FileSummary summary in summaries.Where(summary => summary.Path is not null))
            {
                console.Show($"{Path.GetFileName(summary.File)}: bands along {summary.Path}");
            }
        }

        console.Print(new ReadDocument(summaries, failures));
        return failures.Count == 0 ? ExitCode.Done : ExitCode.InvalidInput;
    }

    private static Table TableOf(IEnumerable<FileSummary> summaries)
    {
        Table table = Tables.Create(
            "file", "kind", "format", "formula", "space group",
            "#atoms", "#spins", "#k-points", "#bands", "#E_F (eV)");
        foreach (FileSummary summary in summaries)
        {
            Tables.Add(
                table,
                Path.GetFileName(summary.File),
                summary.Kind,
                summary.Format,
                Formula(summary),
                summary.SpaceGroup?.ToString() ?? "",
                Tables.Number(summary.Natoms),
                Tables.Number(summary.Nspins),
                Tables.Number(summary.Nkpoints),
                Tables.Number(summary.Nbands),
                Tables.Number(summary.FermiEv, 4));
        }

        return table;
    }

    /// <summary>
    /// Of several structures only the last is described, which must not look like all.
    /// </summary>
    private static string Formula(FileSummary summary) => summary.Nstructures > 1
        ? $"{summary.Formula} (last of {Tables.Number(summary.Nstructures)})"
        : summary.Formula ?? "";
}
