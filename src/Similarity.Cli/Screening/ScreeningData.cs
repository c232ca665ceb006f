using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.Learning;
using Similarity.Numerics.Threading;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>The materials of a database whose label and features are all known.</summary>
/// <param name="Tables">One for each plan, of the same materials in the order of their ids.</param>
/// <param name="Unlabelled">Materials without a label.</param>
/// <param name="Incomplete">Materials with a label, but without all features.</param>
internal sealed record ScreeningData(
    ImmutableArray<ScreeningTable> Tables, int Unlabelled, int Incomplete)
{
    /// <exception cref="VerbException">No split leaves both classes on either side.</exception>
    public void RequireASplit(string location)
    {
        ScreeningTable first = Tables[0];
        if (first.Positives < 2 || first.Count - first.Positives < 2)
        {
            throw VerbException.NoResult(
                $"{location}: {first.Positives} of {first.Count} materials are conductors; to "
                + "learn takes two of either kind");
        }
    }

    /// <exception cref="VerbException">There is nothing to learn from.</exception>
    public static ScreeningData Read(
        ICatalogStore store,
        IReadOnlyList<FeaturePlan> plans,
        LabelOptions.MaterialLabels labels,
        Filter? filter,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        List<(string Id, string Formula, bool Label)> known = [];
        int unlabelled = 0;
        foreach (Material material in store.Materials(filter))
        {
            cancellation.ThrowIfCancellationRequested();
            if (labels.Of(store, material) is { } label)
            {
                known.Add((material.Id, material.Formula ?? "", label));
            }
            else
            {
                unlabelled++;
            }
        }

        FeatureBlock[] blocks = [.. plans.SelectMany(plan => plan.Blocks).Distinct()];
        var features = new Dictionary<FeatureBlock, Dictionary<string, float[]>>();
        foreach (FingerprintBlock block in blocks.OfType<FingerprintBlock>())
        {
            features[block] = OfVectors(
                store, block, known.Select(row => row.Id).ToHashSet(StringComparer.Ordinal));
        }

        CrystalBlock[] ofCrystals = [.. blocks.OfType<CrystalBlock>()];
        foreach (CrystalBlock block in ofCrystals)
        {
            features[block] = new Dictionary<string, float[]>(StringComparer.Ordinal);
        }

        (string Id, string Formula, bool Label)[] complete =
        [
            .. known.Where(row => blocks.OfType<FingerprintBlock>()
                .All(block => features[block].ContainsKey(row.Id))),
        ];
        if (ofCrystals.Length > 0)
        {
            complete = AddCrystals(
                store, ofCrystals, complete, features, threads, console, cancellation);
        }

        if (filter is not null && known.Count + unlabelled == 0)
        {
            throw VerbException.Absent(
                $"{store.Location}: --where is true of no material, so there is nothing to learn "
                + "from");
        }

        if (complete.Length == 0)
        {
            throw VerbException.Absent(string.Create(
                CultureInfo.InvariantCulture,
                $"{store.Location}: of {known.Count + unlabelled} materials {known.Count} have a "
                + $"label, and none of these has all the features; labels come with --labels or "
                + $"with build --properties"));
        }

        return new ScreeningData(
            [.. plans.Select(plan => TableOf(plan, complete, features))],
            unlabelled,
            known.Count - complete.Length);
    }

    private static Dictionary<string, float[]> OfVectors(
        ICatalogStore store, FingerprintBlock block, HashSet<string> wanted)
    {
        FingerprintSet set = store.Sets().Single(set =>
            set.Kind == block.Kind && set.Parameters.SequenceEqual(block.Parameters)
            && set.Lanes == block.Length);
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (StoredVector vector in store.Vectors(set))
        {
            if (wanted.Contains(vector.MaterialId))
            {
                float[] features = new float[block.Columns.Length];
                block.Fill(vector.Lanes, features);
                found[vector.MaterialId] = features;
            }
        }

        return found;
    }

    /// <summary>Those that have a structure, with what their structures say.</summary>
    private static (string Id, string Formula, bool Label)[] AddCrystals(
        ICatalogStore store,
        CrystalBlock[] blocks,
        (string Id, string Formula, bool Label)[] rows,
        Dictionary<FeatureBlock, Dictionary<string, float[]>> features,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        List<(string Id, string Formula, bool Label)> complete = [];
        WorkProgress.Run(console, "structures", rows.Length, 0, finished =>
        {
            // The store is read by this thread alone; decoding and symmetry are the work.
            IEnumerable<((string Id, string Formula, bool Label) Row, CatalogDocument? Document)>
                documents = rows.Select(row => (row, store.Documents(row.Id)
                    .FirstOrDefault(document => document.Kind == DocumentKind.Structure)));
            foreach ((var row, float[][]? own) in OrderedParallel.Select(
                documents,
                (item, _) => (item.Row, item.Document is { } document
                    ? FeaturesOf(StructureCodec.Decode(document, item.Row.Id), blocks)
                    : null),
                threads,
                cancellation))
            {
                if (own is not null)
                {
                    complete.Add(row);
                    for (int i = 0; i < blocks.Length; i++)
                    {
                        features[blocks[i]][row.Id] = own[i];
                    }
                }

                finished();
            }
        });
        return [.. complete];
    }

    private static float[][] FeaturesOf(Crystal crystal, CrystalBlock[] blocks) =>
    [
        .. blocks.Select(block =>
        {
            float[] features = new float[block.Columns.Length];
            block.Fill(crystal, features);
            return features;
        }),
    ];

    private static ScreeningTable TableOf(
        FeaturePlan plan,
        (string Id, string Formula, bool Label)[] rows,
        Dictionary<FeatureBlock, Dictionary<string, float[]>> features)
    {
        float[] values = new float[rows.Length * plan.Columns.Length];
        int column = 0;
        foreach (FeatureBlock block in plan.Blocks)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                float[] own = features[block][rows[row].Id];
                for (int i = 0; i < own.Length; i++)
                {
                    values[(column + i) * rows.Length + row] = own[i];
                }
            }

            column += block.Columns.Length;
        }

        return new ScreeningTable(
            [.. rows.Select(row => row.Id)],
            [.. rows.Select(row => row.Formula)],
            plan.Columns,
            new FeatureMatrix(rows.Length, plan.Columns.Length, values),
            [.. rows.Select(row => row.Label)]);
    }
}
