using System.Collections.Frozen;
using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// A catalog at one moment: what its materials say is in memory, about a kilobyte each, so that
/// lists, filters and maps ask no database.
/// </summary>
internal sealed class CatalogView
{
    private readonly FrozenDictionary<string, int> indexes;

    private CatalogView(
        string engine,
        string location,
        CatalogVersion version,
        ImmutableArray<Material> materials,
        ImmutableArray<NamedSet> sets)
    {
        Engine = engine;
        Location = location;
        Version = version;
        Tag = version.Tag;
        Materials = materials;
        Sets = sets;
        indexes = materials.Select((material, i) => KeyValuePair.Create(material.Id, i))
            .ToFrozenDictionary(StringComparer.Ordinal);
        Properties = PropertySummary.Of(materials);
        Selections = new Selections(this);
    }

    public string Engine { get; }

    public string Location { get; }

    public CatalogVersion Version { get; }

    public string Tag { get; }

    /// <summary>Ordered by id.</summary>
    public ImmutableArray<Material> Materials { get; }

    public ImmutableArray<NamedSet> Sets { get; }

    /// <summary>Built-in ones and the users', by name.</summary>
    public ImmutableArray<PropertySummary> Properties { get; }

    public Selections Selections { get; }

    public DateTimeOffset ReadAt { get; } = TimeProvider.System.GetUtcNow();

    public static CatalogView Read(ICatalogStore store, FileStamp stamp)
    {
        var version = CatalogVersion.Of(store, stamp);
        ImmutableArray<Material> materials = [.. store.Materials()];
        return new CatalogView(
            store.Engine,
            store.Location,
            version,
            materials,
            [
                .. SetNames.Of(store.Sets()).Select(named =>
                    new NamedSet(named.Name, named.Set, store.Count(named.Set))),
            ]);
    }

    /// <summary>Null where there is none of an id.</summary>
    public int? IndexOf(string id) => indexes.TryGetValue(id, out int index)
        || indexes.TryGetValue(WithSlashes(id), out index) ? index : null;

    /// <exception cref="RequestException">There is none of this id.</exception>
    public Material Find(string id) => IndexOf(id) is { } index
        ? Materials[index]
        : throw RequestException.Absent("the database has no material of this id");

    /// <summary>In a route the server leaves %2F as it is.</summary>
    private static string WithSlashes(string id) =>
        id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <param name="name">Null for the first that materials have.</param>
    /// <exception cref="RequestException">There are none of this name.</exception>
    public NamedSet SetOf(string? name)
    {
        if (Sets.IsEmpty)
        {
            throw RequestException.Absent(
                "the database holds no fingerprints; `similarity build` makes them");
        }

        return name is null
            ? Sets.MaxBy(set => set.Counts.Vectors)!
            : Sets.FirstOrDefault(set => set.Name == name)
                ?? throw RequestException.Absent(
                    "kind: the database has no such fingerprints; it has "
                    + string.Join(", ", Sets.Select(set => set.Name)));
    }
}

/// <param name="Name">Unique in its catalog.</param>
internal sealed record NamedSet(string Name, FingerprintSet Set, SetCounts Counts);
