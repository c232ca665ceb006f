using System.Collections.Immutable;
using System.CommandLine;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Verbs;
using Similarity.Screening;
using Similarity.Search;

namespace Similarity.Cli.Screening;

/// <summary>--features, --set and --bin: what a forest learns from.</summary>
internal sealed class FeatureOptions
{
    private const double DefaultBinEv = 0.1;

    private static readonly string[] OfStructures =
        [.. CrystalBlock.All.Select(block => block.Name)];

    private readonly Option<string[]> features = new("--features")
    {
        Description = $"What to learn from, with commas between: {string.Join(", ", OfStructures)},"
            + " kinds of fingerprints of the database, KIND or KIND/OPERATOR (default: all).",
        HelpName = "F,F…",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> settings = SettingsOption.Create(
        "KIND:NAME=VALUE, a parameter of the fingerprints, where the database has several of a "
            + "kind; may be repeated.");

    private readonly Option<double?> bin = NumberOption.Real(
        "--bin",
        "EV",
        "Numbers of a fingerprint within so many eV are averaged (default 0.1; 0 for none).",
        "a number of eV from 0 on",
        value => value >= 0);

    public void AddTo(Command verb)
    {
        verb.Add(features);
        verb.Add(settings);
        verb.Add(bin);
    }

    /// <summary>A plan for each --features; one for all that there is without any.</summary>
    /// <exception cref="VerbException">No such features, or no single ones.</exception>
    public ImmutableArray<(string Name, FeaturePlan Plan)> PlansOf(
        ParseResult result, ICatalogStore store)
    {
        string[] asked = result.GetValue(features) is { Length: > 0 } given
            ? given
            : [string.Join(',', OfStructures.Concat(AllOf(store)))];
        string[] parameters = result.GetValue(settings) ?? [];
        double width = result.GetValue(bin) ?? DefaultBinEv;
        return [.. asked.Select(text => (text, PlanOf(text, parameters, width, store)))];
    }

    private static FeaturePlan PlanOf(
        string text, string[] parameters, double binEv, ICatalogStore store)
    {
        string[] names = text.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || names.Distinct().Count() < names.Length)
        {
            throw VerbException.Usage(
                $"--features expects names, each once, with commas between, not '{text}'");
        }

        return new FeaturePlan([.. names.Select(name => BlockOf(name, parameters, binEv, store))]);
    }

    private static FeatureBlock BlockOf(
        string name, string[] parameters, double binEv, ICatalogStore store)
    {
        if (CrystalBlock.All.FirstOrDefault(block => block.Name == name) is { } own)
        {
            return own;
        }

        string[] parts = name.Split('/', 2);
        string mark = parts[0] + ":";
        IEnumerable<string> said = parameters
            .Where(setting => setting.StartsWith(mark, StringComparison.Ordinal))
            .Select(setting => setting[mark.Length..]);
        IReadOnlyDictionary<string, string> wanted = SettingsOption.Parse(
            parts.Length > 1 ? said.Append($"operator={parts[1]}") : said);
        FingerprintSet set = SetChoice.Find(store, parts[0], wanted);
        return set.Encoding == VectorEncoding.Single
            ? new FingerprintBlock(set.Kind, set.Parameters, set.Segments, set.Lanes, binEv)
            : throw VerbException.Usage(
                $"--features {name}: fingerprints {set.Kind} are bits; a forest learns from "
                + "numbers");
    }

    private static IEnumerable<string> AllOf(ICatalogStore store) => store.Sets()
        .Where(set => set.Encoding == VectorEncoding.Single)
        .Select(set => set.Parameters.TryGetValue("operator", out string? made) && made != set.Kind
            ? $"{set.Kind}/{made}"
            : set.Kind)
        .Distinct();
}
