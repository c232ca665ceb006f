using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using Similarity.Catalog;
using Similarity.Catalog.Records;
using Similarity.Catalog.Sqlite;
using Similarity.Fingerprints;
using Similarity.Numerics;

namespace Similarity.Cli.Tests.Databases;

/// <summary>
/// What somebody who knows the tables makes of a database: hashes fit, and what they stand for is
/// meant to lead the program astray.
/// </summary>
internal static class HostileRecords
{
    /// <summary>Texts that mean something somewhere on the way of a record.</summary>
    public static ImmutableArray<string> Texts { get; } =
    [
        "../../outside", "/tmp/similarity-outside", "..\\..\\outside", "a/b", ".", "..", "", " ",
        "'); DROP TABLE materials; --", "\" OR 1=1 --", "$(touch outside)", "`touch outside`",
        "file:///etc/passwd", "http://localhost/outside", "[bold red]", "[/]", "{0} {1:D}", "%s%n",
        "\u001b]0;title\u0007\u001b[2J", "\u0000", "\n\r\t", "\uFFFD\uFFFF", "null", "NaN", "{", "[",
        "{\"a\":1}", "-1", "1e999", new string('[', 20_000), new string('x', 200_000),
    ];

    private static readonly float[] Numbers =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue,
        float.Epsilon, -0f,
    ];

    /// <summary>Changes a database at random, by one of these ways.</summary>
    public static void Plant(string location, RandomStream random)
    {
        Action<string, RandomStream>[] ways =
        [
            Set, Set, Vectors, Materials, Documents, Cells, Schema, Orders,
        ];
        ways[random.Below(ways.Length)](location, random);
        SqliteConnection.ClearAllPools();
    }

    private static T Pick<T>(T[] choices, RandomStream random) =>
        choices[random.Below(choices.Length)];

    private static string Text(RandomStream random) => Texts[random.Below(Texts.Length)];

    /// <summary>The set becomes another one, and its vectors are of that.</summary>
    private static void Set(string location, RandomStream random)
    {
        (FingerprintSet old, StoredVector[] vectors) = Read(location);
        int way = random.Below(7);
        var set = new FingerprintSet(
            way == 0 ? Text(random) : old.Kind,
            way == 1 ? old.Parameters.SetItem(Text(random), Text(random)) : old.Parameters,
            way == 2 ? Text(random) : old.GridId,
            way == 3 ? Search.VectorEncoding.Bits : old.Encoding,
            way == 4 ? Pick([1, 0, -1, old.Lanes + 1, int.MaxValue], random) : old.Lanes,
            way switch
            {
                5 => [new FingerprintSegment(Text(random), [1, 0])],
                6 => [.. old.Segments, .. old.Segments],
                _ => old.Segments,
            });
        using SqliteConnection connection = Open(location);
        Execute(
            connection,
            "UPDATE sets SET identity = $a, record = $b, hash = $c",
            set.Identity,
            Encoding.UTF8.GetString(FingerprintSetRecord.Write(set)),
            RecordHash.Of(set));
        foreach (StoredVector vector in vectors)
        {
            Write(connection, set, vector);
        }
    }

    private static void Vectors(string location, RandomStream random)
    {
        (FingerprintSet set, StoredVector[] vectors) = Read(location);
        StoredVector vector = vectors[random.Below(vectors.Length)];
        float[] lanes = [.. vector.Lanes];
        switch (random.Below(4))
        {
            case 0:
                lanes[random.Below(lanes.Length)] = Numbers[random.Below(Numbers.Length)];
                break;
            case 1:
                lanes = new float[random.Below(3) * 100];
                break;
            case 2:
                Array.Fill(lanes, Numbers[random.Below(Numbers.Length)]);
                break;
            default:
                vector = vector with { Source = Text(random), Warnings = [Text(random)] };
                break;
        }

        using SqliteConnection connection = Open(location);
        Write(connection, set, vector with { Lanes = lanes });
    }

    private static void Materials(string location, RandomStream random)
    {
        Material material;
        using (ICatalogStore store = SqliteCatalogStore.Open(location, CatalogAccess.Read))
        {
            material = store.Find("s1")!;
        }

        string text = Text(random);
        material = random.Below(5) switch
        {
            0 => material with { Formula = text },
            1 => material with { Source = text },
            2 => material with { SpaceGroup = -5, SiteCount = int.MinValue },
            3 => material with
            {
                Properties = material.Properties.SetItem(text, new PropertyValue.Text(text)),
            },
            _ => material with { ProgramVersion = text },
        };
        using SqliteConnection connection = Open(location);
        Execute(
            connection,
            "UPDATE materials SET formula = $a, source = $b, space_group = $c, nsites = $d, "
                + "properties = $e, program_version = $f, hash = $g WHERE id = 's1'",
            material.Formula, material.Source, material.SpaceGroup, material.SiteCount,
            Encoding.UTF8.GetString(MaterialRecord.WriteProperties(material.Properties)),
            material.ProgramVersion, RecordHash.Of(material));
    }

    private static void Documents(string location, RandomStream random)
    {
        byte[] content = random.Below(3) == 0
            ? "{}\n{\"material\":{\"id\":\"forged\"}}"u8.ToArray()
            : Encoding.UTF8.GetBytes(Text(random));
        var document = new CatalogDocument((DocumentKind)random.Below(4), content);
        using SqliteConnection connection = Open(location);
        Execute(
            connection,
            "UPDATE documents SET kind = $a, content = $b, hash = $c WHERE material = 's2'",
            (int)document.Kind, content, RecordHash.Of("s2", document));
    }

    /// <summary>Values of types and sizes that the tables do not allow.</summary>
    private static void Cells(string location, RandomStream random)
    {
        (string Table, string Column)[] cells =
        [
            ("materials", "elements"), ("materials", "nelements"), ("materials", "gap_ev"),
            ("materials", "properties"), ("materials", "hash"), ("material_elements", "element"),
            ("documents", "content"), ("documents", "kind"), ("sets", "record"), ("sets", "id"),
            ("vectors", "lanes"), ("vectors", "warnings"), ("vectors", "set_id"),
            ("vectors", "material"), ("catalog", "id"),
        ];
        string[] values =
        [
            "NULL", "'text'", "x'00FF'", "1.5", "-9223372036854775808", "zeroblob(30000000)",
            "'[[[[['", "'{\"a\":{\"a\":{\"a\":'", "x'C328'", "''", "x''", "1e308 * 10",
            "char(27) || '[2J'", "'../../outside'",
        ];
        (string table, string column) = cells[random.Below(cells.Length)];
        using SqliteConnection connection = Open(location);
        Execute(connection, "PRAGMA foreign_keys = OFF");
        Execute(connection, "PRAGMA writable_schema = ON");
        string schema = Lax(connection, table);
        Execute(
            connection,
            $"UPDATE {table} SET {column} = {values[random.Below(values.Length)]} "
            + (table switch
            {
                "materials" => "WHERE id = 's1'",
                "material_elements" => "WHERE material = 's1'",
                _ => $"WHERE rowid = (SELECT min(rowid) FROM {table})",
            }),
            tolerant: true);
        Execute(
            connection,
            "UPDATE sqlite_schema SET sql = $a WHERE name = $b", schema, table);
    }

    /// <summary>A table no longer strict, for as long as it takes; its statement before.</summary>
    private static string Lax(SqliteConnection connection, string table)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE name = $a";
        command.Parameters.AddWithValue("$a", table);
        string sql = (string)command.ExecuteScalar()!;
        Execute(
            connection,
            "UPDATE sqlite_schema SET sql = $a WHERE name = $b",
            sql.Replace(" STRICT, ", " ", StringComparison.Ordinal)
                .Replace(" STRICT", "", StringComparison.Ordinal)
                .Replace(" NOT NULL", "", StringComparison.Ordinal),
            table);
        Execute(connection, "PRAGMA schema_version = 4242");
        return sql;
    }

    private static void Schema(string location, RandomStream random)
    {
        string[] changes =
        [
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE x(' WHERE name = 'vectors'",
            "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'materials'",
            "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'vectors'",
            "UPDATE sqlite_schema SET rootpage = -1 WHERE name = 'sets'",
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema "
                + "WHERE name = 'documents') WHERE name = 'vectors'",
            "UPDATE sqlite_schema SET type = 'view' WHERE name = 'sets'",
            "UPDATE sqlite_schema SET name = 'sqlite_x', tbl_name = '../x' WHERE name = 'failures'",
            "DELETE FROM sqlite_schema WHERE name = 'catalog'",
            "UPDATE sqlite_schema SET sql = replace(sql, 'gap_ev REAL', "
                + "'gap_ev REAL DEFAULT (load_extension(''x''))') WHERE name = 'materials'",
            "INSERT INTO sqlite_schema VALUES('trigger', 't', 'materials', 0, 'CREATE TRIGGER t "
                + "AFTER INSERT ON materials BEGIN SELECT writefile(''outside'', ''x''); END')",
            "INSERT INTO sqlite_schema VALUES('table', 'e', 'e', 0, "
                + "'CREATE VIRTUAL TABLE e USING fts5(x)')",
            "UPDATE sqlite_schema SET sql = zeroblob(5000000) WHERE name = 'materials'",
        ];
        using SqliteConnection connection = Open(location);
        Execute(connection, "PRAGMA writable_schema = ON");
        Execute(connection, changes[random.Below(changes.Length)]);
    }

    /// <summary>Rows that belong to nothing, or twice, or are not where their index says.</summary>
    private static void Orders(string location, RandomStream random)
    {
        string[] changes =
        [
            "DELETE FROM materials WHERE id = 's3'",
            "UPDATE vectors SET key = -key WHERE material = 's1'",
            "UPDATE vectors SET key = 9223372036854775807 WHERE material = 's1'",
            "UPDATE sqlite_sequence SET seq = -1",
            "DELETE FROM catalog",
            "INSERT INTO catalog VALUES('../../outside')",
            "UPDATE catalog SET id = '../../outside'",
            "INSERT INTO sets(identity, record, hash) SELECT identity || ' ', record, hash FROM sets",
            "UPDATE vectors SET set_id = 77",
            "DELETE FROM material_elements",
            "INSERT INTO material_elements VALUES('O', 's1'), ('[/]', 's1')",
            "DELETE FROM sets",
            "DELETE FROM documents",
            "UPDATE materials SET id = '../../outside' WHERE id = 's1'",
        ];
        using SqliteConnection connection = Open(location);
        Execute(connection, "PRAGMA foreign_keys = OFF");
        Execute(connection, changes[random.Below(changes.Length)]);
    }

    private static (FingerprintSet Set, StoredVector[] Vectors) Read(string location)
    {
        using ICatalogStore store = SqliteCatalogStore.Open(location, CatalogAccess.Read);
        FingerprintSet set = store.Sets()[0];
        return (set, [.. store.Vectors(set)]);
    }

    private static void Write(
        SqliteConnection connection, FingerprintSet set, StoredVector vector) =>
        Execute(
            connection,
            "UPDATE vectors SET source = $a, warnings = $b, lanes = $c, hash = $d "
                + "WHERE material = $e",
            vector.Source,
            Encoding.UTF8.GetString(TextListRecord.Write(vector.Warnings)),
            LaneBytes.Of(vector.Lanes).ToArray(),
            RecordHash.Of(set, vector),
            vector.MaterialId);

    private static SqliteConnection Open(string location)
    {
        var connection = new SqliteConnection($"Data Source={location};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(
        SqliteConnection connection, string sql, params object?[] values) =>
        Execute(connection, sql, tolerant: false, values);

    /// <param name="tolerant">Whether the database may refuse.</param>
    private static void Execute(
        SqliteConnection connection, string sql, bool tolerant, params object?[] values)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i] ?? DBNull.Value);
        }

        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException) when (tolerant)
        {
            // The mutant is then the sound database.
        }
    }
}
