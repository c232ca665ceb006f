using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// The tables of a catalog, and the steps that lead from each version to the next.
/// </summary>
/// <remarks>
/// Tables with a row for each material are split by the hash of its id, all alike, so that what
/// belongs to a material lies in the same part of each. A primary key has the column that a table
/// is split by. Nothing but the one writer keeps a vector from outliving its material: foreign keys
/// between split tables cost a constraint for each pair of parts.
/// <see cref="PostgresVerification"/> finds such vectors.
/// </remarks>
internal static class PostgresSchema
{
    /// <summary>Tables split by the hash of the id of the material.</summary>
    public static readonly ImmutableArray<string> SplitTables =
        ["materials", "documents", "vectors", "failures"];

    /// <summary>Step i makes version i + 1 of version i; version 0 is an empty schema.</summary>
    public static readonly ImmutableArray<Func<PostgresAddress, string>> Steps =
        [FirstVersion, _ => MarksOfWrites];

    /// <summary>
    /// Brings the schema to the newest version.
    /// </summary>
    /// <exception cref="CatalogException">There is no catalog, or a newer one.</exception>
    public static void Open(
        PostgresSession session,
        CatalogAccess access,
        ImmutableArray<Func<PostgresAddress, string>> steps,
        string programVersion)
    {
        PostgresAddress address = session.Address;
        int version = Version(session);
        if (version == 0 && access != CatalogAccess.Create)
        {
            throw new CatalogException(
                CatalogFault.Absent,
                address.Location,
                $"schema {address.Schema} has no database of this program");
        }

        if (version > steps.Length)
        {
            throw new CatalogException(
                CatalogFault.Invalid,
                address.Location,
                $"version {version}; this program knows versions up to {steps.Length}");
        }

        if (version < steps.Length && access == CatalogAccess.Read)
        {
            throw new CatalogException(
                CatalogFault.Invalid,
                address.Location,
                $"version {version}; open it once for writing to bring it to version "
                + $"{steps.Length}");
        }

        for (; version < steps.Length; version++)
        {
            string sql = steps[version](address);
            int next = version + 1;
            session.Transaction(() =>
            {
                if (next == 1 && !HasSchema(session))
                {
                    session.Execute($"CREATE SCHEMA \"{address.Schema}\"");
                }

                session.Execute(sql);
                return session.Execute(
                    "INSERT INTO catalog_versions (version, program_version) VALUES ($1, $2)",
                    next,
                    programVersion);
            });
        }
    }

    private static int Version(PostgresSession session)
    {
        bool present = session.One(
            """
            SELECT EXISTS (
                SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relname = 'catalog_versions')
            """,
            reader => reader.GetBoolean(0),
            session.Address.Schema);
        return present
            ? session.One(
                "SELECT coalesce(max(version), 0) FROM catalog_versions",
                reader => reader.GetInt32(0))
            : 0;
    }

    /// <summary>The writes that gave keys; those before this version are as one.</summary>
    private const string MarksOfWrites =
        """
        CREATE TABLE catalog_marks (
            last_key bigint PRIMARY KEY,
            token text COLLATE "C" NOT NULL
        );
        INSERT INTO catalog_marks
            SELECT last_value, gen_random_uuid()::text FROM vector_keys WHERE is_called;
        """;

    private static bool HasSchema(PostgresSession session) => session.One(
        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)",
        reader => reader.GetBoolean(0),
        session.Address.Schema);

    private static string FirstVersion(PostgresAddress address) =>
        FirstTables + string.Concat(SplitTables.Select(table => Parts(table, address.Partitions)));

    private static string Parts(string table, int count) => string.Concat(
        Enumerable.Range(0, count).Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE {table}_{part} PARTITION OF {table}
                FOR VALUES WITH (MODULUS {count}, REMAINDER {part});

            """)));

    /// <summary>
    /// Texts are compared by their bytes, as everywhere in this program. A set is known by the hash
    /// of its identity, which may be longer than an index takes. The lanes of vectors hardly
    /// compress, so nothing is tried.
    /// </summary>
    private const string FirstTables =
        """
        CREATE TABLE catalog_versions (
            version int PRIMARY KEY,
            program_version text NOT NULL
        );

        CREATE TABLE catalog_identity (id text NOT NULL);
        INSERT INTO catalog_identity VALUES (gen_random_uuid()::text);

        CREATE TABLE fingerprint_sets (
            set_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            identity text COLLATE "C" NOT NULL,
            identity_hash bytea NOT NULL UNIQUE,
            description json NOT NULL,
            hash bytea NOT NULL
        );

        CREATE SEQUENCE vector_keys;

        CREATE TABLE materials (
            id text COLLATE "C" NOT NULL,
            formula text COLLATE "C",
            elements text[] COLLATE "C" NOT NULL,
            nelements int NOT NULL,
            nsites int,
            space_group int,
            gap_ev double precision,
            source text COLLATE "C",
            properties jsonb NOT NULL,
            input_hash text COLLATE "C" NOT NULL,
            program_version text COLLATE "C" NOT NULL,
            hash bytea NOT NULL,
            PRIMARY KEY (id)
        ) PARTITION BY HASH (id);
        CREATE INDEX materials_elements ON materials USING gin (elements);

        CREATE TABLE documents (
            material_id text COLLATE "C" NOT NULL,
            kind int NOT NULL,
            content bytea NOT NULL,
            hash bytea NOT NULL,
            PRIMARY KEY (material_id, kind)
        ) PARTITION BY HASH (material_id);

        CREATE TABLE vectors (
            material_id text COLLATE "C" NOT NULL,
            set_id int NOT NULL REFERENCES fingerprint_sets,
            key bigint NOT NULL DEFAULT nextval('vector_keys'),
            lanes bytea NOT NULL,
            source text COLLATE "C" NOT NULL,
            input_hash text COLLATE "C" NOT NULL,
            program_version text COLLATE "C" NOT NULL,
            warnings text[] NOT NULL,
            hash bytea NOT NULL,
            PRIMARY KEY (material_id, set_id)
        ) PARTITION BY HASH (material_id);
        ALTER TABLE vectors ALTER COLUMN lanes SET STORAGE EXTERNAL;
        CREATE INDEX vectors_key ON vectors (set_id, key);

        CREATE TABLE failures (
            material_id text COLLATE "C" NOT NULL,
            set_id int NOT NULL REFERENCES fingerprint_sets,
            reason text COLLATE "C" NOT NULL,
            input_hash text COLLATE "C" NOT NULL,
            program_version text COLLATE "C" NOT NULL,
            hash bytea NOT NULL,
            PRIMARY KEY (material_id, set_id)
        ) PARTITION BY HASH (material_id);
        CREATE INDEX failures_set ON failures (set_id);

        """;
}
