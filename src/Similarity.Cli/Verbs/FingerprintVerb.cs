using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Vectors that stand for the spectra of structures, bands or densities of states.
/// </summary>
internal static class FingerprintVerb
{
    /// <summary>A longer table helps nobody; the document has all.</summary>
    private const int MostRowsShown = 100;

    /// <summary>Of more inputs the warnings are counted; the document has all.</summary>
    private const int MostWarned = 20;

    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures, bands or densities of states; a file may hold many structures.");
        var recipe = new RecipeOptions();
        var npy = new Option<string?>("--npy")
        {
            Description = "Write a numpy matrix with one row per input, and its ids and failures "
                + "beside it in FILE.ids.jsonl.",
            HelpName = "FILE",
        };
        var single = new Option<bool>("--float32")
        {
            Description = "With --npy: numbers of 4 bytes instead of 8.",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "With --npy: go on where an earlier run of the same inputs stopped.",
        };
        var ids = new Option<string[]>("--ids")
        {
            Description = "Only the inputs of these ids, separated by commas.",
            HelpName = "ID,…",
        };
        Option<string> idBy = IdByOption.Create();
        var svg = new Option<string?>("--svg")
        {
            Description = "Draw the first eight over one another (SVG); not beside --npy.",
            HelpName = "FILE",
        };
        var verb = new VerbCommand(
            "fingerprint",
            "Fingerprints of structures, bands or densities of states; a bad input does not stop "
                + "the others.",
            "similarity fingerprint database/polymorphs/mp_TiO2_rutile_mp-2657.cif "
                + "--kind kinetic --json")
        {
            files,
        };
        recipe.AddTo(verb);
        verb.Add(npy);
        verb.Add(single);
        verb.Add(resume);
        verb.Add(ids);
        verb.Add(svg);
        verb.Add(idBy);
        verb.BindHeedful((result, console, cancellation) =>
        {
            var target = new MatrixTarget(
                result.GetValue(npy), result.GetValue(single), result.GetValue(resume));
            if (target.File is not null && result.GetValue(svg) is not null)
            {
                throw VerbException.Usage("--svg draws what --npy does not keep in memory");
            }

            return Run(
                result.GetRequiredValue(files),
                recipe.Of(result),
                target,
                OutputFile.Probe("--svg", result.GetValue(svg)),
                IdsOf(result.GetValue(ids)),
                IdByOption.Of(result, idBy),
                VerbCommand.ThreadsOf(result),
                console,
                cancellation);
        });
        return verb;
    }

    /// <param name="ids">Only these; null for all.</param>
    public static int Run(
        IReadOnlyList<string> files,
        ImportKind choice,
        MatrixTarget target,
        OutputFile? svg,
        IReadOnlySet<string>? ids,
        IdBy by,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        if (choice.Recipe.NeedsScales)
        {
            choice = LearnedScales.Of(
                choice,
                FingerprintInputs.Of(files, threads, cancellation, by)
                    .Where(input => ids is null || ids.Contains(input.Id)),
                threads,
                console,
                cancellation);
        }

        using FingerprintMatrix? matrix = target.Open(choice.Recipe);
        int expected = ids?.Count ?? FingerprintInputs.Estimate(files);
        var results = new FingerprintResults(matrix, expected <= MostWarned, console);
        try
        {
            Collect(
                files, choice, ids, by, expected, results, matrix, threads, console, cancellation);
        }
        catch (IOException e) when (matrix is not null)
        {
            throw new OutputException($"{target.File} cannot be written: {e.Message}", e);
        }

        string[] absent = [.. (ids ?? ImmutableHashSet<string>.Empty).Except(results.Ids)];
        foreach (string id in absent)
        {
            console.Error($"no input has the id '{id}'");
        }

        if (expected > MostWarned && results.WithWarnings > 0)
        {
            console.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{results.WithWarnings} fingerprints come with warnings, which --json lists"));
        }

        svg?.Write(FingerprintPicture.Draw(
            choice.Recipe.Kind,
            results.Items.Where(item => item.Fingerprint is not null)
                .Select(item => (item.Id, item.Fingerprint!))));
        Show(results, target, console);
        console.Print(FingerprintDocument.Of(choice.Recipe, results, target));
        return absent.Length > 0 ? ExitCode.Absent
            : results.Failed.Count > 0 ? ExitCode.InvalidInput
            : ExitCode.Done;
    }

    private static void Collect(
        IReadOnlyList<string> files,
        ImportKind choice,
        IReadOnlySet<string>? ids,
        IdBy by,
        int expected,
        FingerprintResults results,
        FingerprintMatrix? matrix,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        int done = matrix?.Recorded.Count ?? 0;
        IEnumerable<FingerprintInput> inputs = FingerprintInputs
            .Of(files, threads, cancellation, by)
            .Where(input => ids is null || ids.Contains(input.Id));
        try
        {
            WorkProgress.Run(console, "fingerprints", expected, done, finished =>
            {
                foreach (FingerprintOutcome outcome in FingerprintBatch.Run(
                    results.Skip(inputs), choice, expected - done, threads, cancellation))
                {
                    results.Add(outcome);
                    finished();
                }
            });
        }
        finally
        {
            // Also when cancelled: what is done need not be done again.
            matrix?.Flush();
        }
    }

    private static void Show(FingerprintResults results, MatrixTarget target, VerbConsole console)
    {
        if (target.File is not null)
        {
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.File}: {results.Items.Count} rows, {results.Failed.Count} failures"));
            return;
        }

        Table table = Tables.Create("id", "made from", "#numbers", "#largest");
        foreach (FingerprintItem item in results.Items.Take(MostRowsShown))
        {
            double[] values = item.Fingerprint!.Values.ToArray();
            Tables.Add(
                table,
                item.Id,
                item.Operator,
                Tables.Number(values.Length),
                Tables.Number(values.Max(), 4));
        }

        if (results.Items.Count > 0)
        {
            console.Show(table);
        }

        if (results.Items.Count > MostRowsShown)
        {
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"… and {results.Items.Count - MostRowsShown} more; --json lists all"));
        }
    }

    private static HashSet<string>? IdsOf(string[]? lists) => lists is null or []
        ? null
        : [.. lists.SelectMany(list => list.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
