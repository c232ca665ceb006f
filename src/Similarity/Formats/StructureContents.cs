using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Formats;

/// <summary>What every reader of structures returns, with the check common to them.</summary>
internal static class StructureContents
{
    /// <summary>
    /// Files of many structures are not searched for more suspicious ones than this.
    /// </summary>
    private const int MostWarnings = 100;

    public static FileContents Of(
        string format, ImmutableArray<Crystal> structures, IReadOnlyCollection<string> warnings)
    {
        var all = new List<string>(warnings);
        for (int i = 0; i < structures.Length && all.Count < MostWarnings; i++)
        {
            if (CoincidentSites.Find(structures[i]) is { } problem)
            {
                all.Add(
                    structures[i].Name is { } name
                        ? $"{name}: {problem}"
                        : $"structure {i + 1}: {problem}");
            }
        }

        return new FileContents(format) { Structures = structures, Warnings = [.. all] };
    }
}
