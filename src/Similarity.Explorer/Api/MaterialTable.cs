using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;

namespace Similarity.Explorer.Api;

/// <summary>A list of materials as comma-separated values, written as it is read.</summary>
internal static class MaterialTable
{
    private static readonly string[] Columns =
        ["id", "formula", "elements", "nsites", "space_group", "space_group_number", "gap_eV",
            "source"];

    public static async Task WriteAsync(
        Stream stream, CatalogView view, ImmutableArray<int> rows)
    {
        string[] own =
        [
            .. view.Properties.Select(property => property.Name)
                .Where(FilterProperty.IsUserName),
        ];
        await using var text = new StreamWriter(
            stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
        {
            NewLine = "\n",
        };
        await text.WriteLineAsync(string.Join(',', Columns.Concat(own)));
        foreach (int row in rows)
        {
            await text.WriteLineAsync(Line(view.Materials[row], own));
        }
    }

    private static string Line(Material material, string[] own) => string.Join(',',
    [
        Cell(material.Id),
        Cell(material.Formula),
        Cell(string.Join(' ', material.Elements)),
        Number(material.SiteCount),
        Cell(MaterialItem.SymbolOf(material)),
        Number(material.SpaceGroup),
        Number(material.GapEv),
        Cell(material.Source),
        .. own.Select(name => material.Properties.GetValueOrDefault(name) switch
        {
            null => "",
            PropertyValue.Text text => Cell(text.Value),
            PropertyValue other => other.ToString(),
        }),
    ]);

    /// <summary>
    /// Quoted where it must be. A text that spreadsheets would take for a formula gets an
    /// apostrophe in front.
    /// </summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string harmless = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return harmless.AsSpan().ContainsAny(",\"\n\r")
            ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : harmless;
    }

    public static string Number(double? value) =>
        value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
