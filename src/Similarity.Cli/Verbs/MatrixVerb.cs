using System.CommandLine;
using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Matrices;
using Similarity.Cli.Report;
using Similarity.Fingerprints;
using Similarity.Formats.Npz;
using Similarity.Learning;
using Similarity.Learning.Clusters;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>Compares all pairs of a set of materials and finds the clusters in it.</summary>
internal static class MatrixVerb
{
    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures, bands or densities of states; a file may hold many structures.");
        var recipe = new RecipeOptions();
        var options = new MatrixOptions();
        Option<string> idBy = IdByOption.Create();
        var verb = new VerbCommand(
            "matrix",
            "All pairs of structures, bands or densities of states: matrix, tree and clusters.",
            "similarity matrix database/polymorphs/mp_TiO2_rutile_mp-2657.cif "
                + "database/polymorphs/mp_TiO2_anatase_mp-390.cif "
                + "database/polymorphs/mp_TiO2_brookite_mp-1840.cif "
                + "--kind kinetic --metric euclidean --scale-volume --svg titania.svg")
        {
            files,
        };
        recipe.AddTo(verb);
        options.AddTo(verb);
        verb.Add(idBy);
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(files),
            recipe.Of(result),
            options.Of(result),
            IdByOption.Of(result, idBy),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        IReadOnlyList<string> files,
        ImportKind prints,
        MatrixChoice choice,
        IdBy by,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        FingerprintInput[] inputs = [.. FingerprintInputs.Of(files, threads, cancellation, by)];
        if (choice.ScaleVolume)
        {
            prints = prints with { Recipe = VolumeScaling.Of(prints.Recipe, inputs) };
        }

        prints = LearnedScales.Of(prints, inputs, threads, console, cancellation);
        string[] ids = UniqueIds.Of(inputs);
        FingerprintOutcome[] outcomes = Compute(inputs, prints, threads, console, cancellation);
        FingerprintFailure[] failed = Failures(outcomes, ids, console);
        int[] kept =
            [.. Enumerable.Range(0, inputs.Length).Where(i => outcomes[i].Fingerprint is not null)];
        if (kept.Length == 0)
        {
            throw VerbException.Invalid("no input has a fingerprint");
        }

