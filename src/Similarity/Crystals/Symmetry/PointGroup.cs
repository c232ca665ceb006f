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

/// <summary>One of the 32 crystallographic point groups, named as in the International Tables.</summary>
public sealed record PointGroup
{
    /// <summary>How many rotations of each <see cref="Order"/> a group has, in the order of the tables.</summary>
    private static readonly FrozenDictionary<string, PointGroup> ByCounts = Table()
        .ToFrozenDictionary(group => group.counts, StringComparer.Ordinal);

    private readonly string counts;

    private PointGroup(string symbol, CrystalSystem system, string counts)
    {
        Symbol = symbol;
        System = system;
        this.counts = counts;
    }

    /// <summary>Hermann–Mauguin symbol, e.g. "m-3m".</summary>
    public string Symbol { get; }

    public CrystalSystem System { get; }

    /// <summary>The point group of a group of rotations (repeats count once); the number of rotations of each kind names it.</summary>
    public static PointGroup Of(IEnumerable<IntegerMatrix3D> rotations)
    {
        int[] counts = new int[10];
        foreach (IntegerMatrix3D rotation in rotations.Distinct())
        {
            counts[Order(rotation) switch { < 0 and int n => n == -6 ? 0 : n + 5, 6 => 9, int n => n + 4 }]++;
        }

        string key = string.Join(' ', counts);
        return ByCounts.TryGetValue(key, out PointGroup? group)
            ? group
            : throw new ArgumentException($"no point group has the rotation counts {key} (-6 -4 -3 m -1 1 2 3 4 6)");
    }

    /// <summary>1, 2, 3, 4, 6 for a rotation by 2π/n; −n for the same followed by inversion (−2 is a mirror).</summary>
    public static int Order(IntegerMatrix3D rotation)
    {
        int det = rotation.Determinant;
        int order = (det * rotation.Trace) switch { 3 => 1, -1 => 2, 0 => 3, 1 => 4, 2 => 6, _ => 0 };
        return order != 0 && det is 1 or -1
            ? det * order
            : throw new ArgumentException($"{rotation} is not a crystallographic rotation");
    }

    private static PointGroup[] Table() =>
    [
        //                                          -6 -4 -3  m -1 1 2 3 4 6
        new("1", CrystalSystem.Triclinic,           "0 0 0 0 0 1 0 0 0 0"),
        new("-1", CrystalSystem.Triclinic,          "0 0 0 0 1 1 0 0 0 0"),
        new("2", CrystalSystem.Monoclinic,          "0 0 0 0 0 1 1 0 0 0"),
        new("m", CrystalSystem.Monoclinic,          "0 0 0 1 0 1 0 0 0 0"),
        new("2/m", CrystalSystem.Monoclinic,        "0 0 0 1 1 1 1 0 0 0"),
        new("222", CrystalSystem.Orthorhombic,      "0 0 0 0 0 1 3 0 0 0"),
        new("mm2", CrystalSystem.Orthorhombic,      "0 0 0 2 0 1 1 0 0 0"),
        new("mmm", CrystalSystem.Orthorhombic,      "0 0 0 3 1 1 3 0 0 0"),
        new("4", CrystalSystem.Tetragonal,          "0 0 0 0 0 1 1 0 2 0"),
        new("-4", CrystalSystem.Tetragonal,         "0 2 0 0 0 1 1 0 0 0"),
        new("4/m", CrystalSystem.Tetragonal,        "0 2 0 1 1 1 1 0 2 0"),
        new("422", CrystalSystem.Tetragonal,        "0 0 0 0 0 1 5 0 2 0"),
        new("4mm", CrystalSystem.Tetragonal,        "0 0 0 4 0 1 1 0 2 0"),
        new("-42m", CrystalSystem.Tetragonal,       "0 2 0 2 0 1 3 0 0 0"),
        new("4/mmm", CrystalSystem.Tetragonal,      "0 2 0 5 1 1 5 0 2 0"),
        new("3", CrystalSystem.Trigonal,            "0 0 0 0 0 1 0 2 0 0"),
        new("-3", CrystalSystem.Trigonal,           "0 0 2 0 1 1 0 2 0 0"),
        new("32", CrystalSystem.Trigonal,           "0 0 0 0 0 1 3 2 0 0"),
        new("3m", CrystalSystem.Trigonal,           "0 0 0 3 0 1 0 2 0 0"),
        new("-3m", CrystalSystem.Trigonal,          "0 0 2 3 1 1 3 2 0 0"),
        new("6", CrystalSystem.Hexagonal,           "0 0 0 0 0 1 1 2 0 2"),
        new("-6", CrystalSystem.Hexagonal,          "2 0 0 1 0 1 0 2 0 0"),
        new("6/m", CrystalSystem.Hexagonal,         "2 0 2 1 1 1 1 2 0 2"),
        new("622", CrystalSystem.Hexagonal,         "0 0 0 0 0 1 7 2 0 2"),
        new("6mm", CrystalSystem.Hexagonal,         "0 0 0 6 0 1 1 2 0 2"),
        new("-6m2", CrystalSystem.Hexagonal,        "2 0 0 4 0 1 3 2 0 0"),
        new("6/mmm", CrystalSystem.Hexagonal,       "2 0 2 7 1 1 7 2 0 2"),
        new("23", CrystalSystem.Cubic,              "0 0 0 0 0 1 3 8 0 0"),
        new("m-3", CrystalSystem.Cubic,             "0 0 8 3 1 1 3 8 0 0"),
        new("432", CrystalSystem.Cubic,             "0 0 0 0 0 1 9 8 6 0"),
        new("-43m", CrystalSystem.Cubic,            "0 6 0 6 0 1 3 8 0 0"),
        new("m-3m", CrystalSystem.Cubic,            "0 6 8 9 1 1 9 8 6 0"),
    ];
}
