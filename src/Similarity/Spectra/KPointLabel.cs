using System.Text;

namespace Similarity.Spectra;

/// <summary>
/// Names of points of the Brillouin zone, as programs write them and as people do.
/// </summary>
public static class KPointLabel
{
    private static readonly (string Written, string Read)[] Greek =
    [
        ("GAMMA", "Γ"), ("GAM", "Γ"), ("DELTA", "Δ"), ("LAMBDA", "Λ"), ("SIGMA", "Σ"),
    ];

    // As coordinates without a name are written, to four decimals.
    private static readonly Dictionary<string, string> Fractions = new()
    {
        ["0.5"] = "½",
        ["0.3333"] = "⅓",
        ["0.6667"] = "⅔",
        ["0.25"] = "¼",
        ["0.75"] = "¾",
        ["0.125"] = "⅛",
        ["0.375"] = "⅜",
        ["0.625"] = "⅝",
        ["0.875"] = "⅞",
    };

    /// <summary>
    /// "\Gamma", "GAMMA", "G" → "Γ"; "X_1" → "X₁"; "0.5 0 -0.25" → "½ 0 -¼"; "" stays empty.
    /// </summary>
    public static string Pretty(string label)
    {
        if (label.Contains(' ', StringComparison.Ordinal))
        {
            return string.Join(' ', label.Split(' ').Select(Fraction));
        }

        string plain = label.Trim('$', ' ').TrimStart('\\')
            .Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);
        if (plain == "G")
        {
            return "Γ";
        }

        foreach ((string written, string read) in Greek)
        {
            if (plain.StartsWith(written, StringComparison.OrdinalIgnoreCase))
            {
                plain = read + plain[written.Length..];
                break;
            }
        }

        int underscore = plain.IndexOf('_', StringComparison.Ordinal);
        return underscore < 0 ? plain : plain[..underscore] + Subscript(plain[(underscore + 1)..]);
    }

    /// <summary>What fits below an axis: a dot in place of coordinates with many digits.</summary>
    public static string OnAxis(string label)
    {
        string pretty = Pretty(label);
        return pretty.Contains(' ', StringComparison.Ordinal)
            && pretty.Contains('.', StringComparison.Ordinal) ? "·" : pretty;
    }

    private static string Fraction(string number)
    {
        string sign = number.StartsWith('-') ? "-" : "";
        return Fractions.TryGetValue(number[sign.Length..], out string? fraction)
            ? sign + fraction
            : number;
    }

    private static string Subscript(string text)
    {
        var subscript = new StringBuilder();
        foreach (char c in text)
        {
            subscript.Append(char.IsAsciiDigit(c) ? (char)('₀' + (c - '0')) : c);
        }

        return subscript.ToString();
    }
}
