using System.Globalization;
using System.Text;

namespace Similarity.Crystals;

/// <summary>Reduced formulas: amounts divided by their greatest common divisor.</summary>
public static class ChemicalFormula
{
    /// <summary>Elements alphabetical by symbol, amounts reduced: "BaO3Ti", "O2Si".</summary>
    public static string Reduced(IEnumerable<Site> sites)
    {
        (string Symbol, double Amount)[] amounts = sites
            .GroupBy(site => site.Element)
            .Select(group => (group.Key.Symbol, group.Sum(site => site.Occupancy)))
            .OrderBy(pair => pair.Symbol, StringComparer.Ordinal)
            .ToArray();

        // Only whole amounts have a common divisor; a disordered crystal keeps its amounts.
        long divisor = amounts.All(pair => pair.Amount == Math.Round(pair.Amount))
            ? amounts.Aggregate(0L, (gcd, pair) => GreatestCommonDivisor(gcd, (long)pair.Amount))
            : 1;

        var text = new StringBuilder();
        foreach ((string symbol, double amount) in amounts)
        {
            text.Append(symbol);
            double reduced = amount / Math.Max(divisor, 1);
            if (reduced != 1)
            {
                text.Append(reduced.ToString("0.###", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
