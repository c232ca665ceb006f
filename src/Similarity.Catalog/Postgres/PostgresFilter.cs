using System.Globalization;
using System.Text.RegularExpressions;
using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// A condition on <c>materials m</c> with the parameters <c>$1</c> … in their order; others follow
/// them.
/// </summary>
internal sealed partial record PostgresFilter(string Sql, object?[] Parameters)
{
    public static PostgresFilter All { get; } = new("TRUE", []);

    /// <summary>The number of the first parameter that is not of the filter.</summary>
    public int Next => Parameters.Length + 1;

    public static PostgresFilter Of(Filter? filter)
    {
        if (filter == null)
        {
            return All;
        }

        SqlFilter written = SqlFilter.Of(filter, SqlDialect.Postgres);
        string sql = NamePattern().Replace(
            written.Sql,
            name => "$" + (int.Parse(name.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1)
                .ToString(CultureInfo.InvariantCulture));
        return new PostgresFilter(sql, [.. written.Parameters]);
    }

    [GeneratedRegex("@p([0-9]+)")]
    private static partial Regex NamePattern();
}
