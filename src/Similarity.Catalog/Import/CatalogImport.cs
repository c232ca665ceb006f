using System.Collections.Immutable;
using System.Diagnostics;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Records;
using Similarity.Fingerprints;
using Similarity.Numerics.Threading;

namespace Similarity.Catalog.Import;

/// <summary>
/// Brings materials and their fingerprints into a catalog. What is there already, of the same
/// input, is left as it is; so an import that was stopped goes on where it stopped, and one that
/// was not does nothing the second time. The catalog is the same for any number of threads.
/// </summary>
public sealed class CatalogImport
{
    private readonly ICatalogStore store;
    private readonly ImmutableArray<ImportKind> kinds;
    private readonly ImportOptions options;
    private readonly Dictionary<string, FingerprintSet> sets;
    private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);
    private readonly List<CatalogEntry> batch = [];
    private readonly List<ImportFailure> failed = [];
    private readonly SortedDictionary<string, int> warnings = new(StringComparer.Ordinal);
    private long batchStart = Stopwatch.GetTimestamp();
    private int added;
    private int skipped;

    public CatalogImport(
        ICatalogStore store, IEnumerable<ImportKind> kinds, ImportOptions? options = null)
    {
        this.store = store;
        this.kinds = [.. kinds];
        this.options = options ?? new ImportOptions();
        sets = store.Sets().ToDictionary(set => set.Identity, StringComparer.Ordinal);

        // Failures are recorded in a set that has no vector yet.
        foreach (FingerprintSet set in this.kinds
            .Select(kind => VectorCodec.SetOf(kind.Recipe)).OfType<FingerprintSet>())
        {
            sets.TryAdd(set.Identity, set);
        }
    }

    /// <summary>Called once; what was written before a cancellation stays.</summary>
    /// <param name="expected">How many items there will be.</param>
    /// <param name="finished">Called after each item.</param>
    /// <exception cref="OperationCanceledException"/>
    /// <exception cref="CatalogException"/>
    public ImportSummary Run(
        IEnumerable<ImportItem> items,
        int expected,
        Action finished,
        CancellationToken cancellation = default)
    {
        int each = Math.Max(1, options.Threads / Math.Max(1, expected));
        IEnumerable<ImportResult?> results = OrderedParallel.Select(
            items.Select(PlanOf),
            (plan, token) => plan?.Execute(each, token),
            options.Threads,
            cancellation);
        try
        {
            foreach (ImportResult? result in results)
            {
                if (result is not null)
                {
                    Take(result);
                }

                finished();
            }
        }
        catch (OperationCanceledException)
        {
            // What is complete need not be computed again.
            Flush();
            throw;
        }

        Flush();
        return new ImportSummary(
            added,
            skipped,
            [.. failed],
            [
                .. warnings.OrderByDescending(pair => pair.Value).Select(pair =>
                    pair.Value == 1 ? pair.Key : $"{pair.Value} materials: {pair.Key}"),
            ]);
    }

    /// <summary>What to do for an item; null where there is nothing to do.</summary>
    private ImportPlan? PlanOf(ImportItem item)
    {
        if (item.Subject is not { } subject)
        {
            failed.Add(new ImportFailure(item.Id, null, item.Failure!));
            return null;
        }

        string hash = item.InputHash ?? InputHash.Of(subject);
        if (!seen.TryAdd(item.Id, hash))
        {
            if (seen[item.Id] == hash)
            {
                skipped++;
            }
            else
            {
                failed.Add(new ImportFailure(
                    item.Id,
                    null,
                    "another input before it has the same id; the first is kept, --id-by path "
                    + "tells files of one name apart"));
            }

            return null;
        }

        Material? known = store.Find(item.Id);
        if (!options.Replace && known is not null && known.InputHash != hash)
        {
            failed.Add(new ImportFailure(item.Id, null, ImportFailure.IdIsTaken));
            return null;
        }

        var missing = ImmutableArray.CreateBuilder<ImportKind>();
        var kept = ImmutableArray.CreateBuilder<ImportFailure>();
        foreach (ImportKind kind in kinds)
        {
            if (KeptFailure(kind, item.Id, hash) is { } failure)
            {
                kept.Add(new ImportFailure(item.Id, kind.Recipe.Kind, failure.Reason));
            }
            else if (!HasVector(kind, item.Id, hash))
            {
                missing.Add(kind);
            }
        }

        failed.AddRange(kept);
        var plan = new ImportPlan(
            item,
            hash,
            missing.ToImmutable(),
            known is null || !ImportedMaterial.IsUpToDate(known, item, hash),
            kept.ToImmutable());
        if (!plan.IsDone)
        {
            return plan;
        }

        skipped++;
        return null;
    }

    private StoredFailure? KeptFailure(ImportKind kind, string id, string hash) =>
        options.KeepFailures
        && SetOf(kind) is { } set
        && store.Failure(set, id) is { } failure
        && failure.InputHash == hash
            ? failure
            : null;

    private bool HasVector(ImportKind kind, string id, string hash) =>
        SetOf(kind) is { } set
        && store.Vector(set, id) is { } vector
        && vector.InputHash == hash
        && (!options.Refresh || vector.ProgramVersion == Fingerprint.CurrentProgramVersion);

    /// <summary>Null where each spectrum decides on its set.</summary>
    private FingerprintSet? SetOf(ImportKind kind) =>
        sets.GetValueOrDefault(FingerprintSet.IdentityOf(kind.Recipe));

    private void Take(ImportResult result)
    {
        Material material = result.Material;
        var entry = new CatalogEntry(material) { Documents = result.Documents };
        if (EntryRules.FaultOf(entry with { Vectors = result.Vectors }) is { } fault)
        {
            // One material that no catalog can hold does not stop the others.
            failed.Add(new ImportFailure(material.Id, null, fault));
            return;
        }

        var vectors = ImmutableArray.CreateBuilder<(FingerprintSet, StoredVector)>();
        foreach ((FingerprintSet set, StoredVector vector) in result.Vectors)
        {
            vectors.Add((Known(set, material.Id), vector));
            foreach (string warning in vector.Warnings)
            {
                warnings[warning] = warnings.GetValueOrDefault(warning) + 1;
            }
        }

        var failures = ImmutableArray.CreateBuilder<(FingerprintSet, StoredFailure)>();
        foreach ((ImportKind kind, string reason) in result.Failures)
        {
            failed.Add(new ImportFailure(material.Id, kind.Recipe.Kind, reason));
            var failure = new StoredFailure(
                material.Id, reason, material.InputHash, material.ProgramVersion);
            if (SetOf(kind) is { } set && store.Failure(set, material.Id) != failure)
            {
                failures.Add((set, failure));
            }
        }

        bool isNew = result.Plan.WritesMaterial || vectors.Count > 0;
        added += isNew ? 1 : 0;
        if (isNew || failures.Count > 0)
        {
            Add(entry with
            {
                Vectors = vectors.ToImmutable(),
                Failures = failures.ToImmutable(),
            });
        }
    }

    /// <summary>The set as the catalog has it.</summary>
    private FingerprintSet Known(FingerprintSet set, string id)
    {
        if (!sets.TryGetValue(set.Identity, out FingerprintSet? known))
        {
            sets.Add(set.Identity, set);
            return set;
        }

        return known.Lanes == set.Lanes && known.Encoding == set.Encoding
            ? known
            : throw new CatalogException(
                CatalogFault.Invalid,
                store.Location,
                $"{id}: a fingerprint {set.Identity} has {set.Lanes} lanes of {set.Encoding}; "
                + $"those there have {known.Lanes} of {known.Encoding}");
    }

    private void Add(CatalogEntry entry)
    {
        batch.Add(entry);
        if (batch.Count >= options.BatchSize
            || Stopwatch.GetElapsedTime(batchStart) >= options.BatchTime)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (batch.Count > 0)
        {
            store.Write(batch);
            batch.Clear();
        }

        batchStart = Stopwatch.GetTimestamp();
    }
}
