using System.Globalization;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Tables as every verb shows them: a rule under the headings, numbers set right.
/// </summary>
internal static class Tables
{
    /// <param name="headings">
    /// A heading that begins with # stands over numbers; the # is not shown.
    /// </param>
    public static Table Create(params ReadOnlySpan<string> headings)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string heading in headings)
        {
            bool isNumber = heading.StartsWith('#');
            var column = new TableColumn(Markup.Escape(heading.TrimStart('#'))) { NoWrap = true };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    public static void Add(Table table, params string[] cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));

    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// A number with fixed decimals, empty when unknown; what rounds to 0 has no sign.
    /// </summary>
    public static string Number(double? value, int decimals)
    {
        if (value is not double number)
        {
            return "";
        }

        // −0 + 0 is +0.
        double rounded = Math.Round(number, decimals) + 0.0;
        string format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return rounded.ToString(format, CultureInfo.InvariantCulture);
    }
}
