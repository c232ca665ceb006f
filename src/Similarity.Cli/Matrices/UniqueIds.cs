using System.Globalization;
using Similarity.Cli.Batches;

namespace Similarity.Cli.Matrices;

/// <summary>Short names of inputs: the id of a structure, or the file without its ending.</summary>
internal static class UniqueIds
{
    /// <summary>The second input of a name gets " (2)" behind it, and so on.</summary>
    public static string[] Of(IEnumerable<FingerprintInput> inputs)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return inputs
            .Select(input =>
            {
                string name = Stem(input);
                int number = counts[name] = counts.GetValueOrDefault(name) + 1;
                return number == 1
                    ? name
                    : string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
            })
            .ToArray();
    }

    private static string Stem(FingerprintInput input)
    {
        if (input.Id != input.File && input.Id != Path.GetFileName(input.File))
        {
            return input.Id;
        }

        string stem = Path.GetFileName(input.File);
        stem = Path.GetExtension(stem) == ".gz" ? stem[..^3] : stem;
        return Path.GetFileNameWithoutExtension(stem);
    }
}
