using System.Text;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Sqlite;

/// <summary>
/// Rows of the tables as records; one whose hash does not fit what it holds is none.
/// </summary>
internal sealed class SqliteRows(string location)
{
    public const string MaterialColumns =
        "m.id, m.formula, m.elements, m.nsites, m.space_group, m.gap_ev, m.source, m.properties, "
        + "m.input_hash, m.program_version, m.hash";

    public const string VectorColumns =
        "key, material, source, input_hash, program_version, warnings, hash, lanes";

    public const string SetColumns = "id, record, hash, identity";

    public const string FailureColumns = "material, reason, input_hash, program_version, hash";

    public Material Material(SqliteStatement row) => Read("material", row.Text(0), () =>
    {
        string elements = row.Text(2);
        var material = new Material(row.Text(0))
        {
            Formula = row.TextOrNull(1),
            Elements = elements.Length == 0 ? [] : [.. elements.Split(' ')],
            SiteCount = row.Int(3),
            SpaceGroup = row.Int(4),
            GapEv = row.Double(5),
            Source = row.TextOrNull(6),
            Properties = MaterialRecord.ReadProperties(row.Bytes(7).ToArray()),
            InputHash = row.Text(8),
            ProgramVersion = row.Text(9),
        };
        return (material, Fits(row.Bytes(10), RecordHash.Of(material)));
    });

    /// <summary>Of the columns kind, content and hash.</summary>
    public CatalogDocument Document(string id, SqliteStatement row) => Read("document", id, () =>
    {
        var document = new CatalogDocument((DocumentKind)row.Long(0), row.Bytes(1).ToArray());
        return (document, Enum.IsDefined(document.Kind)
            && Fits(row.Bytes(2), RecordHash.Of(id, document)));
    });

    public FingerprintSet Set(SqliteStatement row)
    {
        byte[] record = row.Bytes(1).ToArray();
        return Read("set of fingerprints", Encoding.UTF8.GetString(record), () =>
        {
            FingerprintSet set = FingerprintSetRecord.Read(record);
            return (set, Fits(row.Bytes(2), RecordHash.Of(set)) && row.Text(3) == set.Identity);
        });
    }

    public StoredVector Vector(FingerprintSet set, SqliteStatement row) =>
        Read($"vector in the set {set.Identity}", row.Text(1), () =>
        {
            var vector = new StoredVector(
                row.Text(1),
                LaneBytes.Read(row.Bytes(7), set.Space),
                row.Text(2),
                row.Text(3),
                row.Text(4),
                TextListRecord.Read(row.Bytes(5).ToArray()))
            {
                Key = row.Long(0),
            };
            return (vector, Fits(row.Bytes(6), RecordHash.Of(set, vector)));
        });

    public StoredFailure Failure(FingerprintSet set, SqliteStatement row) =>
        Read($"failure in the set {set.Identity}", row.Text(0), () =>
        {
            var failure = new StoredFailure(row.Text(0), row.Text(1), row.Text(2), row.Text(3));
            return (failure, Fits(row.Bytes(4), RecordHash.Of(set, failure)));
        });

    private T Read<T>(string what, string id, Func<(T Record, bool Fits)> read) =>
        StoredRecord.Read(location, what, id, read);

    private static bool Fits(ReadOnlySpan<byte> stored, byte[] computed) =>
        stored.SequenceEqual(computed);
}
