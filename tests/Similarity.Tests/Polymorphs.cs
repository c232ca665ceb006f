using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.Tests;

/// <summary>Real crystals of two databases and what their index says of them.</summary>
internal static class Polymorphs
{
    public static IReadOnlyList<Polymorph> All { get; } =
        [.. File.ReadLines(RepositoryFile.Database("polymorphs/INDEX.csv")).Skip(1).Select(Entry)];

    public static IEnumerable<object[]> Names => All.Select(entry => new object[] { entry.File });

    public static string Path(string file) => RepositoryFile.Database("polymorphs/" + file);

    public static Crystal Read(string file) =>
        Assert.Single(FileFormats.Read(Path(file)).Structures);

    private static Polymorph Entry(string line)
    {
        // Only the column of remarks is quoted; the numbers stand at fixed places from the end.
        string[] fields = line.Split(',');
        return new(
            fields[0],
            int.Parse(fields[^5], CultureInfo.InvariantCulture),
            int.Parse(fields[^4], CultureInfo.InvariantCulture),
            double.Parse(fields[^3], CultureInfo.InvariantCulture));
    }
}

/// <param name="Atoms">In the cell of the file.</param>
/// <param name="VolumePerAtom">In Å³.</param>
internal sealed record Polymorph(string File, int SpaceGroup, int Atoms, double VolumePerAtom);
