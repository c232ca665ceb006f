using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Maps;
using Similarity.Learning.Embeddings;

namespace Similarity.Cli.Verbs;

/// <summary>Draws the materials of a database as points, like near like.</summary>
internal static class MapVerb
{
    private static readonly (string Name, EmbeddingMethod Method)[] Methods =
    [
        ("pca", EmbeddingMethod.PrincipalComponents),
        ("umap", EmbeddingMethod.Umap),
        ("tsne", EmbeddingMethod.Tsne),
    ];

    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var kind = new Option<string?>("--kind")
        {
            Description = "The fingerprints to compare by, where the database has several.",
            HelpName = "K",
        };
        Option<string[]> settings = SettingsOption.Create(
            "A parameter of the fingerprints, where the database has several of a kind.");
        var method = new Option<string>("--method")
        {
            Description = "pca: directions of largest variance; umap (default) or tsne: neighbours "
                + "stay neighbours.",
            HelpName = "METHOD",
            DefaultValueFactory = _ => "umap",
        };
        method.TakeOneOf([.. Methods.Select(item => item.Name)]);
        var metric = new Option<string>("--metric")
        {
            Description = "euclidean (default), or cosine: vectors of unit length.",
            HelpName = "M",
            DefaultValueFactory = _ => "euclidean",
        };
        metric.TakeOneOf("euclidean", "cosine");
        Option<int?> neighbours = NumberOption.Whole(
            "--neighbours", "What is near, for umap (default 15).", minimum: 2);
        Option<double?> perplexity = NumberOption.Real(
            "--perplexity", "X", "What is near, for tsne (default 30).", "a number above 1",
            value => value > 1);
        Option<int?> seed = NumberOption.Whole("--seed", "Another seed (default 1).", minimum: 0);
        Option<string?> where = WhereOption.Create();
        Option<string?> csv = File("--csv", "Write ids and points as comma-separated values.");
        Option<string?> svg = File("--svg", "Draw the map (SVG), coloured by formula.");
        var verb = new VerbCommand(
            "map",
            "Draw the materials of a database as points of the plane, like near like.",
            "similarity map --db polymorphs.db --method pca --svg map.svg")
        {
            database, kind, settings, method, metric, neighbours, perplexity, seed, where, csv, svg,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            result.GetRequiredValue(database),
            result.GetValue(kind),
            SettingsOption.Parse(result.GetValue(settings)),
            result.GetRequiredValue(method),
            result.GetRequiredValue(metric),
            OptionsOf(
                result.GetRequiredValue(method),
                result.GetValue(neighbours),
                result.GetValue(perplexity),
                (ulong)(result.GetValue(seed) ?? 1)),
            result.GetValue(where),
            OutputFile.Probe("--csv", result.GetValue(csv)),
            OutputFile.Probe("--svg", result.GetValue(svg)),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static PlanarMapOptions OptionsOf(
        string method, int? neighbours, double? perplexity, ulong seed)
    {
        if (neighbours is not null && method != "umap")
        {
            throw VerbException.Usage("--neighbours is for --method umap");
        }

        if (perplexity is not null && method != "tsne")
        {
            throw VerbException.Usage("--perplexity is for --method tsne");
        }

        return new PlanarMapOptions
        {
            Method = Methods.First(item => item.Name == method).Method,
            Umap = new UmapOptions { Neighbours = neighbours ?? 15, Seed = seed },
            Tsne = new TsneOptions { Perplexity = perplexity ?? 30, Seed = seed },
        };
    }

    private static int Run(
        string database,
        string? kind,
        IReadOnlyDictionary<string, string> settings,
        string method,
        string metric,
        PlanarMapOptions options,
        string? where,
        OutputFile? csv,
        OutputFile? svg,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Filter? filter = WhereOption.Parse(where);
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            FingerprintSet set = SetChoice.Find(store, kind, settings);
            WhereOption.Warn(where, store, console);
            CatalogMap map = null!;
            const int Parts = 100;
            WorkProgress.Run(console, "map", Parts, 0, finished =>
            {
                int told = 0;
                var gate = new Lock();
                map = CatalogMap.Of(
                    store,
                    set,
                    filter,
                    metric == "cosine",
                    options,
                    threads,
                    progress =>
                    {
                        lock (gate)
                        {
                            for (; told < (int)(Parts * progress.Done); told++)
                            {
                                finished();
                            }
                        }
                    },
                    cancellation);
            });
            csv?.Write(TableOf(map.Materials));
            svg?.Write(MapFigure.Of(map, method, set.Kind).ToFile());
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Show(map, method, seconds, console);
            console.Show(csv);
            console.Show(svg);
            console.Print(new MapDocument(
                store.Location,
                set.Kind,
                set.Parameters,
                method,
                metric,
                filter?.ToString(),
                [.. map.Materials.Select(m => new PointRow(m.Id, m.Formula, m.X, m.Y))],
                map.VarianceRatios,
                map.Trustworthiness,
                map.Neighbours,
                csv?.Path,
                svg?.Path,
                seconds));
            return ExitCode.Done;
        });
    }

    private static void Show(CatalogMap map, string method, double seconds, VerbConsole console)
    {
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{map.Materials.Count} materials by {method} ({seconds:0.0} s); the principal plane "
            + $"has {100 * map.VarianceRatios.Sum():0.0} % of the variance"));
        if (map.Trustworthiness is double trust)
        {
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"trustworthiness of the {map.Neighbours} nearest: {trust:0.000} (1: no false "
                + $"neighbours; 0.5: none but chance)"));
        }
    }

    private static string TableOf(IReadOnlyList<MappedMaterial> materials)
    {
        var text = new StringBuilder("id,formula,x,y\n");
        foreach (MappedMaterial material in materials)
        {
            text.Append(Quoted(material.Id)).Append(',').Append(Quoted(material.Formula ?? ""));
            text.Append(CultureInfo.InvariantCulture, $",{material.X:R},{material.Y:R}\n");
        }

        return text.ToString();
    }

    /// <summary>RFC 4180.</summary>
    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;

    private static Option<string?> File(string name, string help) =>
        new(name) { Description = help, HelpName = "FILE" };

    private sealed record PointRow(string Id, string? Formula, double X, double Y);

    private sealed record MapDocument(
        string Database,
        string Kind,
        ImmutableSortedDictionary<string, string> Parameters,
        string Method,
        string Metric,
        string? Where,
        PointRow[] Items,
        IReadOnlyList<double> VarianceRatios,
        double? Trustworthiness,
        int TrustworthinessNeighbours,
        string? Csv,
        string? Svg,
        double Seconds)
        : Document("similarity.map/1");
}
