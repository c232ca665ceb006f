using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Formats.Cif;

/// <summary>
/// The declared composition, <c>_chemical_formula_sum</c> such as 'C2 H6 O', to be compared with
/// the atoms: a difference reveals missing atoms or symmetry.
/// </summary>
internal sealed class CifFormula
{
    /// <summary>Formulas round their amounts and refinements their occupancies.</summary>
    private const double Tolerance = 0.02;

    private readonly SortedDictionary<Element, double> amounts = [];
    private readonly string text;
    private readonly double? units;

    private CifFormula(string text, double? units)
    {
        this.text = text;
        this.units = units;
    }

    /// <summary>Elements the formula names, deuterium as hydrogen.</summary>
    public IReadOnlySet<Element> Elements => amounts.Keys.ToHashSet();

    /// <summary>The formula, or null where there is none or it is in another notation.</summary>
    public static CifFormula? Find(CifBlock block)
    {
        if (!block.TryGet("_chemical_formula_sum", out CifToken token))
        {
            return null;
        }

        double? units = block.TryGet("_cell_formula_units_z", out CifToken z)
            && CifNumber.TryParse(z.Text, out double count) && count > 0
            ? count
            : null;
        var formula = new CifFormula(token.Text, units);
        ReadOnlySpan<char> text = token.Text.AsSpan().Trim();
        foreach (Range range in text.SplitAny(" \t\r\n"))
        {
            ReadOnlySpan<char> term = text[range];
            if (term.IsEmpty)
            {
                continue;
            }

            int letters = term.IndexOfAnyExceptInRange('A', 'z');
            string symbol = (letters < 0 ? term : term[..letters]).ToString();
            double amount = 1;
            bool isAmount = letters < 0 || double.TryParse(
                term[letters..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out amount);
            if (!isAmount || !(amount > 0 && double.IsFinite(amount))
                || !Element.TryParse(symbol is "D" or "T" ? "H" : symbol, out Element element))
            {
                return null;
            }

            formula.amounts[element] = formula.amounts.GetValueOrDefault(element) + amount;
        }

        return formula.amounts.Count == 0 ? null : formula;
    }

    /// <summary>Warns where the sites of the cell do not add up to the formula.</summary>
    public void Check(CifBlock block, Crystal crystal, List<string> warnings)
    {
        var found = new SortedDictionary<Element, double>();
        foreach (Site site in crystal.Sites)
        {
            found[site.Element] = found.GetValueOrDefault(site.Element) + site.Occupancy;
        }

        // Without Z the formula gives only the ratio.
        double scale = units ?? found.Values.Sum() / amounts.Values.Sum();
        bool agrees = amounts.Keys.Union(found.Keys).All(element =>
        {
            double expected = scale * amounts.GetValueOrDefault(element);
            double difference = Math.Abs(found.GetValueOrDefault(element) - expected);
            return difference <= Tolerance * Math.Max(expected, scale);
        });
        if (!agrees)
        {
            string declared = units is null
                ? $"the formula '{FilePlace.Excerpt(text)}'"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"the formula '{FilePlace.Excerpt(text)}' with Z = {units}");
            string atoms = string.Join(' ', found.Select(
                pair => string.Create(
                    CultureInfo.InvariantCulture, $"{pair.Key}{pair.Value:0.##}")));
            warnings.Add($"data block {block.Name}: {declared} disagrees with the atoms of the "
                + $"cell, {atoms}");
        }
    }
}
