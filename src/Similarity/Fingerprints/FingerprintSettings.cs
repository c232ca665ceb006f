using System.Collections.Immutable;
using System.Globalization;
using Similarity.Operators;

namespace Similarity.Fingerprints;

/// <summary>
/// Settings of a fingerprint as the user gave them, read one by one. What is read is kept in its
/// canonical form, so that equal meaning is equal text; what is left goes to the operator.
/// </summary>
internal sealed class FingerprintSettings(
    string kind, IReadOnlyDictionary<string, string> given)
{
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>All that was read, and the defaults of what was not given.</summary>
    public SortedDictionary<string, string> Canonical { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of all that was given, in the order of their letters.</summary>
    public IEnumerable<string> Given => given.Keys.Order(StringComparer.Ordinal);

    public bool IsGiven(string name) => given.ContainsKey(name);

    public string? Text(string name)
    {
        read.Add(name);
        return given.GetValueOrDefault(name);
    }

    /// <summary>A finite number; null when neither given nor by default.</summary>
    public double? Number(string name, double? byDefault)
    {
        double? value = byDefault;
        if (Text(name) is string text)
        {
            value = ParseNumber(text) ?? throw Error(name, "a number");
        }

        if (value is double number)
        {
            Canonical[name] = Format(number);
        }

        return value;
    }

    public double? Positive(string name, double? byDefault) =>
        Number(name, byDefault) is not double value
            ? null
            : value > 0 ? value : throw Error(name, "a positive number");

    /// <summary>A whole number from a smallest to a largest one.</summary>
    public int Count(string name, int byDefault, int smallest, int largest = int.MaxValue)
    {
        int value = byDefault;
        if (Text(name) is string text
            && (!int.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                || value < smallest || value > largest))
        {
            string range = largest == int.MaxValue
                ? FormattableString.Invariant($"from {smallest} on")
                : FormattableString.Invariant($"from {smallest} to {largest}");
            throw Error(name, $"a whole number {range}");
        }

        Canonical[name] = value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    public bool Flag(string name, bool byDefault) =>
        Choice(name, byDefault ? "true" : "false", "true", "false") == "true";

    /// <summary>One of some words; null when not given and without a default.</summary>
    public string? Choice(string name, string? byDefault, params ReadOnlySpan<string> allowed)
    {
        string? value = Text(name) ?? byDefault;
        if (value is null)
        {
            return null;
        }

        if (!allowed.Contains(value))
        {
            throw Error(name, string.Join(", ", allowed.ToArray()));
        }

        Canonical[name] = value;
        return value;
    }

    /// <summary>A setting that the kind decides; it may be given, but not otherwise.</summary>
    public void Fixed(string name, string value)
    {
        if (Text(name) is string text && text != value)
        {
            throw Error(name, $"{value}, which the kind '{kind}' stands for");
        }

        Canonical[name] = value;
    }

    /// <summary>What is left when a kind has read all its settings is a mistake.</summary>
    public void RefuseOthers()
    {
        if (given.Keys.FirstOrDefault(name => !read.Contains(name)) is string unknown)
        {
            throw Error(
                unknown,
                $"one of the settings {string.Join(", ", read.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>An operator by its name, with the settings nobody else has read.</summary>
    public SpectralOperator TakeOperator(string name)
    {
        Dictionary<string, string> settings = given
            .Where(pair => !read.Contains(pair.Key))
            .ToDictionary(StringComparer.Ordinal);
        var byDefault = SpectralOperator.Parse(name, ImmutableDictionary<string, string>.Empty);
        if (settings.Keys.Except(byDefault.Parameters.Keys).FirstOrDefault() is string unknown)
        {
            IEnumerable<string> known = read.Concat(byDefault.Parameters.Keys);
            throw Error(
                unknown,
                $"one of the settings {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }

        SpectralOperator parsed;
        try
        {
            parsed = SpectralOperator.Parse(name, settings);
        }
        catch (ArgumentException e) when (settings.Count > 0)
        {
            throw new ArgumentException($"setting of '{kind}': {e.Message}", e);
        }

        foreach ((string key, string value) in parsed.Parameters)
        {
            Canonical[key] = value;
        }

        return parsed;
    }

    public ArgumentException Error(string name, string expectation) =>
        new($"setting {name}={given.GetValueOrDefault(name)} of '{kind}'; expected {expectation}");

    public static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : null;

    /// <summary>The shortest text that is read back as the same number.</summary>
    public static string Format(double value) =>
        (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
}
