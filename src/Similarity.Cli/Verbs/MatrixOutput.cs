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

/// <summary>What was compared pair by pair, and how it came out.</summary>
/// <param name="Ids">Of what could be compared, in the order of the matrix.</param>
internal sealed record MatrixSubject(
    string Kind,
    IReadOnlyDictionary<string, string> Parameters,
    string GridId,
    string[] Ids,
    FingerprintInput[] Inputs,
    PairMatrix Matrix,
    FingerprintFailure[] Failed);

/// <summary>The tree, the clusters and the files of a matrix.</summary>
internal static class MatrixOutput
{
    public static int Write(
        MatrixSubject subject,
        MatrixChoice choice,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        DistanceMatrix? distances = subject.Matrix.Distances();
        MatrixClusters? clusters = distances is null
            ? null
            : MatrixClusters.Of(distances, choice.Clusters, cancellation);
        RequireClusters(clusters, choice);
        string linkage = MatrixClusters.NameOf(choice.Clusters.Linkage);
        string[] warnings = [.. subject.Matrix.Warnings, .. LinkageWarnings(choice)];
        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        var pictures = new MatrixPictures(
            subject.Ids,
            subject.Inputs,
            subject.Matrix,
            clusters,
            ValueTitle(choice.Metric, subject),
            TitleOf(subject, choice));
        Write(choice, pictures, linkage, threads);
        Show(console, pictures, choice);
        console.Print(new MatrixDocument(
            subject.Kind,
            subject.Parameters,
            subject.GridId,
            choice.Metric.Name,
            choice.Metric.LargerIsMoreAlike,
            pictures.Ids,
            [.. pictures.Inputs.Select(input => input.File)],
            [.. pictures.Inputs.Select(input => input.Crystal?.Formula)],
            subject.Matrix.Rows,
            clusters is null ? null : choice.Metric.LargerIsMoreAlike ? "1 - matrix" : "matrix",
            clusters?.Labels,
            clusters?.Method,
            clusters is null ? null : MatrixDocument.LinkageRows.Of(clusters, linkage),
            choice.Outputs.ToDictionary(file => file.Option[2..], file => file.Path),
            subject.Failed,
            warnings));
        return subject.Failed.Length == 0 ? ExitCode.Done : ExitCode.InvalidInput;
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

            // As the pictures colour them: what is in a cluster by itself is alone.
            int[] labels = clusters.ColoredLabels();
            int found = labels.Where(label => label >= 0).Distinct().Count();
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{found} {(found == 1 ? "cluster" : "clusters")}, "
                    + $"{labels.Count(label => label < 0)} alone: {clusters.Method}"));
        }

        foreach (OutputFile file in choice.Outputs)
        {
            console.Show(file);
        }
    }

    private static string ValueTitle(FingerprintMetric metric, MatrixSubject subject) =>
        metric.Name switch
        {
            "euclidean" when subject.Parameters.TryGetValue("per", out string? unit) =>
                $"Euclidean distance (states/eV/{unit})",
            "euclidean" => "Euclidean distance",
            "emd" => "Earth mover's distance (eV)",
            "cosine" => "Cosine distance",
            "tanimoto" => "Tanimoto similarity",
            "dot" => "Dot product",
            string other => other,
        };

    private static string TitleOf(MatrixSubject subject, MatrixChoice choice) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{subject.Ids.Length} fingerprints {subject.Kind} by {choice.Metric.Name}");
}
