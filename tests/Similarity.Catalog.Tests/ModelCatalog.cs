namespace Similarity.Catalog.Tests;

/// <summary>What a catalog holds after entries were written, said as plainly as possible.</summary>
internal sealed class ModelCatalog
{
    private readonly SortedDictionary<string, Held> materials = new(IdOrder.Instance);

    public void Write(CatalogEntry entry)
    {
        materials.TryGetValue(entry.Material.Id, out Held? old);
        bool isSameInput = old?.Material.InputHash == entry.Material.InputHash;
        var held = new Held(
            entry.Material, entry.Documents, isSameInput ? old!.Vectors : [],
            isSameInput ? old!.Failures : []);
        foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
        {
            held.Vectors[set.Identity] = (set, vector);
            held.Failures.Remove(set.Identity);
        }

        foreach ((FingerprintSet set, StoredFailure failure) in entry.Failures)
        {
            held.Failures[set.Identity] = (set, failure);
            held.Vectors.Remove(set.Identity);
        }

        materials[entry.Material.Id] = held;
    }

    public void Delete(string id) => materials.Remove(id);

    /// <summary>As <see cref="CatalogText"/> writes a store of the same content.</summary>
    public string[] Text()
    {
        var lines = new List<string>();
        foreach (Held held in materials.Values)
        {
            lines.Add(CatalogText.Of(held.Material));
            lines.AddRange(held.Documents
                .OrderBy(document => document.Kind)
                .Select(document => CatalogText.Of(held.Material.Id, document)));
        }

        FingerprintSet[] sets =
        [
            .. materials.Values
                .SelectMany(held => held.Vectors.Values.Select(pair => pair.Set)
                    .Concat(held.Failures.Values.Select(pair => pair.Set)))
                .DistinctBy(set => set.Identity)
                .OrderBy(set => set.Identity, IdOrder.Instance),
        ];
        foreach (FingerprintSet set in sets)
        {
            lines.Add(CatalogText.Of(set));
            lines.AddRange(
                from held in materials.Values
                where held.Vectors.ContainsKey(set.Identity)
                select CatalogText.Of(set, held.Vectors[set.Identity].Vector));
            lines.AddRange(
                from held in materials.Values
                where held.Failures.ContainsKey(set.Identity)
                select CatalogText.Of(set, held.Failures[set.Identity].Failure));
        }

        return [.. lines];
    }

    private sealed record Held(
        Material Material,
        IReadOnlyList<CatalogDocument> Documents,
        Dictionary<string, (FingerprintSet Set, StoredVector Vector)> Vectors,
        Dictionary<string, (FingerprintSet Set, StoredFailure Failure)> Failures);
}
