using System.Globalization;
using System.Text;

namespace Similarity.Crystals;

/// <summary>Reduced formulas: amounts divided by their greatest common divisor.</summary>
public static class ChemicalFormula
{
    private const int Decimals = 3;

    /// <summary>
    /// Elements by rising electronegativity, as chemists write salts ("BaTiO3", "SiO2"), those
    /// without one last, then by symbol; amounts, to three decimals, reduced.
    /// </summary>
    public static string Reduced(IEnumerable<Site> sites)
    {
        (string Symbol, double Amount)[] amounts = sites
            .GroupBy(site => site.Element)
            .OrderBy(group => group.Key.Electronegativity ?? double.PositiveInfinity)
            .ThenBy(group => group.Key.Symbol, StringComparer.Ordinal)
            .Select(group => (
                group.Key.Symbol, Math.Round(group.Sum(site => site.Occupancy), Decimals)))
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

    private static long GreatestCommonDivisor(long a, long b) =>
        b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
