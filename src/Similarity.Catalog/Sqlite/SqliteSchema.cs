using System.Collections.Concurrent;

namespace Similarity.Catalog.Sqlite;

/// <summary>
/// The tables of a catalog, as one script per version of the schema; a catalog of an older version
/// becomes one of the next by the next script. A file that holds anything else is not opened.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"SIMc", in the header of every catalog.</summary>
    public const int ApplicationId = 0x53494D63;

    private static readonly string[] Scripts =
    [
        // 1. Text is compared byte by byte, so that ids are in order. Numbers of vectors are never
        // given twice, which AUTOINCREMENT sees to.
        """
        CREATE TABLE catalog(id TEXT NOT NULL) STRICT;
        INSERT INTO catalog VALUES(lower(hex(randomblob(16))));
        CREATE TABLE materials(
          id TEXT PRIMARY KEY NOT NULL,
          formula TEXT,
          elements TEXT NOT NULL,
          nelements INTEGER NOT NULL,
          nsites INTEGER,
          space_group INTEGER,
          gap_ev REAL,
          source TEXT,
          properties TEXT NOT NULL,
          input_hash TEXT NOT NULL,
          program_version TEXT NOT NULL,
          hash BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE material_elements(
          element TEXT NOT NULL,
          material TEXT NOT NULL REFERENCES materials(id),
          PRIMARY KEY(element, material)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX material_elements_by_material ON material_elements(material);
        CREATE TABLE documents(
          material TEXT NOT NULL REFERENCES materials(id),
          kind INTEGER NOT NULL,
          content BLOB NOT NULL,
          hash BLOB NOT NULL,
          UNIQUE(material, kind)
        ) STRICT;
        CREATE TABLE sets(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          identity TEXT NOT NULL UNIQUE,
          record TEXT NOT NULL,
          hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE vectors(
          key INTEGER PRIMARY KEY AUTOINCREMENT,
          set_id INTEGER NOT NULL REFERENCES sets(id),
          material TEXT NOT NULL REFERENCES materials(id),
          source TEXT NOT NULL,
          input_hash TEXT NOT NULL,
          program_version TEXT NOT NULL,
          warnings TEXT NOT NULL,
          hash BLOB NOT NULL,
          lanes BLOB NOT NULL,
          UNIQUE(set_id, material)
        ) STRICT;
        CREATE UNIQUE INDEX vectors_by_key ON vectors(set_id, key);
        CREATE INDEX vectors_by_material ON vectors(material);
        CREATE TABLE failures(
          set_id INTEGER NOT NULL REFERENCES sets(id),
          material TEXT NOT NULL REFERENCES materials(id),
          reason TEXT NOT NULL,
          input_hash TEXT NOT NULL,
          program_version TEXT NOT NULL,
          hash BLOB NOT NULL,
          PRIMARY KEY(set_id, material)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX failures_by_material ON failures(material);
        """,

        // 2. What filters ask for most.
        """
        CREATE INDEX materials_by_formula ON materials(formula);
        CREATE INDEX materials_by_space_group ON materials(space_group);
        CREATE INDEX materials_by_gap ON materials(gap_ev);
        """,

        // 3. Writes that gave keys.
        """
        CREATE TABLE marks(
          last_key INTEGER PRIMARY KEY,
          token TEXT NOT NULL
        ) STRICT;
        INSERT INTO marks
          SELECT max(key), lower(hex(randomblob(16))) FROM vectors HAVING count(*) > 0;
        """,
    ];

    private static readonly ConcurrentDictionary<int, string[]> Expected = new();

    /// <summary>The first version that knows its writes.</summary>
    public const int VersionOfMarks = 3;

    /// <summary>The version that this program writes.</summary>
    public static int Version => Scripts.Length;

    /// <summary>Whether nothing was ever written to the file.</summary>
    public static bool IsBlank(SqliteDatabase database) =>
        database.Number("PRAGMA application_id") == 0
        && database.Number("PRAGMA user_version") == 0
        && database.Number("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Makes the tables of a version.</summary>
    public static void Create(SqliteDatabase database, int version)
    {
        database.Transact(() =>
        {
            database.Execute($"PRAGMA application_id={ApplicationId}");
            for (int next = 1; next <= version; next++)
            {
                database.Execute(Scripts[next - 1]);
            }

            database.Execute($"PRAGMA user_version={version}");
        });
    }

    /// <summary>Brings a sound catalog to the version that this program writes.</summary>
    public static void Migrate(SqliteDatabase database)
    {
        for (long next = database.Number("PRAGMA user_version") + 1; next <= Version; next++)
        {
            database.Transact(() =>
            {
                database.Execute(Scripts[next - 1]);
                database.Execute($"PRAGMA user_version={next}");
            });
        }
    }

    /// <summary>Throws for whatever is not a catalog of a known version.</summary>
    public static void Check(SqliteDatabase database, string location)
    {
        if (database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new CatalogException(
                CatalogFault.Invalid, location, "is a database, but none of this program");
        }

        long version = database.Number("PRAGMA user_version");
        if (version < 1 || version > Version)
        {
            throw new CatalogException(
                CatalogFault.Invalid,
                location,
                version > Version
                    ? $"has version {version} of the schema; this program knows {Version} and "
                        + "older ones: use a newer program"
                    : $"has version {version} of the schema; expected 1 to {Version}");
        }

        string[] expected = Expected.GetOrAdd((int)version, ObjectsOf);
        string[] found = Objects(database);
        string? surplus = found.Except(expected, StringComparer.Ordinal).FirstOrDefault()
            ?? expected.Except(found, StringComparer.Ordinal).FirstOrDefault();
        if (surplus is not null || found.Length != expected.Length)
        {
            throw new CatalogException(
                CatalogFault.Invalid,
                location,
                "its tables are not those of this program, in: "
                + (surplus ?? "")[..Math.Min(surplus?.Length ?? 0, 100)].Replace('\n', ' '));
        }
    }

    private static string[] ObjectsOf(int version)
    {
        using SqliteDatabase database = SqliteDatabase.InMemory();
        Create(database, version);
        return Objects(database);
    }

    private static string[] Objects(SqliteDatabase database)
    {
        using SqliteStatement statement = database.Prepare(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
        return
        [
            .. statement.All(row =>
                $"{row.Text(0)} {row.Text(1)} {row.Text(2)} {row.TextOrNull(3)}"),
        ];
    }
}
