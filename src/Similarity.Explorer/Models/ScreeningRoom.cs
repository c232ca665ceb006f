using System.Collections.Frozen;
using Similarity.Catalog;
using Similarity.Catalog.Candidates;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;
using Similarity.Fingerprints;
using Similarity.Screening;
using Similarity.Search;

namespace Similarity.Explorer.Models;

/// <summary>
/// Materials before the forest: all of a catalog ranked, or one with its reasons.
/// </summary>
internal sealed class ScreeningRoom(Workbench bench)
{
    /// <summary>Fingerprints that the catalog lacks are made for so many on the way.</summary>
    private const int MostMade = 500;

    private const int Reasons = 12;

    private const string Label = "tcm";

    private static readonly Filter Known = FilterParser.Parse(Label + " = 1");

    private readonly Lock starting = new();
    private volatile Ranking? ranking;
    private (string Tag, Job Job)? making;

    /// <summary>What the catalog says of a material; null where nothing.</summary>
    public static bool? IsKnown(Material material) =>
        material.Properties.GetValueOrDefault(Label) switch
        {
            PropertyValue.Number number => number.Value != 0,
            PropertyValue.Truth truth => truth.Value,
            _ => null,
        };

    /// <summary>
    /// All materials of the view that the model can judge, the best first; while that is being
    /// computed, the job.
    /// </summary>
    /// <exception cref="RequestException">The catalog lacks what the model needs.</exception>
    public (Ranking? Ranking, Job? Job) Rank(CatalogView view)
    {
        if (ranking is { } made && made.Tag == view.Tag)
        {
            return (made, null);
        }

        (string file, ScreeningModel model) = bench.Models.Screening();
        RequireFingerprints(view, model);
        lock (starting)
        {
            if (making is { } open && open.Tag == view.Tag && !open.Job.HasEnded)
            {
                return (null, open.Job);
            }

            if (making is { } ended && ended.Tag == view.Tag
                && ended.Job.Document() is { State: "failed" or "cancelled" } document)
            {
                making = null;
                throw RequestException.NoResult(document.Message ?? "the ranking was cancelled");
            }

            Job job = bench.Jobs.Start(
                "screening of all materials",
                view.Materials.Length,
                job => ranking = Compute(view, file, model, job));
            making = (view.Tag, job);
            return (null, job);
        }
    }

    /// <summary>One material as the model judges it.</summary>
    /// <exception cref="RequestException">It cannot.</exception>
    public CandidateRow Judge(Material material, int threads, CancellationToken cancellation)
    {
        (string file, ScreeningModel model) = bench.Models.Screening();
        var source = new CandidateSource(model.Plan, file);
        Candidate candidate = bench.Stores.Use(store => source
            .OfDatabase(store, IdFilter(material.Id), threads, cancellation)
            .FirstOrDefault())
            ?? throw RequestException.Absent("the database has no material of this id");
        return candidate.WhyNone is { } reason
            ? throw RequestException.NoResult(reason)
            : CandidateRow.Of(model, [candidate], Reasons, threads)[0];
    }

    /// <summary>
    /// For each of some materials the most similar one that is known for a conductor, by the first
    /// fingerprint of the model; null where there is none, or no fingerprint.
    /// </summary>
    public NearestKnown?[] Nearest(
        VectorRooms rooms, IReadOnlyList<int> materials, int most, CancellationToken cancellation)
    {
        var none = new NearestKnown?[materials.Count];
        NearestKnown[][] found = NearestOfEach(rooms, materials, most, cancellation);
        return found.Length == 0 ? none : [.. found.Select(list => list.FirstOrDefault())];
    }

