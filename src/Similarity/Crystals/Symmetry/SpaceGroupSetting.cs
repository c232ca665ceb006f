using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Crystals;

/// <summary>
/// One of the 530 tabulated settings (choices of axes and origin) of the 230 space-group types.
/// </summary>
public sealed class SpaceGroupSetting
{
    // A program that looks at one crystal needs few of the settings.
    private readonly Lazy<HallSymbol> hall;
    private readonly Lazy<SymmetryOperation[]> operations;

    private SpaceGroupSetting(string[] columns)
    {
        Number = int.Parse(columns[0], CultureInfo.InvariantCulture);
        Choice = columns[1];
        HallSymbol = columns[2];
        ShortSymbol = columns[3].Replace(" ", "", StringComparison.Ordinal);
        FullSymbol = columns[4];
        FormerSymbol = columns[5];
        hall = new(() => Crystals.HallSymbol.TryParse(HallSymbol)
            ?? throw new InvalidOperationException(
                $"the table of settings holds no Hall symbol {HallSymbol}"));
        operations = new(
            () => Hall.Operations().Select(operation => operation.ToOperation()).ToArray());
    }

    /// <summary>All settings; the first of each number is its standard one.</summary>
    public static ImmutableArray<SpaceGroupSetting> All { get; } = Read();

    private static FrozenDictionary<string, SpaceGroupSetting> BySymbol { get; } = Index();

    /// <summary>Number of the type in the International Tables, 1 to 230.</summary>
    public int Number { get; }

    /// <summary>
    /// Axes or origin: "b1", "cab", "1", "2", "H", "R"; empty where there is only one.
    /// </summary>
    public string Choice { get; }

    public string HallSymbol { get; }

    /// <summary>Short Hermann–Mauguin symbol of the type, e.g. "P6_3/mmc".</summary>
    public string ShortSymbol { get; }

    /// <summary>Full Hermann–Mauguin symbol of this setting, e.g. "P 1 2_1/n 1".</summary>
    public string FullSymbol { get; }

    /// <summary>The letter of the conventional cell: P A B C I F R.</summary>
    public char Lattice => Hall.Lattice;

    /// <summary>
    /// Operations modulo the vectors of the conventional cell, centrings included, identity first.
    /// </summary>
    public ReadOnlySpan<SymmetryOperation> Operations => operations.Value;

    internal HallSymbol Hall => hall.Value;

    /// <summary>
    /// The symbol of groups with an e glide plane before 1992 ("Cmca" for "Cmce"), or empty.
    /// </summary>
    private string FormerSymbol { get; }

    /// <summary>
    /// The standard setting: b unique and cell choice 1, hexagonal axes, origin choice 1.
    /// </summary>
    public static SpaceGroupSetting Standard(int number) => number is >= 1 and <= 230
        ? All.First(setting => setting.Number == number)
        : throw new ArgumentOutOfRangeException(
            nameof(number), number, "a space group has a number from 1 to 230");

    /// <summary>
    /// The setting with this Hall symbol, or with the operations that it means: one group has
    /// several symbols. Null when it is no Hall symbol or its setting is not tabulated.
    /// </summary>
    public static SpaceGroupSetting? FindByHall(string symbol)
    {
        string key = Normalize(symbol);
        SpaceGroupSetting? tabulated = All.FirstOrDefault(s => Normalize(s.HallSymbol) == key);
        if (tabulated is not null || Crystals.HallSymbol.TryParse(symbol) is not HallSymbol hall)
        {
            return tabulated;
        }

        HashSet<ExactOperation> operations = hall.Operations().ToHashSet();
        return All.FirstOrDefault(setting => operations.SetEquals(setting.Hall.Operations()));
    }

    /// <summary>
    /// The setting with this Hermann–Mauguin symbol, short or full, spaces and underscores free,
    /// with an optional choice after a colon ("R -3 m :R", "F d -3 m:2") and "3" read as "-3" where
    /// only that exists ("Fd3m"). A symbol that fits several settings is the first of them; null
    /// for none.
    /// </summary>
    public static SpaceGroupSetting? FindBySymbol(string symbol)
    {
        string key = Normalize(symbol);
        if (BySymbol.TryGetValue(key, out SpaceGroupSetting? setting))
        {
            return setting;
        }

        int three = key.IndexOf('3', StringComparison.Ordinal);
        return three > 0 ? BySymbol.GetValueOrDefault(key.Insert(three, "-")) : null;
    }

    private static string Normalize(string symbol) =>
        symbol.Replace(" ", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .ToUpperInvariant();

    private static FrozenDictionary<string, SpaceGroupSetting> Index()
    {
        var index = new Dictionary<string, SpaceGroupSetting>(StringComparer.Ordinal);

        // A full symbol names its setting better than a short one, which all settings share.
        Func<SpaceGroupSetting, string>[] names =
        [
            setting => setting.FullSymbol,
            setting => setting.ShortSymbol,
            setting => setting.FormerSymbol,
            setting => WithoutOnes(setting.FullSymbol),
        ];
        foreach (Func<SpaceGroupSetting, string> name in names)
        {
            foreach (SpaceGroupSetting setting in All.Where(setting => name(setting).Length > 0))
            {
                index.TryAdd(Normalize(name(setting)), setting);
                index.TryAdd(Normalize($"{name(setting)}:{setting.Choice}"), setting);
            }
        }

        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>"P 1 2_1/n 1" as many files write it: "P 2_1/n".</summary>
    private static string WithoutOnes(string full) =>
        string.Join(' ', full.Split(' ').Where((word, index) => index == 0 || word != "1"));

    private static ImmutableArray<SpaceGroupSetting> Read()
    {
        using Stream stream = typeof(SpaceGroupSetting).Assembly.GetManifestResourceStream(
            "SpaceGroupSettings.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => new SpaceGroupSetting(line.Split('|')))
            .ToImmutableArray();
    }
}
