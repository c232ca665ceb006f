using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Import;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Search;
using Similarity.Search.Exact;

namespace Similarity.Cli.Demo;

/// <summary>A question put to the database of the demo, with its answer.</summary>
/// <param name="Id">The material asked for.</param>
/// <param name="Where">The filter, as a user writes it.</param>
internal sealed record DemoQuery(
    string Id, string Formula, string Where, ImmutableArray<DemoHit> Hits);

internal sealed record DemoHit(string Id, string Formula, int? SpaceGroup, double Distance);

/// <summary>The database that the demo builds of all shipped polymorphs, and asks.</summary>
/// <param name="File">The database.</param>
internal sealed record DatabaseSurvey(
    string File, ImportSummary Import, long Materials, ImmutableArray<DemoQuery> Queries)
{
    /// <summary>The fingerprint of a millisecond: it needs the atoms and nothing else.</summary>
    private const string Kind = "kinetic";

    private const int Neighbours = 6;

    /// <summary>
    /// Which other compounds are like rutile, like a cubic perovskite, like zinc-blende?
    /// </summary>
    private static readonly (string Id, string Where)[] Asked =
    [
        ("mp-2657", "formula != TiO2 and nsites = 6"),
        ("mp-5229", "nelements = 3 and formula != SrTiO3"),
        ("mp-830", "nelements = 2 and formula != GaN"),
    ];

    public static string[] Inputs(string database)
    {
        string families = Path.Combine(database, "polymorphs", "mp_families.jsonl.gz");
        return
        [
            .. PolymorphSurvey.Files(database),
            .. System.IO.File.Exists(families) ? [families] : Array.Empty<string>(),
        ];
    }

    /// <param name="file">Made, or completed where an earlier demo began it.</param>
    /// <param name="finished">Called after each material.</param>
    /// <exception cref="VerbException"/>
    public static DatabaseSurvey Build(
        string file,
        string[] inputs,
        int expected,
        int threads,
        Action finished,
        CancellationToken cancellation)
    {
        using ICatalogStore store = DatabaseOption.Open(file, CatalogAccess.Create);
        return DatabaseOption.Guard(() =>
        {
            var import = new CatalogImport(
                store,
                KindOptions.Parse([Kind], []),
                new ImportOptions { Threads = threads });
            ImportSummary summary = import.Run(
                MaterialInputs.Of(inputs, null, threads, cancellation),
                expected,
                finished,
                cancellation);
            return new DatabaseSurvey(
                file,
                summary,
                store.Count().Materials,
                Ask(store, threads, cancellation));
        });
    }

    private static ImmutableArray<DemoQuery> Ask(
        ICatalogStore store, int threads, CancellationToken cancellation)
    {
        if (store.Sets().Count == 0)
        {
            return [];
        }

        FingerprintSet set = store.Sets().Single(set => set.Kind == Kind);
        var vectors = CatalogVectors.Open(store, set, DerivedFolder.Of(store), cancellation);
        using var search = new NeighbourSearch(
            store, vectors, new ExactIndex(vectors.Rows, SearchMetric.Euclidean), isExact: true);
        var options = new SearchOptions
        {
            Count = Neighbours,
            Threads = threads,
            CancellationToken = cancellation,
        };
        return
        [
            .. from asked in Asked
               let material = store.Find(asked.Id)
               let own = store.Vector(set, asked.Id)
               where own is not null
               select new DemoQuery(
                   asked.Id,
                   material.Formula ?? "",
                   asked.Where,
                   [
                       .. search
                           .Nearest(
                               own.Lanes, options, FilterParser.Parse(asked.Where), asked.Id)
                           .Select(hit => HitOf(store, hit)),
                   ]),
        ];
    }

    private static DemoHit HitOf(ICatalogStore store, CatalogHit hit)
    {
        Material material = store.Find(hit.Id)!;
        return new DemoHit(hit.Id, material.Formula ?? "", material.SpaceGroup, hit.Value);
    }
}
