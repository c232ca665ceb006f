using System.Text;

namespace Similarity.Cli.Report;

/// <summary>Formulas as printed: amounts below the line.</summary>
internal static class PrettyFormula
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
}
