using Similarity.Cli.CommandLine;
using Similarity.Cli.Verbs;
using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.Cli.Demo;

/// <summary>One shipped crystal structure.</summary>
/// <param name="Name">What people call it: "rutile".</param>
/// <param name="VolumePerAtom">In Å³.</param>
internal sealed record Polymorph(
    string Family,
    string Name,
    string File,
    Crystal Crystal,
    SpaceGroupSummary SpaceGroup,
    double VolumePerAtom);

/// <summary>Reads the shipped polymorphs and finds their space groups.</summary>
internal static class PolymorphSurvey
{
    public static string[] Files(string database) =>
        Sorted(Path.Combine(database, "polymorphs"), "*.cif");

    public static Polymorph Read(string file)
    {
        Crystal crystal = FileFormats.Read(file).Structures.LastOrDefault()
            ?? throw VerbException.Absent($"{file}: holds no structure");
        (SpaceGroupSummary? group, string? whyNot) = SpaceGroupSummary.TryFind(crystal);
        (string family, string name) = NamesOf(Path.GetFileNameWithoutExtension(file));
        double volume = crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3);
        return new Polymorph(
            family,
            name,
            file,
            crystal,
            group ?? throw VerbException.NoResult($"{file}: {whyNot ?? "not a crystal"}"),
            volume / crystal.Count);
    }

    /// <summary>"mp_TiO2_rutile_mp-2657" and "cod_TiO2-Rutile" both belong to TiO2.</summary>
    internal static (string Family, string Name) NamesOf(string file)
    {
        string[] parts = file.Split('_');
        if (parts.Length == 4)
        {
            return (parts[1], parts[2]);
        }

        string rest = parts[^1];
        int dash = rest.IndexOf('-', StringComparison.Ordinal);
        return dash < 0
            ? (rest, "experiment")
            : (rest[..dash], rest[(dash + 1)..] + " (experiment)");
    }

    private static string[] Sorted(string folder, string pattern)
    {
        string[] files = Directory.GetFiles(folder, pattern);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
