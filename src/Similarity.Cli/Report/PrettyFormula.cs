using System.Text;
using System.Text.RegularExpressions;
using Similarity.Crystals;

namespace Similarity.Cli.Report;

/// <summary>Formulas as printed: amounts below the line.</summary>
internal static partial class PrettyFormula
{
    /// <summary>"Cu2O" → "Cu₂O"; a point of a fractional amount stays a point.</summary>
    public static string Of(string formula)
    {
        var text = new StringBuilder(formula.Length);
        foreach (char c in formula)
        {
            text.Append(char.IsAsciiDigit(c) ? (char)('₀' + (c - '0')) : c);
        }

        return text.ToString();
    }

    /// <summary>
    /// Whether a word is element symbols with amounts, as "VBr2" is and "castep" not.
    /// </summary>
    public static bool IsFormula(string word)
    {
        Match match = SymbolsWithAmounts().Match(word);
        return match.Success
            && match.Groups[1].Captures.All(symbol => Element.TryParse(symbol.Value, out _));
    }

    [GeneratedRegex(@"^(?:([A-Z][a-z]?)\d*)+$")]
    private static partial Regex SymbolsWithAmounts();
}
