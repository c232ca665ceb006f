using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Similarity.Catalog.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>SQLite lets the same materials pass as the filter itself.</summary>
public sealed class SqliteFilterTest
{
    private const int Materials = 80;

    private static readonly int Filters =
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 30_000 : 3_000;

    [Fact]
    public void RandomFiltersSelectWhatTheyMatch()
    {
        var filters = new RandomFilters(new RandomStream(2));
        Material[] materials = [.. Enumerable.Range(0, Materials).Select(filters.Material)];
        using SqliteConnection connection = Fill(materials);
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

    [Fact]
    public void NumbersOfPropertiesAreReadToTheLastBit()
    {
        var random = new RandomStream(3);
        double[] numbers = [.. Enumerable.Range(0, 5000).Select(_ => RandomNumber(random))];
        Material[] materials = [.. numbers.Select((number, i) =>
            new Material($"{i}")
            {
                Properties = Material("").Properties.Add("x", new PropertyValue.Number(number)),
                InputHash = "",
                ProgramVersion = "",
            })];
        using SqliteConnection connection = Fill(materials);
        for (int i = 0; i < numbers.Length; i++)
        {
            // One step up or down is another number.
            var equal = new NumberRange(
                FilterProperty.Of("x"), numbers[i], Math.BitIncrement(numbers[i]));
            var above = new NumberComparison(
                FilterProperty.Of("x"), ComparisonOperator.GreaterOrEqual, numbers[i]);
            Filter filter = new Conjunction(
                [equal, above, new TextComparison(FilterProperty.Id, 0, $"{i}")]);
            Assert.Equal([$"{i}"], Select(connection, filter));
        }
    }

    [Fact]
    public void LargeFiltersAreWithinTheBoundsOfTheDatabase()
    {
        using SqliteConnection connection = Fill([Material("a")]);
        foreach (string text in LargeFilters.All)
        {
            Filter filter = FilterParser.Parse(text);
            Assert.True(filter.Matches(Material("a")), text[..40]);
            Assert.Equal(["a"], Select(connection, filter));
        }
    }

    [Theory]
    [InlineData("'; DROP TABLE materials;--")]
    [InlineData("\"; DELETE FROM materials; --")]
    [InlineData("') OR 1=1 --")]
    [InlineData("@p0")]
    [InlineData("%")]
    public void TextsAreParametersAndNothingElse(string attack)
    {
        string quoted = attack.Replace("\"", "\\\"", StringComparison.Ordinal);
        Filter filter = FilterParser.Parse(
            $"id = \"{quoted}\" or x contains \"{quoted}\" or source in (\"{quoted}\")"
            + $" or elements has \"{quoted}\"");
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            var sql = SqlFilter.Of(filter, dialect);
            Assert.Contains(attack, sql.Parameters);
            if (attack != "@p0")
            {
                Assert.DoesNotContain(attack, sql.Sql, StringComparison.Ordinal);
            }
        }

        using SqliteConnection connection = Fill([Material("a"), Material(attack)]);
        Assert.Equal([attack], Select(connection, filter));
        Assert.Equal(2, Select(connection, FilterParser.Parse("id is known")).Count);
    }

    /// <summary>Of no filter does a character get into the SQL that is not the program's.</summary>
    [Fact]
    public void SqlHoldsWordsOfTheProgramOnly()
    {
        var filters = new RandomFilters(new RandomStream(4));
        for (int i = 0; i < 2000; i++)
        {
            Filter filter = filters.Filter(3);
            foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
            {
                Assert.Matches(
                    """
                    ^(\(|\)|,|\ |\[|\]|::|=|!=|<>|<=|>=|<|>|->|->>|&&|@>|<@|\+|-|0|1|@p[0-9]+
                    |'(integer|real|text|true|false|null|number|string)'|"C"|\*
                    |m\.(id|formula|elements|nelements|nsites|space_group|gap_ev|source|properties)
                    |AND|OR|NOT|IN|IS|NULL|BETWEEN|CASE|WHEN|THEN|ELSE|END|FALSE|COLLATE|ARRAY
                    |SELECT|FROM|WHERE|count|coalesce|substr|length|instr|json_type|json_extract
                    |material_elements|material|element|jsonb_typeof|jsonb|double|precision|text
                    |starts_with|right|strpos)*$
                    """.Replace("\n", "", StringComparison.Ordinal),
                    SqlFilter.Of(filter, dialect).Sql);
            }
        }
    }

