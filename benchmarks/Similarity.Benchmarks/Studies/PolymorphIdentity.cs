namespace Similarity.Benchmarks.Studies;

/// <summary>
/// When two entries of a family are the same polymorph: of one space group (enantiomorphs as one),
/// as many atoms in the primitive cell, and, at one volume per atom, the same neighbours at about
/// the same distances. The space group alone takes all 4H, 6H, 8H … for 2H, and lonsdaleite for
/// graphite.
/// </summary>
internal static class PolymorphIdentity
{
    /// <summary>
    /// Of the mean distances to the sixty nearest neighbours, relative. Pairs of one space group
    /// and as many atoms differ by at most 0.034, or by 0.061 and more; 0.071 are two different
    /// stackings of ZnS.
    /// </summary>
    private const double LargestDifference = 0.05;

    private const int Neighbors = 60;

    // Measured beside calculated: the functional leaves graphite's layers 18 % too far apart, and
    // the measurement of zincite (u = 0.345) puts the oxygen 0.2 Å off.
    private static readonly (string Measured, string Calculated)[] Twins =
        [("cod_C-Graphite", "mp-48"), ("cod_ZnO-Zincite", "mp-2133")];

    public static bool AreSame(PolymorphEntry named, PolymorphEntry other) =>
        (ShareGroup(named, other)
            && named.Atoms == other.Atoms
            && Difference(named, other) < LargestDifference)
        || Twins.Contains((named.Name, other.MpId ?? ""));

    /// <summary>
    /// A copy that a calculation left slightly distorted has the group at the wider tolerance only.
    /// </summary>
    public static bool ShareGroup(PolymorphEntry a, PolymorphEntry b) =>
        a.SpaceGroup == b.SpaceGroup || a.SpaceGroup == b.LooseSpaceGroup;

    private static double Difference(PolymorphEntry a, PolymorphEntry b) =>
        GeometryBaselines.SortedDistances(a.Crystal, Neighbors)
            .Zip(GeometryBaselines.SortedDistances(b.Crystal, Neighbors))
            .Max(pair => Math.Abs(pair.First / pair.Second - 1));
}
