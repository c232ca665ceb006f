using System.Text;

namespace Similarity.Cli.Report;

/// <summary>
/// Names of points of the Brillouin zone, as programs write them and as people do.
/// </summary>
internal static class KPointLabel
{
    private static readonly (string Written, string Read)[] Greek =
    [
        ("GAMMA", "Γ"), ("GAM", "Γ"), ("DELTA", "Δ"), ("LAMBDA", "Λ"), ("SIGMA", "Σ"),
    ];

    /// <summary>"\Gamma", "GAMMA", "G" → "Γ"; "X_1" → "X₁"; "" stays empty.</summary>
    public static string Pretty(string label)
    {
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