        var matrix = PairMatrix.Of(
            [.. kept.Select(i => outcomes[i].Fingerprint!)],
            [.. kept.Select(i => ids[i])],
            choice.Metric,
            choice.Resample,
            threads,
            cancellation);
        DistanceMatrix? distances = matrix.Distances();
        MatrixClusters? clusters = distances is null
            ? null
            : MatrixClusters.Of(distances, choice.Clusters, cancellation);
        RequireClusters(clusters, choice);
        string linkage = MatrixClusters.NameOf(choice.Clusters.Linkage);
        string[] warnings = [.. matrix.Warnings, .. LinkageWarnings(choice)];
        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        var pictures = new MatrixPictures(
            [.. kept.Select(i => ids[i])],
            [.. kept.Select(i => inputs[i])],
            matrix,
            clusters,
            ValueTitle(choice.Metric, prints.Recipe),
            TitleOf(prints.Recipe, choice, kept.Length));
        Write(choice, pictures, linkage, threads);
        Show(console, pictures, choice);
        console.Print(new MatrixDocument(
            prints.Recipe.Kind,
            prints.Recipe.Parameters,
            outcomes[kept[0]].Fingerprint!.GridId,
            choice.Metric.Name,
            choice.Metric.LargerIsMoreAlike,
            pictures.Ids,
            [.. pictures.Inputs.Select(input => input.File)],
            [.. pictures.Inputs.Select(input => input.Crystal?.Formula)],
            matrix.Rows,
            clusters is null ? null : choice.Metric.LargerIsMoreAlike ? "1 - matrix" : "matrix",
            clusters?.Labels,
            clusters?.Method,
            clusters is null ? null : MatrixDocument.LinkageRows.Of(clusters, linkage),
            choice.Outputs.ToDictionary(file => file.Option[2..], file => file.Path),
            failed,
            warnings));
        return failed.Length == 0 ? ExitCode.Done : ExitCode.InvalidInput;
    }

    private static FingerprintOutcome[] Compute(
        FingerprintInput[] inputs,
        ImportKind prints,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        var outcomes = new List<FingerprintOutcome>(inputs.Length);
        WorkProgress.Run(console, "fingerprints", inputs.Length, 0, finished =>
        {
            foreach (FingerprintOutcome outcome in FingerprintBatch.Run(
                inputs, prints, inputs.Length, threads, cancellation))
            {
                outcomes.Add(outcome);
                finished();
            }
        });
        return [.. outcomes];
    }

    private static FingerprintFailure[] Failures(
        FingerprintOutcome[] outcomes, string[] ids, VerbConsole console)
    {
        var failed = new List<FingerprintFailure>();
        foreach ((int i, FingerprintOutcome outcome) in outcomes.Index())
        {
            console.Warn(ids[i], outcome.Warnings);
            if (outcome.WhyNone is string reason)
            {
                console.Error(reason);
                failed.Add(new FingerprintFailure(ids[i], outcome.File, reason));
            }
        }

        return [.. failed];
    }

    private static void RequireClusters(MatrixClusters? clusters, MatrixChoice choice)
    {
        string? asked = choice.Svg?.Option ?? choice.Map?.Option
            ?? (choice.Clusters.Epsilon is null ? null : "--cluster");
        if (clusters is null && asked is not null)
        {
            throw VerbException.Usage(
                $"{asked} needs distances, which the metric {choice.Metric.Name} has none of; "
                + "use euclidean, cosine, tanimoto or emd");
        }
    }

    private static string[] LinkageWarnings(MatrixChoice choice) =>
        choice.Clusters.Linkage == Linkage.Ward && choice.Metric.Name != "euclidean"
            ? ["Ward's linkage is defined by Euclidean distances; of others heights mean little"]
            : [];

    private static void Write(
        MatrixChoice choice, MatrixPictures pictures, string linkage, int threads)
    {
        if (choice.HeatMap is not null && pictures.Ids.Count > MatrixPlot.MostItems)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--heatmap: {pictures.Ids.Count} items cannot be read on a page; "
                    + $"expected at most {MatrixPlot.MostItems}"));
        }

        choice.Svg?.Write(pictures.Dendrogram(pictures.Clusters!, linkage).ToFile());
        choice.HeatMap?.Write(pictures.HeatMap().ToFile());
        choice.Map?.Write(pictures.Map(pictures.Clusters!, choice.MapColors, threads).ToFile());
        choice.Report?.Write(MatrixReport.ToHtml(pictures, linkage, threads));
        int count = pictures.Ids.Count;
        choice.Npy?.Write(stream => NpyWriter.Write(
            stream,
            new NpyArray([count, count], [.. pictures.Matrix.Rows.SelectMany(row => row)])));
        choice.Csv?.Write(MatrixTable.Of(pictures.Ids, pictures.Matrix.Rows));
    }

    /// <summary>Mergers from the lowest on, as one would read the tree aloud.</summary>
    private static void Show(VerbConsole console, MatrixPictures pictures, MatrixChoice choice)
    {
        if (pictures.Clusters is { } clusters)
        {
            Table table = Tables.Create("#height", "joins", "with");
            string[] names = [.. pictures.Ids];
            string NameOf(int cluster) => cluster < names.Length
                ? names[cluster]
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"cluster of {clusters.Tree.Mergers[cluster - names.Length].Size} "
                        + $"at {clusters.Tree.Mergers[cluster - names.Length].Height:G5}");
            foreach (Merger row in clusters.Tree.Mergers)
            {
                string height = row.Height.ToString("G5", CultureInfo.InvariantCulture);
                Tables.Add(table, height, NameOf(row.First), NameOf(row.Second));
            }

            console.Show(table);
            int found = clusters.Labels.Where(label => label >= 0).Distinct().Count();
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{found} {(found == 1 ? "cluster" : "clusters")}, "
                    + $"{clusters.Labels.Count(label => label < 0)} in none: {clusters.Method}"));
        }

        foreach (OutputFile file in choice.Outputs)
        {
            console.Show($"{file.Option[2..]}: {file.Path}");
        }
    }

    private static string ValueTitle(FingerprintMetric metric, FingerprintRecipe recipe) =>
        metric.Name switch
        {
            "euclidean" when recipe.Parameters.TryGetValue("per", out string? unit) =>
                $"Euclidean distance (states/eV/{unit})",
            "euclidean" => "Euclidean distance",
            "emd" => "Earth mover's distance (eV)",
            "cosine" => "Cosine distance",
            "tanimoto" => "Tanimoto similarity",
            "dot" => "Dot product",
            string other => other,
        };

    private static string TitleOf(FingerprintRecipe recipe, MatrixChoice choice, int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count} fingerprints {recipe.Kind} by {choice.Metric.Name}");
}