    [Fact]
    public void ElementsAreLookedUpByTheirIndex()
    {
        using SqliteConnection connection = Fill([Material("a")]);
        var sql = SqlFilter.Of(FilterParser.Parse("elements has all (O, Ti)"), SqlDialect.Sqlite);
        using SqliteCommand command = Command(
            connection, $"EXPLAIN QUERY PLAN SELECT m.id FROM materials m WHERE {sql.Sql}", sql);
        using SqliteDataReader reader = command.ExecuteReader();
        var plan = new StringBuilder();
        while (reader.Read())
        {
            plan.AppendLine(reader.GetString(3));
        }

        Assert.Contains(
            "SEARCH material_elements USING PRIMARY KEY (element=?)",
            plan.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan.ToString(), StringComparison.Ordinal);
    }

    private static Material Material(string id) => new(id) { InputHash = "", ProgramVersion = "" };

    private static double RandomNumber(RandomStream random)
    {
        double number = BitConverter.UInt64BitsToDouble(random.NextBits());
        return double.IsFinite(number) ? number : random.Normal();
    }

    private static SqliteConnection Fill(IReadOnlyList<Material> materials)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using (SqliteCommand schema = connection.CreateCommand())
        {
            schema.CommandText = """
                CREATE TABLE materials (
                    id TEXT PRIMARY KEY, formula TEXT, elements TEXT, nelements INTEGER,
                    nsites INTEGER, space_group INTEGER, gap_ev REAL, source TEXT, properties TEXT)
                    WITHOUT ROWID;
                CREATE TABLE material_elements (
                    element TEXT, material TEXT, PRIMARY KEY (element, material)) WITHOUT ROWID;
                """;
            schema.ExecuteNonQuery();
        }

        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach ((int index, Material material) in materials.Index())
        {
            // A store may write what it does not know as NULL or as nothing at all.
            bool isNull = index % 2 == 0;
            int count = material.Elements.Length;
            Insert(
                connection, "materials", material.Id, material.Formula,
                count == 0 && isNull ? null : JsonSerializer.Serialize(material.Elements),
                count == 0 && isNull ? null : count,
                material.SiteCount, material.SpaceGroup, material.GapEv, material.Source,
                material.Properties.Count == 0 && isNull ? null : FilterTable.Json(material));
            foreach (string element in material.Elements)
            {
                Insert(connection, "material_elements", element, material.Id);
            }
        }

        transaction.Commit();
        return connection;
    }

    private static void Insert(SqliteConnection connection, string table, params object?[] values)
    {
        using SqliteCommand command = connection.CreateCommand();
        string names = string.Join(", ", values.Select((_, i) =>
            string.Create(CultureInfo.InvariantCulture, $"@v{i}")));
        command.CommandText = $"INSERT INTO {table} VALUES ({names})";
        foreach ((int i, object? value) in values.Index())
        {
            command.Parameters.AddWithValue($"@v{i}", value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, SqlFilter filter)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((int i, object value) in filter.Parameters.Index())
        {
            command.Parameters.AddWithValue($"@p{i}", value);
        }

        return command;
    }

    private static List<string> Select(SqliteConnection connection, Filter filter)
    {
        var sql = SqlFilter.Of(filter, SqlDialect.Sqlite);
        using SqliteCommand command = Command(
            connection, $"SELECT m.id FROM materials m WHERE {sql.Sql}", sql);
        using SqliteDataReader reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
