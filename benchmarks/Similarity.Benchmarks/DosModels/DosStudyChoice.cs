using System.Globalization;
using Similarity.DosModels;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// What to do of a study: words, none for all; and settings NAME=VALUE,VALUE that leave out rows.
/// </summary>
internal sealed record DosStudyChoice
{
    private static readonly string[] KnownWords =
        ["noise", "linear", "kernel", "network", "shipped", "fourier", "uncertainty"];

    private static readonly string[] Settings =
        ["splits", "representations", "references", "parts", "seed", "threads"];

    private readonly Dictionary<string, string[]> settings = new(StringComparer.Ordinal);
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    public DosStudyChoice(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            if (argument.Split('=') is [var name, var value] && Settings.Contains(name))
            {
                settings[name] = value.Split(',');
            }
            else if (KnownWords.Contains(argument))
            {
                words.Add(argument);
            }
            else
            {
                throw new ArgumentException(
                    $"'{argument}': expected {string.Join(", ", KnownWords)}, or "
                    + $"{string.Join(", ", Settings)} with = and values");
            }
        }
    }

    public int Threads => Number("threads") ?? 2;

    /// <summary>Of what a regressor draws; the splits stay.</summary>
    public ulong Seed => (ulong)(Number("seed") ?? 1);

    /// <summary>So many parts of a split are held out in turn; null for all.</summary>
    public int? Parts => Number("parts");

    public bool Wants(string word) => words.Count == 0 || words.Contains(word);

    public bool WantsSplit(string name) => Has("splits", name);

    public bool Wants(DosRepresentation representation) =>
        Has("representations", representation.Name.Split(':')[0]);

    public bool Wants(EnergyReference reference) =>
        Has("references", reference.ToString().ToLowerInvariant());

    private bool Has(string setting, string value) =>
        !settings.TryGetValue(setting, out string[]? values) || values.Contains(value);

    private int? Number(string setting) => settings.TryGetValue(setting, out string[]? values)
        ? int.Parse(values[0], NumberStyles.None, CultureInfo.InvariantCulture)
        : null;
}
