using System.Collections.Immutable;

namespace Similarity.Catalog.Filters;

/// <summary>The databases that filters are written for.</summary>
public enum SqlDialect
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A filter as a condition of SQL on rows of <c>materials m</c>, which have the columns of
/// <see cref="FilterProperty.BuiltIn"/> and <c>properties</c>. What is unknown is NULL. In SQLite
/// properties are a JSON text, and <c>material_elements (element, material)</c> has a row for each
/// element of each material; in PostgreSQL elements are an array of text and properties jsonb.
/// </summary>
/// <param name="Sql">
/// Made of the program's own words alone: values and names of a filter are parameters. It is true
/// for what the filter matches; for others it is false or NULL.
/// </param>
/// <param name="Parameters">
/// Texts, longs and doubles for <c>@p0</c>, <c>@p1</c> …; one may stand in several places.
/// </param>
public sealed record SqlFilter(string Sql, ImmutableArray<object> Parameters)
{
    public static SqlFilter Of(Filter filter, SqlDialect dialect)
    {
        SqlFilterWriter writer = dialect switch
        {
            SqlDialect.Sqlite => new SqliteFilterWriter(),
            SqlDialect.Postgres => new PostgresFilterWriter(),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "no dialect"),
        };
        return new SqlFilter(writer.Condition(filter), [.. writer.Parameters]);
    }
}
