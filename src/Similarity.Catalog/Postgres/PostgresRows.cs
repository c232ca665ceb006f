using System.Text;
using Npgsql;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// Rows of the tables as records; one whose hash does not fit what it holds is none.
/// </summary>
internal sealed class PostgresRows(string location)
{
    public const string MaterialColumns =
        "m.id, m.formula, m.elements, m.nsites, m.space_group, m.gap_ev, m.source, "
        + "m.properties::text, m.input_hash, m.program_version, m.hash";

    public const string DocumentColumns = "d.material_id, d.kind, d.content, d.hash";

    public const string SetColumns = "s.description::text, s.hash, s.identity, s.set_id";

    public const string VectorColumns =
        "v.key, v.material_id, v.lanes, v.source, v.input_hash, v.program_version, v.warnings, "
        + "v.hash";

    public const string FailureColumns =
        "f.material_id, f.reason, f.input_hash, f.program_version, f.hash";

    public Material Material(NpgsqlDataReader row) => Read("material", row.GetString(0), () =>
    {
        var material = new Material(row.GetString(0))
        {
            Formula = TextOrNull(row, 1),
            Elements = [.. row.GetFieldValue<string[]>(2)],
            SiteCount = row.IsDBNull(3) ? null : row.GetInt32(3),
            SpaceGroup = row.IsDBNull(4) ? null : row.GetInt32(4),
            GapEv = row.IsDBNull(5) ? null : row.GetDouble(5),
            Source = TextOrNull(row, 6),
            Properties = MaterialRecord.ReadProperties(Encoding.UTF8.GetBytes(row.GetString(7))),
            InputHash = row.GetString(8),
            ProgramVersion = row.GetString(9),
        };
        return (material, Fits(row, 10, RecordHash.Of(material)));
    });

    public CatalogDocument Document(NpgsqlDataReader row)
    {
        string id = row.GetString(0);
        return Read("document", id, () =>
        {
            var document = new CatalogDocument(
                (DocumentKind)row.GetInt32(1), row.GetFieldValue<byte[]>(2));
            return (document, Enum.IsDefined(document.Kind)
                && Fits(row, 3, RecordHash.Of(id, document)));
        });
    }

    public FingerprintSet Set(NpgsqlDataReader row) =>
        Read("set of fingerprints", row.GetString(2), () =>
        {
            FingerprintSet set =
                FingerprintSetRecord.Read(Encoding.UTF8.GetBytes(row.GetString(0)));
            return (set, Fits(row, 1, RecordHash.Of(set)) && row.GetString(2) == set.Identity);
        });

    public StoredVector Vector(FingerprintSet set, NpgsqlDataReader row) =>
        Read($"vector in the set {set.Identity}", row.GetString(1), () =>
        {
            var vector = new StoredVector(
                row.GetString(1),
                LaneBytes.Read(row.GetFieldValue<byte[]>(2), set.Space),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                [.. row.GetFieldValue<string[]>(6)])
            {
                Key = row.GetInt64(0),
            };
            return (vector, Fits(row, 7, RecordHash.Of(set, vector)));
        });

    public StoredFailure Failure(FingerprintSet set, NpgsqlDataReader row) =>
        Read($"failure in the set {set.Identity}", row.GetString(0), () =>
        {
            var failure = new StoredFailure(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
            return (failure, Fits(row, 4, RecordHash.Of(set, failure)));
        });

    private static string? TextOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static bool Fits(NpgsqlDataReader row, int column, byte[] computed) =>
        row.GetFieldValue<byte[]>(column).AsSpan().SequenceEqual(computed);

    private T Read<T>(string what, string id, Func<(T Record, bool Fits)> read)
    {
        T record;
        bool fits;
        try
        {
            (record, fits) = read();
        }
        catch (Exception e) when (e is FormatException or InvalidCastException)
        {
            throw new CatalogException(
                CatalogFault.Invalid, location, $"{what} of {id}: {e.Message}", e);
        }

        return fits
            ? record
            : throw new CatalogException(
                CatalogFault.Invalid, location, $"{what} of {id}: its hash does not fit it");
    }
}
