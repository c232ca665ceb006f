using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// The settings of the kind <c>combined</c>: <c>operators</c>, the kind <c>of</c> their spectra,
/// <c>scales</c>, and the settings of that kind, for all operators or, as <c>ks.functional</c>, for
/// one.
/// </summary>
internal static class CombinedSettings
{
    public const string Kind = "combined";

    public const string Scales = "scales";

    /// <summary>The scales that are none yet.</summary>
    public const string Learned = "learned";

    private const string Operators = "operators", Of = "of", Operator = "operator";
    private const string DefaultKind = "spectral-vbm-cbm-wide";

    private static readonly ImmutableArray<string> Known = ["gfn0", "kinetic", "ks", "sap"];

    private static readonly ImmutableArray<string> SpectralKinds =
        [.. SpectralPreset.All.Select(preset => preset.Name), SpectralSettings.UserKind];

    public static CombinedMethod Read(FingerprintSettings settings)
    {
        ImmutableArray<string> operators = ReadOperators(settings);
        string kind = settings.Choice(Of, DefaultKind, SpectralKinds.AsSpan())!;
        ImmutableArray<double> scales = ReadScales(settings, operators.Length);
        string[] shared =
            [.. settings.Given.Where(name => name is not (Operators or Of or Scales))];
        if (shared.FirstOrDefault(name => name.Contains('.')
            && !operators.Contains(name.Split('.')[0])) is string stray)
        {
            throw settings.Error(
                stray, $"settings of {string.Join(", ", operators)}, as {operators[0]}.kdensity");
        }

        var blocks = ImmutableArray.CreateBuilder<FingerprintRecipe>();
        foreach (string name in operators)
        {
            FingerprintRecipe block = BlockOf(name, kind, shared, settings);
            foreach ((string setting, string value) in block.Parameters)
            {
                if (setting != Operator)
                {
                    settings.Canonical[$"{name}.{setting}"] = value;
                }
            }

            blocks.Add(block);
        }

        return new CombinedMethod(operators, blocks.ToImmutable(), scales);
    }

    public static string TextOf(IEnumerable<double> scales) =>
        string.Join(',', scales.Select(FingerprintSettings.Format));

    private static FingerprintRecipe BlockOf(
        string name, string kind, string[] shared, FingerprintSettings settings)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string mark = name + ".";
        foreach (string setting in shared.Where(text => !text.Contains('.')))
        {
            own[setting] = settings.Text(setting)!;
        }

        foreach (string setting in shared.Where(text =>
            text.StartsWith(mark, StringComparison.Ordinal)))
        {
            own[setting[mark.Length..]] = settings.Text(setting)!;
        }

        if (own.ContainsKey(Operator) || own.ContainsKey("compat"))
        {
            throw settings.Error(
                own.ContainsKey(Operator) ? Operator : "compat", $"{Operators}=A,B and no such");
        }

        own[Operator] = name;
        try
        {
            // Kinetic energies are counted from 0, and no window about a Fermi level has them.
            return FingerprintRecipe.Parse(
                name == SpectralSettings.KineticKind ? SpectralSettings.KineticKind : kind, own);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"block {name} of '{Kind}': {e.Message}", e);
        }
    }

    private static ImmutableArray<string> ReadOperators(FingerprintSettings settings)
    {
        string text = settings.Text(Operators) ?? "gfn0,ks";
        ImmutableArray<string> operators =
            [.. text.Split(',', StringSplitOptions.TrimEntries)];
        if (operators.Length < 2 || !operators.All(name => Known.Contains(name))
            || operators.Distinct().Count() < operators.Length)
        {
            throw settings.Error(
                Operators, $"two or more of {string.Join(", ", Known)}, each once, as gfn0,ks");
        }

        settings.Canonical[Operators] = string.Join(',', operators);
        return operators;
    }

    private static ImmutableArray<double> ReadScales(FingerprintSettings settings, int blocks)
    {
        string text = settings.Text(Scales) ?? Learned;
        if (text == Learned)
        {
            settings.Canonical[Scales] = Learned;
            return [];
        }

        double?[] numbers = Array.ConvertAll(
            text.Split(',', StringSplitOptions.TrimEntries), FingerprintSettings.ParseNumber);
        if (numbers.Length != blocks || !Array.TrueForAll(numbers, number => number > 0))
        {
            throw settings.Error(
                Scales, FormattableString.Invariant(
                    $"{Learned}, or {blocks} positive numbers, one for each operator"));
        }

        ImmutableArray<double> scales = [.. numbers.Select(number => number!.Value)];
        settings.Canonical[Scales] = TextOf(scales);
        return scales;
    }
}
