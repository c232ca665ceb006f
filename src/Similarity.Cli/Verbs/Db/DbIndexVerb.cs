using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Search;
using Similarity.Search.Graph;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Builds the graph that <c>query --device graph</c> walks.</summary>
internal static class DbIndexVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var kind = new Option<string?>("--kind")
        {
            Description = "The fingerprints to index, where the database has several.",
            HelpName = "K",
        };
        Option<string[]> settings = SettingsOption.Create(
            "A parameter of the fingerprints, where the database has several of a kind.");
        Option<string?> metric = MetricOption.Create();
        var verb = new VerbCommand(
            "index",
            "Build the graph for --device graph, or insert into it what was added since.",
            "similarity db index --db polymorphs.db --kind kinetic --metric euclidean")
        {
            database, kind, settings, metric,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            result.GetRequiredValue(database),
            result.GetValue(kind),
            SettingsOption.Parse(result.GetValue(settings)),
            result.GetValue(metric),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        string database,
        string? kind,
        IReadOnlyDictionary<string, string> settings,
        string? metricName,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            FingerprintSet set = SetChoice.Find(store, kind, settings);
            SearchMetric metric = MetricOption.Of(metricName, set);
            string folder = DeviceOption.FolderFor(store);
            using var vectors = CatalogVectors.Open(store, set, folder, cancellation);
            using GraphIndex graph = GraphProgress.Open(
                vectors, metric, folder, threads, console, cancellation, out Exception? unsaved);
            string file = CatalogGraph.FileOf(folder, set, metric);
            if (unsaved is not null)
            {
                throw new OutputException($"{file} cannot be written: {unsaved.Message}", unsaved);
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {graph.Vectors.Count} vectors, {graph.MeanDegree:0.0} links each "
                + $"({seconds:0.0} s)"));
            console.Print(new DbIndexDocument(
                store.Location,
                set.Kind,
                SearchMetricNames.NameOf(metric),
                file,
                graph.Vectors.Count,
                graph.MeanDegree,
                seconds));
            return ExitCode.Done;
        });
    }

    private sealed record DbIndexDocument(
        string Database,
        string Kind,
        string Metric,
        string File,
        int Vectors,
        double MeanLinks,
        double Seconds)
        : Document("similarity.db_index/1");
}
