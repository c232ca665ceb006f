using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Catalog.Filters;

/// <summary>
/// Formulas as people and OPTIMADE write them ("O2Ti", "Ti2 O4"), as catalogs write them ("TiO2").
/// </summary>
internal static class FormulaText
{
    /// <summary>No cell has more atoms of an element; a formula that says so is a text.</summary>
    private const double LargestAmount = 10_000;

    /// <summary>A formula in the form of catalogs; a text that is none as it stands.</summary>
    public static string Canonical(string text)
    {
        var atoms = new List<Site>();
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (rest[0] == ' ')
            {
                rest = rest[1..];
                continue;
            }

            int letters = rest.Length > 1 && char.IsAsciiLetterLower(rest[1]) ? 2 : 1;
            if (!Element.TryParse(rest[..letters].ToString(), out Element element))
            {
                return text;
            }

            rest = rest[letters..];
            int digits = rest.IndexOfAnyExcept("0123456789.");
            digits = digits < 0 ? rest.Length : digits;
            double amount = 1;
            if (digits > 0
                && !double.TryParse(
                    rest[..digits],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out amount))
            {
                return text;
            }

            if (!(amount is > 0 and <= LargestAmount) || atoms.Count == LargestAmount)
            {
                return text;
            }

            atoms.Add(new Site(element, default, amount));
            rest = rest[digits..];
        }

        return atoms.Count == 0 ? text : ChemicalFormula.Reduced(atoms);
    }
}
