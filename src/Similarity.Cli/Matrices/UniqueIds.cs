using System.Globalization;
using Similarity.Catalog.Import;

namespace Similarity.Cli.Matrices;

/// <summary>Ids of inputs, each once.</summary>
internal static class UniqueIds
{
    /// <summary>The second input of an id gets " (2)" behind it, and so on.</summary>
    public static string[] Of(IEnumerable<FingerprintInput> inputs)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return inputs
            .Select(input =>
            {
                int number = counts[input.Id] = counts.GetValueOrDefault(input.Id) + 1;
                return number == 1
                    ? input.Id
                    : string.Create(CultureInfo.InvariantCulture, $"{input.Id} ({number})");
            })
            .ToArray();
    }
}
