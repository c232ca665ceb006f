using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;

namespace Similarity.Benchmarks.Studies;

/// <summary>A structure of database/polymorphs.</summary>
/// <param name="MpId">Of the Materials Project; null for an experimental structure.</param>
/// <param name="SpaceGroup">
/// The number, enantiomorphs as one: no distance tells left from right, and no spectrum does.
/// </param>
/// <param name="LooseSpaceGroup">The same, found with positions taken as equal to 0.1 Å.</param>
/// <param name="Atoms">In the primitive cell.</param>
/// <param name="VolumePerAtom">As found, in bohr³.</param>
internal sealed record PolymorphEntry(
    string Name,
    string? MpId,
    string Family,
    Crystal Crystal,
    int SpaceGroup,
    int LooseSpaceGroup,
    int Atoms,
    double VolumePerAtom)
{
    private const string Folder = "database/polymorphs";

    // International Tables A, the 11 pairs of enantiomorphous types: the higher to the lower.
    private static readonly Dictionary<int, int> Enantiomorphs = new()
    {
        [78] = 76,
        [95] = 91,
        [96] = 92,
        [145] = 144,
        [153] = 151,
        [154] = 152,
        [170] = 169,
        [172] = 171,
        [179] = 178,
        [181] = 180,
        [213] = 212,
    };

    /// <summary>The polymorphs known by a name.</summary>
    public static IReadOnlyList<PolymorphEntry> ReadNamed() =>
        [.. File.ReadLines(Path.Combine(Folder, "INDEX.csv")).Skip(1).Select(Named)];

    /// <summary>All entries of the Materials Project, most of them without a name.</summary>
    public static IReadOnlyList<PolymorphEntry> ReadFamilies()
    {
        var source = new FileSource(Path.Combine(Folder, "mp_families.jsonl.gz"));
        using var lines = new StreamReader(source.Open());
        return
        [
            .. JsonLinesFormat.Structures(source).Select(found =>
            {
                Crystal crystal = Primitive(found);
                using var line = JsonDocument.Parse(lines.ReadLine()!);
                JsonElement root = line.RootElement;
                return new PolymorphEntry(
                    found.Name!,
                    found.Name,
                    root.GetProperty("family").GetString()!,
                    crystal,
                    Type(root.GetProperty("spacegroup").GetInt32()),
                    Type(root.GetProperty("spacegroup_symprec0p1").GetInt32()),
                    crystal.Count,
                    crystal.Lattice.Volume / crystal.Count);
            }),
        ];
    }

    /// <summary>Stretched evenly to a volume per atom, in bohr³.</summary>
    public PolymorphEntry Scaled(double volumePerAtom)
    {
        double factor = Math.Cbrt(volumePerAtom * Crystal.Count / Crystal.Lattice.Volume);
        return this with
        {
            Crystal = new Crystal(
                new Lattice(factor * Crystal.Lattice.Vectors), Crystal.Sites.ToArray())
            {
                Name = Crystal.Name,
            },
        };
    }

    private static PolymorphEntry Named(string line)
    {
        // Only the column of remarks is quoted; the numbers stand at fixed places from the end.
        string[] fields = line.Split(',');
        Crystal crystal = Primitive(
            FileFormats.Read(Path.Combine(Folder, fields[0])).Structures.Single());
        int type = Type(int.Parse(fields[^5], CultureInfo.InvariantCulture));
        return new(
            Path.GetFileNameWithoutExtension(fields[0]),
            fields[^6].Length == 0 ? null : fields[^6],
            fields[1],
            crystal,
            type,
            type,
            crystal.Count,
            crystal.Lattice.Volume / crystal.Count);
    }

    /// <summary>
    /// One cell for one crystal, whatever cell the file has: a grid of k-points is another in
    /// another cell, and what it misses of the spectrum with it.
    /// </summary>
    private static Crystal Primitive(Crystal crystal) =>
        StandardCell.Of(CrystalSymmetry.Of(crystal)).Primitive;

    private static int Type(int spaceGroup) =>
        Enantiomorphs.GetValueOrDefault(spaceGroup, spaceGroup);
}
