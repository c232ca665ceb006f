using System.Collections.Frozen;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>The seven crystal systems; trigonal groups are those with one threefold axis.</summary>
public enum CrystalSystem
{
    Triclinic,
    Monoclinic,
    Orthorhombic,
    Tetragonal,
    Trigonal,
    Hexagonal,
    Cubic,
}

/// <summary>
/// One of the 32 crystallographic point groups, named as in the International Tables.
/// </summary>
public sealed record PointGroup
{
    /// <summary>The values of <see cref="Order"/>, as rotations are counted.</summary>
    private static readonly int[] Orders = [-6, -4, -3, -2, -1, 1, 2, 3, 4, 6];

    private static readonly FrozenDictionary<string, PointGroup> ByCounts = Table()
        .ToFrozenDictionary(group => group.counts, StringComparer.Ordinal);

    private readonly string counts;

    private PointGroup(
        string symbol, CrystalSystem system, int firstNumber, int lastNumber, string counts)
    {
        Symbol = symbol;
        CrystalSystem = system;
        SpaceGroups = (firstNumber, lastNumber);
        this.counts = counts;
    }

    /// <summary>Hermann–Mauguin symbol, e.g. "m-3m".</summary>
    public string Symbol { get; }

    public CrystalSystem CrystalSystem { get; }

    /// <summary>The first and last number of its space groups, which follow one another.</summary>
    public (int First, int Last) SpaceGroups { get; }

    /// <summary>
    /// The point group of a group of rotations (repeats count once). How many of each order there
    /// are tells the 32 groups apart.
    /// </summary>
    public static PointGroup Of(IEnumerable<IntegerMatrix3D> rotations)
    {
        int[] counts = new int[Orders.Length];
        foreach (IntegerMatrix3D rotation in rotations.Distinct())
        {
            counts[Array.IndexOf(Orders, Order(rotation))]++;
        }

        string key = string.Join(' ', counts);
        return ByCounts.TryGetValue(key, out PointGroup? group)
            ? group
            : throw new ArgumentException(
                $"no point group has {key} rotations of the orders {string.Join(' ', Orders)}");
    }

    /// <summary>
    /// n = 1, 2, 3, 4, 6 for a rotation by 2π/n; −n for it followed by inversion (−2 is a mirror).
    /// </summary>
    public static int Order(IntegerMatrix3D rotation)
    {
        int det = rotation.Determinant;

        // The trace of a rotation by φ is 1 + 2 cos φ in any basis.
        int order = (det * rotation.Trace) switch
        {
            3 => 1,
            -1 => 2,
            0 => 3,
            1 => 4,
            2 => 6,
            _ => 0,
        };
        return order != 0 && det is 1 or -1
            ? det * order
            : throw new ArgumentException($"{rotation} is not a crystallographic rotation");
    }

    private static PointGroup[] Table() =>
    [
        // First and last space group, then the numbers of -6 -4 -3 -2 -1 1 2 3 4 6:
        new("1", CrystalSystem.Triclinic, 1, 1, "0 0 0 0 0 1 0 0 0 0"),
        new("-1", CrystalSystem.Triclinic, 2, 2, "0 0 0 0 1 1 0 0 0 0"),
        new("2", CrystalSystem.Monoclinic, 3, 5, "0 0 0 0 0 1 1 0 0 0"),
        new("m", CrystalSystem.Monoclinic, 6, 9, "0 0 0 1 0 1 0 0 0 0"),
        new("2/m", CrystalSystem.Monoclinic, 10, 15, "0 0 0 1 1 1 1 0 0 0"),
        new("222", CrystalSystem.Orthorhombic, 16, 24, "0 0 0 0 0 1 3 0 0 0"),
        new("mm2", CrystalSystem.Orthorhombic, 25, 46, "0 0 0 2 0 1 1 0 0 0"),
        new("mmm", CrystalSystem.Orthorhombic, 47, 74, "0 0 0 3 1 1 3 0 0 0"),
        new("4", CrystalSystem.Tetragonal, 75, 80, "0 0 0 0 0 1 1 0 2 0"),
        new("-4", CrystalSystem.Tetragonal, 81, 82, "0 2 0 0 0 1 1 0 0 0"),
        new("4/m", CrystalSystem.Tetragonal, 83, 88, "0 2 0 1 1 1 1 0 2 0"),
        new("422", CrystalSystem.Tetragonal, 89, 98, "0 0 0 0 0 1 5 0 2 0"),
        new("4mm", CrystalSystem.Tetragonal, 99, 110, "0 0 0 4 0 1 1 0 2 0"),
        new("-42m", CrystalSystem.Tetragonal, 111, 122, "0 2 0 2 0 1 3 0 0 0"),
        new("4/mmm", CrystalSystem.Tetragonal, 123, 142, "0 2 0 5 1 1 5 0 2 0"),
        new("3", CrystalSystem.Trigonal, 143, 146, "0 0 0 0 0 1 0 2 0 0"),
        new("-3", CrystalSystem.Trigonal, 147, 148, "0 0 2 0 1 1 0 2 0 0"),
        new("32", CrystalSystem.Trigonal, 149, 155, "0 0 0 0 0 1 3 2 0 0"),
        new("3m", CrystalSystem.Trigonal, 156, 161, "0 0 0 3 0 1 0 2 0 0"),
        new("-3m", CrystalSystem.Trigonal, 162, 167, "0 0 2 3 1 1 3 2 0 0"),
        new("6", CrystalSystem.Hexagonal, 168, 173, "0 0 0 0 0 1 1 2 0 2"),
        new("-6", CrystalSystem.Hexagonal, 174, 174, "2 0 0 1 0 1 0 2 0 0"),
        new("6/m", CrystalSystem.Hexagonal, 175, 176, "2 0 2 1 1 1 1 2 0 2"),
        new("622", CrystalSystem.Hexagonal, 177, 182, "0 0 0 0 0 1 7 2 0 2"),
        new("6mm", CrystalSystem.Hexagonal, 183, 186, "0 0 0 6 0 1 1 2 0 2"),
        new("-6m2", CrystalSystem.Hexagonal, 187, 190, "2 0 0 4 0 1 3 2 0 0"),
        new("6/mmm", CrystalSystem.Hexagonal, 191, 194, "2 0 2 7 1 1 7 2 0 2"),
        new("23", CrystalSystem.Cubic, 195, 199, "0 0 0 0 0 1 3 8 0 0"),
        new("m-3", CrystalSystem.Cubic, 200, 206, "0 0 8 3 1 1 3 8 0 0"),
        new("432", CrystalSystem.Cubic, 207, 214, "0 0 0 0 0 1 9 8 6 0"),
        new("-43m", CrystalSystem.Cubic, 215, 220, "0 6 0 6 0 1 3 8 0 0"),
        new("m-3m", CrystalSystem.Cubic, 221, 230, "0 6 8 9 1 1 9 8 6 0"),
    ];
}
