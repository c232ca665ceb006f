using System.Globalization;

namespace Similarity.Explorer.Optimade;

/// <summary>The formulas of the standard; there are none of parts of atoms.</summary>
internal sealed record OptimadeFormula(string Reduced, string Hill, string Anonymous)
{
    private const double Tolerance = 1e-6;

    /// <param name="amounts">Atoms in the cell by symbol, ordered by letter.</param>
    public static OptimadeFormula? Of(SortedDictionary<string, double> amounts)
    {
        if (amounts.Count == 0
            || amounts.Values.Any(a => Math.Abs(a - Math.Round(a)) > Tolerance || a < 0.5))
        {
            return null;
        }

        (string Symbol, int Count)[] cell =
            [.. amounts.Select(pair => (pair.Key, (int)Math.Round(pair.Value)))];
        int common = cell.Select(pair => pair.Count).Aggregate(Divisor);
        bool hasCarbon = amounts.ContainsKey("C");
        int Place(string symbol) =>
            !hasCarbon ? 0 : symbol == "C" ? 0 : symbol == "H" ? 1 : 2;
        return new OptimadeFormula(
            Text(cell.Select(pair => (pair.Symbol, pair.Count / common))),
            Text(cell.OrderBy(pair => Place(pair.Symbol))
                .ThenBy(pair => pair.Symbol, StringComparer.Ordinal)),
            Text(cell.Select(pair => pair.Count / common).OrderDescending()
                .Select((count, i) => (Letter(i), count))));
    }

    private static string Text(IEnumerable<(string Symbol, int Count)> parts) => string.Concat(
        parts.Select(part => part.Symbol
            + (part.Count == 1 ? "" : part.Count.ToString(CultureInfo.InvariantCulture))));

    /// <summary>A … Z, Aa … Za, Ab …</summary>
    private static string Letter(int i) => i < 26
        ? ((char)('A' + i)).ToString()
        : $"{(char)('A' + i % 26)}{(char)('a' + i / 26 - 1)}";

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