    /// <summary>The same, several of each.</summary>
    public NearestKnown[][] NearestOfEach(
        VectorRooms rooms, IReadOnlyList<int> materials, int most, CancellationToken cancellation)
    {
        CatalogView view = rooms.View;
        if (SetOf(view, bench.Models.Screening().Model) is not { } set
            || view.Selections.Of(Known).IsEmpty)
        {
            return [];
        }

        return rooms.Use(set, room =>
        {
            int[] present =
                [.. Enumerable.Range(0, materials.Count)
                    .Where(i => room.RowOf[materials[i]] >= 0)];
            float[] queries =
                [.. present.SelectMany(i => room.Rows.Row(room.RowOf[materials[i]]).ToArray())];
            IVectorIndex index = room.Index(
                SearchMetric.Euclidean, graph: false, bench.Options.Threads, cancellation);
            Neighbour[][] neighbours = index.Search(queries, new SearchOptions
            {
                Count = most + 1,
                Among = room.MaskOf(view.Selections.Of(Known)),
                Threads = bench.Options.Threads,
                CancellationToken = cancellation,
            });
            var found = new NearestKnown[materials.Count][];
            Array.Fill(found, []);
            foreach ((int place, int i) in present.Index())
            {
                found[i] =
                [
                    .. neighbours[place]
                        .Where(hit => room.MaterialOf[hit.Row] != materials[i])
                        .Take(most)
                        .Select(hit => new NearestKnown(
                            view.Materials[room.MaterialOf[hit.Row]].Id,
                            view.Materials[room.MaterialOf[hit.Row]].Formula,
                            hit.Value)),
                ];
            }

            return found;
        });
    }

    private Ranking Compute(CatalogView view, string file, ScreeningModel model, Job job)
    {
        var source = new CandidateSource(model.Plan, file);
        var candidates = new List<Candidate>(view.Materials.Length);
        bench.Stores.Use(store =>
        {
            foreach (Candidate candidate in source.OfDatabase(
                store, null, bench.Options.Threads, job.Cancellation))
            {
                if (candidate.Row is not null)
                {
                    candidates.Add(candidate);
                }

                job.Advance();
            }

            return candidates.Count;
        });
        CandidateRow[] rows =
            CandidateRow.Of(model, candidates, reasons: 0, bench.Options.Threads);
        return new Ranking(
            view.Tag,
            [.. rows.Where(row => view.IndexOf(row.Id) is not null)],
            rows.Select(row => row.Id).ToFrozenSet(StringComparer.Ordinal));
    }

    private static void RequireFingerprints(CatalogView view, ScreeningModel model)
    {
        foreach (FingerprintBlock block in model.Plan.Blocks.OfType<FingerprintBlock>())
        {
            string identity = FingerprintSet.IdentityOf(
                FingerprintRecipe.Parse(block.Kind, block.Parameters));
            if (view.Materials.Length > MostMade
                && view.Sets.All(set => set.Set.Identity != identity))
            {
                throw RequestException.NoResult(
                    $"the model judges by fingerprints {block.Name}, which the database has none "
                    + "of; `similarity build` makes them of "
                    + string.Join(' ', block.Parameters.Select(p => $"--set {p.Key}={p.Value}")));
            }
        }
    }

    private static NamedSet? SetOf(CatalogView view, ScreeningModel model)
    {
        FingerprintBlock? block = model.Plan.Blocks.OfType<FingerprintBlock>().FirstOrDefault();
        if (block is null)
        {
            return null;
        }

        string identity = FingerprintSet.IdentityOf(
            FingerprintRecipe.Parse(block.Kind, block.Parameters));
        return view.Sets.FirstOrDefault(set => set.Set.Identity == identity);
    }

    private static Filter IdFilter(string id) => FilterParser.Parse(
        $"id = \"{id.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
}

/// <summary>The materials of a view as a model orders them.</summary>
internal sealed record Ranking(string Tag, CandidateRow[] Rows, FrozenSet<string> Ids);

/// <param name="Distance">Euclidean, of the first fingerprint of the model.</param>
internal sealed record NearestKnown(string Id, string? Formula, double Distance);
