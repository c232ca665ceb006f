using System.IO.Compression;
using Similarity.Numerics;

namespace Similarity.Benchmarks.Studies;

/// <summary>Materials of database/tcm drawn by a seed, without those that were looked at.</summary>
internal static class MaterialDraw
{
    /// <summary>The last element that the operators have: radon.</summary>
    public const int HeaviestElement = 86;

    /// <summary>The 96 materials of the first study of superposed atomic potentials.</summary>
    public const string First96 = "benchmarks/Similarity.Benchmarks/Studies/seen-materials.txt";

    /// <summary>Materials looked at while GFN0 was chosen and mended.</summary>
    public const string Gfn0Ids = "benchmarks/results/gfn0-ids.txt";

    /// <summary>The thousand of the study of GFN0.</summary>
    public const string Gfn0Gaps = "benchmarks/results/gfn0-gaps.csv.gz";

    public static TcmEntry[] Of(int count, ulong seed, int mostAtoms, params string[] seenIn)
    {
        HashSet<string> seen = [.. seenIn.SelectMany(IdsIn)];
        TcmEntry[] supported =
        [
            .. TcmEntry.ReadAll().Where(entry => entry.Crystal.Count <= mostAtoms
                && !entry.HasElement(HeaviestElement + 1, int.MaxValue)),
        ];
        new RandomStream(seed).Shuffle(supported.AsSpan());

        // Left out after the draw, which thus stays the same when more have been seen.
        return [.. supported.Where(entry => !seen.Contains(entry.Id)).Take(count)];
    }

    /// <summary>The first word or field of each line.</summary>
    public static IEnumerable<string> IdsIn(string file)
    {
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress)
            : File.OpenRead(file);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is string line)
        {
            yield return line.Split(' ', ',')[0];
        }
    }
}
