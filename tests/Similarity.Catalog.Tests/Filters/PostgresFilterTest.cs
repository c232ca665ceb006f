using Npgsql;
using NpgsqlTypes;
using Similarity.Catalog.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>PostgreSQL lets the same materials pass as the filter itself.</summary>
[Collection("postgres")]
public sealed class PostgresFilterTest
{
    private const int Materials = 80;

    private static readonly int Filters =
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 30_000 : 3_000;

    [Theory]
    [InlineData("nelements = 2", "(m.nelements > 0 AND m.nelements = @p0)")]
    [InlineData("not gap > 1.5", "m.gap_ev <= @p0")]
    [InlineData("id < 'a' and id = 'a'", "(m.id COLLATE \"C\" < @p0 AND m.id = @p0)")]
    [InlineData(
        "not elements has any (O, Ti)",
        "(m.nelements > 0 AND NOT (m.elements && ARRAY[@p0, @p1]::text[]))")]
    [InlineData(
        "x in 1..2",
        "CASE WHEN jsonb_typeof(m.properties -> @p0) = 'number' THEN "
        + "(m.properties ->> @p0)::double precision BETWEEN @p1 AND @p2 ELSE FALSE END")]
    [InlineData("not x", "(m.properties -> @p0) = 'false'::jsonb")]
    public void SqlIsThis(string text, string sql) =>
        Assert.Equal(sql, SqlFilter.Of(FilterParser.Parse(text), SqlDialect.Postgres).Sql);

    [SkippableFact]
    public void RandomFiltersSelectWhatTheyMatch()
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlTransaction neverCommitted = connection.BeginTransaction();
        var filters = new RandomFilters(new RandomStream(2));
        Material[] materials = [.. Enumerable.Range(0, Materials).Select(filters.Material)];
        Fill(connection, materials);
        int matches = 0;
        for (int i = 0; i < Filters; i++)
        {
            // Each kind of condition by itself, denied and not, and then in all mixtures.
            Filter filter = i < Filters / 3 ? filters.Leaf(i % 9) : filters.Filter(4);
            filter = i % 2 == 0 ? filter : new Negation(filter);
            string[] expected = [..
                from material in materials where filter.Matches(material) select material.Id];
            Assert.True(
                expected.ToHashSet().SetEquals(Select(connection, filter)), filter.ToString());
            matches += expected.Length;
        }

        // Were hardly any to match, or nearly all, agreement would say little.
        Assert.InRange(matches / (double)(Materials * Filters), 0.2, 0.8);
    }

    [SkippableFact]
    public void LargeFiltersAreWithinTheBoundsOfTheDatabase()
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlTransaction neverCommitted = connection.BeginTransaction();
        Fill(connection, [new Material("a") { InputHash = "", ProgramVersion = "" }]);
        Assert.All(
            LargeFilters.All,
            text => Assert.Equal(["a"], Select(connection, FilterParser.Parse(text))));
    }

    private static NpgsqlConnection Connect()
    {
        string? server = Environment.GetEnvironmentVariable("SIMILARITY_POSTGRES");
        Skip.If(
            string.IsNullOrEmpty(server),
            "SIMILARITY_POSTGRES names no server to run filters on");
        var connection = new NpgsqlConnection(Settings(server!));
        connection.Open();
        return connection;
    }

    /// <summary>A server is named by a URL or in the form of its driver.</summary>
    private static string Settings(string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? url)
            || url.Scheme is not ("postgres" or "postgresql"))
        {
            return server;
        }

        string[] user = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port < 0 ? 5432 : url.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = url.AbsolutePath.Trim('/'),
        }.ConnectionString;
    }

    private static void Fill(NpgsqlConnection connection, IReadOnlyList<Material> materials)
    {
        using (NpgsqlCommand schema = connection.CreateCommand())
        {
            schema.CommandText = """
                CREATE TEMPORARY TABLE materials (
                    id text PRIMARY KEY, formula text, elements text[], nelements integer,
                    nsites integer, space_group integer, gap_ev double precision, source text,
                    properties jsonb)
                """;
            schema.ExecuteNonQuery();
        }

        foreach ((int index, Material material) in materials.Index())
        {
            // A store may write what it does not know as NULL or as nothing at all.
            bool isNull = index % 2 == 0;
            int count = material.Elements.Length;
            using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText =
                "INSERT INTO materials VALUES (@v0, @v1, @v2, @v3, @v4, @v5, @v6, @v7, @v8)";
            object?[] values =
            [
                material.Id, material.Formula,
                count == 0 && isNull ? null : material.Elements.ToArray(),
                count == 0 && isNull ? null : count,
                material.SiteCount, material.SpaceGroup, material.GapEv, material.Source,
            ];
            foreach ((int i, object? value) in values.Index())
            {
                command.Parameters.AddWithValue($"v{i}", value ?? DBNull.Value);
            }

            command.Parameters.AddWithValue(
                "v8",
                NpgsqlDbType.Jsonb,
                material.Properties.Count == 0 && isNull
                    ? DBNull.Value
                    : FilterTable.Json(material));
            command.ExecuteNonQuery();
        }
    }

    private static List<string> Select(NpgsqlConnection connection, Filter filter)
    {
        var sql = SqlFilter.Of(filter, SqlDialect.Postgres);
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT m.id FROM materials m WHERE {sql.Sql}";
        foreach ((int i, object value) in sql.Parameters.Index())
        {
            command.Parameters.AddWithValue($"p{i}", value);
        }

        using NpgsqlDataReader reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
