using Similarity.Learning.Validation;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// The entries of one composition, all stretched to one volume per atom (the median of theirs), and
/// those among them, or beside them, that are known by a name.
/// </summary>
/// <param name="Named">Measured ones too, which are no entries and so nobody's neighbours.</param>
internal sealed record PolymorphFamily(
    string Composition, PolymorphEntry[] Named, PolymorphEntry[] Entries)
{
    /// <summary>
    /// Families in which a named polymorph has another entry of its space group; in the rest there
    /// is nothing to find.
    /// </summary>
    /// <param name="mostAtoms">Entries of larger primitive cells are left out.</param>
    public static PolymorphFamily[] ReadAll(int mostAtoms = int.MaxValue)
    {
        ILookup<string, PolymorphEntry> named = PolymorphEntry.ReadNamed()
            .Where(entry => entry.Atoms <= mostAtoms)
            .ToLookup(entry => entry.Family);
        return
        [
            .. PolymorphEntry.ReadFamilies()
                .Where(entry => entry.Atoms <= mostAtoms)
                .GroupBy(entry => entry.Family)
                .Select(group => AtOneVolume(group.Key, [.. named[group.Key]], [.. group]))
                .Where(family => family.Named.Any(entry => family.Others(entry).Any(
                    other => PolymorphIdentity.ShareGroup(entry, other))))
                .OrderBy(family => family.Entries.Sum(entry => Math.Pow(entry.Atoms, 3))),
        ];
    }

    public IEnumerable<PolymorphEntry> Measured => Named.Where(entry => entry.MpId is null);

    /// <summary>All entries but the named one itself.</summary>
    public IEnumerable<PolymorphEntry> Others(PolymorphEntry named) =>
        Entries.Where(entry => entry.MpId != named.MpId);

    private static PolymorphFamily AtOneVolume(
        string composition, PolymorphEntry[] named, PolymorphEntry[] entries)
    {
        double volume = Quantiles.Median([.. entries.Select(entry => entry.VolumePerAtom)]);
        return new(
            composition,
            [.. named.Select(entry => entry.Scaled(volume))],
            [.. entries.Select(entry => entry.Scaled(volume))]);
    }
}
