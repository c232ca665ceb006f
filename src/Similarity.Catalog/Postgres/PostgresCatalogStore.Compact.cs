using System.Globalization;
using Similarity.Search;

namespace Similarity.Catalog.Postgres;

public sealed partial class PostgresCatalogStore
{
    /// <summary>
    /// Forgets sets without fingerprints, builds the graphs that the address asks for, cleans every
    /// part of the tables and tells the planner what is there. A part of which a third is empty is
    /// written anew; nobody can read it meanwhile, and the disk must have room for it twice.
    /// </summary>
    public void Compact()
    {
        RequireWriter();
        ForgetEmptySets();
        foreach (FingerprintSet set in Sets())
        {
            foreach (SearchMetric metric in address.IndexMetrics)
            {
                BuildIndex(set, metric);
            }
        }

        session.Execute("VACUUM (ANALYZE) fingerprint_sets");
        foreach (string table in PostgresSchema.SplitTables)
        {
            foreach (string part in PartsOf(table))
            {
                session.Execute($"VACUUM (ANALYZE) {part}");
                if (IsLoose(table, part))
                {
                    session.Execute($"VACUUM (FULL, ANALYZE) {part}");
                }
            }
        }
    }

    private void ForgetEmptySets() => session.Transaction(() =>
    {
        List<int> gone = session.Rows(
            """
            DELETE FROM fingerprint_sets s
            WHERE NOT EXISTS (SELECT FROM vectors v WHERE v.set_id = s.set_id)
              AND NOT EXISTS (SELECT FROM failures f WHERE f.set_id = s.set_id)
            RETURNING s.set_id
            """,
            row => row.GetInt32(0));
        foreach (int setId in gone)
        {
            foreach (SearchMetric metric in Enum.GetValues<SearchMetric>())
            {
                session.Execute(
                    $"DROP INDEX IF EXISTS {VectorExtension.IndexName(setId, metric)}");
            }
        }

        return true;
    });

    /// <summary>The names of the parts, which this program gave them.</summary>
    private List<string> PartsOf(string table) => session.Rows(
        """
        SELECT quote_ident(c.relname) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass($1) ORDER BY c.relname
        """,
        row => row.GetString(0),
        table);

    /// <summary>
    /// Whether a part is more than half again as large as its rows: the sizes of the long columns,
    /// and some for the others, the row and the page.
    /// </summary>
    private bool IsLoose(string table, string part)
    {
        const int RestOfRow = 400, Slack = 256 << 10;
        string column = table switch
        {
            "materials" => "properties",
            "documents" => "content",
            "vectors" => "lanes",
            _ => "reason",
        };
        int copies = table == "vectors" && extension != null ? 2 : 1;
        return session.One(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT pg_table_size(to_regclass($1)) > {Slack} + 1.5 * (
                    SELECT coalesce(sum({copies} * pg_column_size({column}) + {RestOfRow}), 0)
                    FROM {part})
                """),
            row => row.GetBoolean(0),
            part);
    }
}
