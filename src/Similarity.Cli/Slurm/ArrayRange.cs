using System.Globalization;

namespace Similarity.Cli.Slurm;

/// <summary>Numbers of tasks as Slurm writes them: "0-3,7".</summary>
internal static class ArrayRange
{
    /// <param name="indices">Ascending, each once; at least one.</param>
    /// <param name="atOnce">At most so many run at a time; null for any number.</param>
    public static string Of(IReadOnlyList<int> indices, int? atOnce)
    {
        var parts = new List<string>();
        for (int first = 0, last; first < indices.Count; first = last + 1)
        {
            last = first;
            while (last + 1 < indices.Count && indices[last + 1] == indices[last] + 1)
            {
                last++;
            }

            parts.Add(first == last
                ? Text(indices[first])
                : $"{Text(indices[first])}-{Text(indices[last])}");
        }

        return string.Join(',', parts) + (atOnce is int limit ? $"%{Text(limit)}" : "");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
