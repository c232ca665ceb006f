using System.Diagnostics;
using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Vectors;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Operators;
using Similarity.Search;

namespace Similarity.Explorer.Api;

/// <summary>Which materials are most like one of the database, or like one in a file.</summary>
internal static class NeighbourEndpoints
{
    private const int UsualCount = 10, MostCount = 1000;
    private const string Auto = "auto", Cpu = "cpu", Graph = "graph";

    /// <param name="open">For requests that are more than a question to the catalog.</param>
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder open)
    {
        routes.MapGet("/materials/{id}/neighbours", OfMaterialAsync)
            .WithSummary("The materials most like this one by a fingerprint and a metric.");
        open.MapPost("/neighbours", OfFileAsync)
            .WithSummary("The materials most like the one of a file: multipart field file, or "
                + "the file itself as the body.")
            .DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data", "text/plain");
    }

    private static async Task<NeighbourList> OfMaterialAsync(
        Workbench bench,
        string id,
        string? kind,
        string? metric,
        int? k,
        string? where,
        string? device,
        CancellationToken cancellation)
    {
        Question question = Ask(bench, kind, metric, k, where, device);
        Material material = question.View.Find(id);
        int own = question.View.IndexOf(material.Id)!.Value;
        return await question.AnswerAsync(
            room => room.RowOf[own] is >= 0 and int row
                ? room.Rows.Row(row).ToArray()
                : throw RequestException.NoResult(WhyNone(bench, question.Set, material)),
            own,
            cancellation);
    }

    private static async Task<UploadNeighbours> OfFileAsync(
        Workbench bench,
        HttpContext context,
        string? kind,
        string? metric,
        int? k,
        string? where,
        string? device,
        CancellationToken cancellation)
    {
        Question question = Ask(bench, kind, metric, k, where, device);
        UploadedFile file = (await Uploads.ReadAsync(context.Request, "file", cancellation))[0];
        (float[] lanes, string? formula) = await bench.Computations.RunAsync(
            token => FingerprintOf(file, question.Set.Set, bench.Computations.ThreadsOfEach, token),
            cancellation);
        NeighbourList found = await question.AnswerAsync(_ => lanes, null, cancellation);
        return new UploadNeighbours(
            formula, found.Hits, found.Metric, found.Kind, found.Device, found.Seconds);
    }

    private static (float[] Lanes, string? Formula) FingerprintOf(
        UploadedFile file, FingerprintSet set, int threads, CancellationToken cancellation)
    {
        var source = new FileSource(file.Name, file.Content);
        FileContents contents = FileFormats.Recognise(source).Read(source);
        var subject = new FingerprintSubject(
            contents.Structures.LastOrDefault() ?? contents.Bands?.Crystal
                ?? contents.Dos?.Crystal,
            contents.Bands,
            contents.Dos);
        if (subject is { Crystal: null, Bands: null, Dos: null })
        {
            throw RequestException.NoResult(
                $"{file.Name}: holds no structure, bands or density of states");
        }

        try
        {
            FingerprintRecipe recipe = set.Recipe();
            float[] lanes = VectorCodec.Encode(subject.Fingerprint(
                recipe, recipe.PrefersStructure, threads, cancellation));
            return lanes.Length == set.Lanes
                ? (lanes, subject.Crystal?.Formula)
                : throw RequestException.NoResult(
                    "this program makes other fingerprints than those of the database");
        }
        catch (UnsuitableCrystalException e)
        {
            throw RequestException.NoResult($"{file.Name}: {e.Reason}");
        }
        catch (UnsuitableSpectrumException e)
        {
            throw RequestException.NoResult($"{file.Name}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw RequestException.NoResult(
                $"this program cannot make such fingerprints: {e.Message}");
        }
    }

    private static Question Ask(
        Workbench bench, string? kind, string? metric, int? k, string? where, string? device)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        NamedSet set = rooms.View.SetOf(kind);
        return new Question(
            bench,
            rooms,
            set,
            MetricOf(metric, set),
            QueryRules.Whole("k", k, UsualCount, 1, MostCount),
            Workbench.FilterOf(where),
            QueryRules.Word("device", device, Auto, Cpu, Graph) == Graph);
    }

    public static SearchMetric MetricOf(string? name, NamedSet set)
    {
        string[] meant = [.. SearchMetricNames.Of(set.Set)];
        string usual = SearchMetricNames.NameOf(SearchMetricNames.Usual(set.Set));
        return name is null || meant.Contains(name)
            ? SearchMetricNames.Find(name ?? usual)!.Value
            : throw RequestException.Invalid(
                $"metric: expected for {set.Name} one of {string.Join(", ", meant)}, not "
                + $"'{QueryRules.Shown(name)}'");
    }

    private static string WhyNone(Workbench bench, NamedSet set, Material material) =>
        bench.Stores.Use(store => store.Failure(set.Set, material.Id)?.Reason) is { } reason
            ? $"the material has no fingerprint {set.Name}: {reason}"
            : $"the material has no fingerprint {set.Name}";

    /// <summary>What is asked of the vectors of a view.</summary>
    private sealed record Question(
        Workbench Bench,
        VectorRooms Rooms,
        NamedSet Set,
        SearchMetric Metric,
        int Count,
        Filter? Filter,
        bool UsesGraph)
    {
        public CatalogView View => Rooms.View;

        /// <param name="except">A material that is not to be found; null for none.</param>
        public Task<NeighbourList> AnswerAsync(
            Func<VectorRoom, float[]> query, int? except, CancellationToken cancellation)
        {
            NeighbourList Answer(CancellationToken token) =>
                Rooms.Use(Set, room => Search(room, query(room), except, token));

            // To build a graph takes long; to ask an index takes milliseconds.
            return !UsesGraph || Rooms.Use(Set, room => room.HasIndex(Metric, UsesGraph))
                ? Task.FromResult(Answer(cancellation))
                : Bench.Computations.RunAsync(Answer, cancellation);
        }

        private NeighbourList Search(
            VectorRoom room, float[] query, int? except, CancellationToken cancellation)
        {
            IVectorIndex index = room.Index(Metric, UsesGraph, Bench.Options.Threads, cancellation);
            long start = Stopwatch.GetTimestamp();
            RowMask among = room.MaskOf(View.Selections.Of(Filter));
            if (except is { } own && room.RowOf[own] >= 0)
            {
                among[room.RowOf[own]] = false;
            }

            Neighbour[] found = index.Search(query, new SearchOptions
            {
                Count = Count,
                Among = among,
                Threads = Bench.Options.Threads,
                CancellationToken = cancellation,
            })[0];
            return new NeighbourList(
                [.. found.Select(hit => Hit(room, hit))],
                SearchMetricNames.NameOf(Metric),
                Set.Name,
                index.Description,
                Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        private NeighbourHit Hit(VectorRoom room, Neighbour hit)
        {
            var item = MaterialItem.Of(View.Materials[room.MaterialOf[hit.Row]]);
            return new NeighbourHit(item)
            {
                Distance = SearchMetricNames.Distance(Metric, hit.Value),
                Value = hit.Value,
            };
        }
    }

    internal sealed record NeighbourHit : MaterialItem
    {
        public NeighbourHit(MaterialItem item)
            : base(item)
        {
        }

        /// <summary>Grows as materials become less alike, for any metric.</summary>
        public required double Distance { get; init; }

        /// <summary>Of the metric.</summary>
        public required double Value { get; init; }
    }

    /// <param name="Device">What searched.</param>
    internal sealed record NeighbourList(
        NeighbourHit[] Hits, string Metric, string Kind, string Device, double Seconds);

    internal sealed record UploadNeighbours(
        string? Formula,
        NeighbourHit[] Hits,
        string Metric,
        string Kind,
        string Device,
        double Seconds);
}
