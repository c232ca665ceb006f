using System.Collections.Immutable;

namespace Similarity.Catalog.Operations;

/// <summary>A catalog as the entries that would write it, ordered by id.</summary>
public static class CatalogEntries
{
    /// <summary>
    /// Materials are of one moment; what belongs to one is of the moment at which it is reached.
    /// </summary>
    public static IEnumerable<CatalogEntry> Of(
        ICatalogStore store, CancellationToken cancellation = default) =>
        Of(store, store.Sets(), cancellation);

    /// <param name="sets">Whose vectors and failures the entries have.</param>
    public static IEnumerable<CatalogEntry> Of(
        ICatalogStore store,
        IReadOnlyList<FingerprintSet> sets,
        CancellationToken cancellation = default)
    {
        var failures = new FailureWalk[sets.Count];
        try
        {
            for (int i = 0; i < failures.Length; i++)
            {
                failures[i] = new FailureWalk(store.Failures(sets[i]));
            }

            foreach (Material material in store.Materials())
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Entry(store, sets, failures, material);
            }
        }
        finally
        {
            foreach (FailureWalk? walk in failures)
            {
                walk?.Dispose();
            }
        }
    }

    /// <summary>All that a store has of a material; null where it has none.</summary>
    public static CatalogEntry? Find(
        ICatalogStore store, IReadOnlyList<FingerprintSet> sets, string id)
    {
        if (store.Find(id) is not { } material)
        {
            return null;
        }

        return new CatalogEntry(material)
        {
            Documents = [.. store.Documents(id)],
            Vectors = Vectors(store, sets, material),
            Failures =
            [
                .. sets.Select(set => (Set: set, Failure: store.Failure(set, id)))
                    .Where(pair => pair.Failure?.InputHash == material.InputHash)
                    .Select(pair => (pair.Set, pair.Failure!)),
            ],
        };
    }

    private static CatalogEntry Entry(
        ICatalogStore store,
        IReadOnlyList<FingerprintSet> sets,
        FailureWalk[] failures,
        Material material)
    {
        var failed = ImmutableArray.CreateBuilder<(FingerprintSet, StoredFailure)>();
        for (int i = 0; i < failures.Length; i++)
        {
            // Of another input it is of a version of the material that was replaced meanwhile.
            if (failures[i].AdvanceTo(material.Id) is { } failure
                && failure.InputHash == material.InputHash)
            {
                failed.Add((sets[i], failure));
            }
        }

        return new CatalogEntry(material)
        {
            Documents = [.. store.Documents(material.Id)],
            Vectors = Vectors(store, [.. sets.Where(set => IsFree(set, failed))], material),
            Failures = failed.ToImmutable(),
        };
    }

    private static bool IsFree(
        FingerprintSet set, IEnumerable<(FingerprintSet Set, StoredFailure Failure)> failed) =>
        failed.All(pair => pair.Set.Identity != set.Identity);

    private static ImmutableArray<(FingerprintSet Set, StoredVector Vector)> Vectors(
        ICatalogStore store, IReadOnlyList<FingerprintSet> sets, Material material)
    {
        var vectors = ImmutableArray.CreateBuilder<(FingerprintSet, StoredVector)>();
        foreach (FingerprintSet set in sets)
        {
            if (store.Vector(set, material.Id) is { } vector
                && vector.InputHash == material.InputHash)
            {
                vectors.Add((set, vector));
            }
        }

        return vectors.ToImmutable();
    }

    /// <summary>The failures of a set, walked beside the materials.</summary>
    private sealed class FailureWalk(IEnumerable<StoredFailure> failures) : IDisposable
    {
        private readonly IEnumerator<StoredFailure> walk = failures.GetEnumerator();
        private bool isStarted;
        private bool isOver;

        public StoredFailure? AdvanceTo(string id)
        {
            if (!isStarted)
            {
                isStarted = true;
                isOver = !walk.MoveNext();
            }

            while (!isOver && IdComparer.Instance.Compare(walk.Current.MaterialId, id) < 0)
            {
                isOver = !walk.MoveNext();
            }

            return !isOver && walk.Current.MaterialId == id ? walk.Current : null;
        }

        public void Dispose() => walk.Dispose();
    }
}
