using LiteDB;
using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// A catalog in one file of LiteDB. A batch is one transaction, brought to the file and the disk
/// before it returns. Processes take turns with the file: a reader waits while a batch is written,
/// and a writer until streams that others read are at their end.
/// </summary>
public sealed partial class LiteDbCatalogStore : ICatalogStore
{
    private const string Application = "similarity";

    /// <summary>
    /// The version that this program writes. Version 1 did not count its documents and knew none of
    /// its writes; it is read, and becomes version 2 when it is opened for writing.
    /// </summary>
    private const int Version = 2;

    private readonly List<LiteDbStream> streams = [];
    private readonly LiteDbFile file;
    private readonly LiteDbRows rows;
    private readonly WriterLock? writerLock;
    private Dictionary<string, (int Number, FingerprintSet Set)>? sets;
    private long setsOf;
    private bool isDisposed;

    private LiteDbCatalogStore(string path, LiteDbFile file, WriterLock? writerLock)
    {
        Location = path;
        this.file = file;
        this.writerLock = writerLock;
        rows = new LiteDbRows(path);
    }

    public string Engine => "litedb";

    public string Location { get; }

    public string CatalogId => field ??= file.Read(
        database => LiteDbMeta.Read(database).CatalogId)
        ?? throw new CatalogException(
            CatalogFault.Invalid, Location, "does not say which database it is");

    /// <param name="location">A path; a relative one from the current folder.</param>
    /// <exception cref="CatalogException"/>
    public static LiteDbCatalogStore Open(string location, CatalogAccess access)
    {
        string path = CatalogFile.FullPath(location, access);
        WriterLock? writerLock = access == CatalogAccess.Read ? null : WriterLock.Take(path);
        LiteDbFile? file = null;
        try
        {
            if (access == CatalogAccess.Create
                && (!File.Exists(path) || new FileInfo(path).Length == 0))
            {
                LiteDbFile.Create(path, Found);
            }

            LiteDbFile.RequireHeader(path);
            file = new LiteDbFile(path, isWriter: access != CatalogAccess.Read);
            if (access != CatalogAccess.Read)
            {
                file.Recover();
            }

            CheckMeta(file, path);
            if (access != CatalogAccess.Read)
            {
                Migrate(file);
            }

            return new LiteDbCatalogStore(path, file, writerLock);
        }
        catch
        {
            file?.Dispose();
            writerLock?.Dispose();
            throw;
        }
    }

    public CatalogCounts Count() => file.Read(database => new CatalogCounts(
        database.GetCollection(LiteDbRows.Materials).LongCount(),
        database.GetCollection(LiteDbRows.Documents).LongCount(),
        database.GetCollection(LiteDbRows.Vectors).LongCount(),
        database.GetCollection(LiteDbRows.Failures).LongCount(),
        new FileInfo(Location).Length));

    public SetCounts Count(FingerprintSet set)
    {
        using IDisposable turn = file.BeginRead();
        return NumberOf(set) is { } number
            ? new SetCounts(
                CountOf(LiteDbRows.Owners, number), CountOf(LiteDbRows.Failures, number))
            : new SetCounts(0, 0);
    }

    public CatalogMark? LastMark() => file.Read(database => database
        .GetCollection(LiteDbRows.Marks)
        .Find(Query.All(Query.Descending), limit: 1)
        .Select(rows.Mark)
        .FirstOrDefault());

    public bool Knows(CatalogMark mark) =>
        Row(LiteDbRows.Marks, LiteDbKeys.OfMark(mark.LastKey)) is { } row
        && rows.Mark(row).Token == mark.Token;

    public IReadOnlyList<FingerprintSet> Sets()
    {
        using IDisposable turn = file.BeginRead();
        return
        [
            .. KnownSets().Values
                .Where(known => IsThere(LiteDbRows.Owners, known.Number)
                    || IsThere(LiteDbRows.Failures, known.Number))
                .Select(known => known.Set)
                .OrderBy(set => set.Identity, IdComparer.Instance),
        ];
    }

    public Material? Find(string id) =>
        Row(LiteDbRows.Materials, LiteDbKeys.OfId(id)) is { } row
            ? rows.Material(row)
            : null;

    public IEnumerable<Material> Materials(Filter? filter = null) =>
        Stream(LiteDbRows.Materials, LiteDbKeys.First, LiteDbKeys.Last, rows.Material)
            .Where(material => filter?.Matches(material) ?? true);

    public IReadOnlyList<CatalogDocument> Documents(string id)
    {
        using IDisposable turn = file.BeginRead();
        var documents = new List<CatalogDocument>();
        foreach (DocumentKind kind in Enum.GetValues<DocumentKind>())
        {
            if (Row(LiteDbRows.Documents, LiteDbKeys.OfDocument(id, kind)) is { } row)
            {
                documents.Add(LiteDbFile.Guard(Location, () => Document(id, kind, row)));
            }
        }

        return documents;
    }

    public StoredVector? Vector(FingerprintSet set, string id)
    {
        using IDisposable turn = file.BeginRead();
        return LiteDbFile.Guard(Location, () => NumberOf(set) is { } number
            && Row(LiteDbRows.Owners, LiteDbKeys.OfMaterial(number, id)) is { } owner
            && Row(LiteDbRows.Vectors, LiteDbKeys.OfVector(number, owner["key"].AsInt64))
                is { } row
            ? rows.Vector(set, row)
            : null);
    }

    public IEnumerable<StoredVector> Vectors(FingerprintSet set, long afterKey = 0) => OfSet(
        LiteDbRows.Vectors,
        set,
        number => LiteDbKeys.After(LiteDbKeys.OfVector(number, afterKey)),
        row => rows.Vector(set, row));

    public IEnumerable<long> Keys(FingerprintSet set, Filter? filter = null)
    {
        using IDisposable turn = file.BeginRead();
        HashSet<string>? ids = filter is null
            ? null
            : Materials(filter).Select(material => material.Id)
                .ToHashSet(StringComparer.Ordinal);
        List<long> keys =
        [
            .. OfSet(
                LiteDbRows.Owners,
                set,
                LiteDbKeys.OfSet,
                row => (Id: LiteDbKeys.MaterialOf(row["_id"].AsBinary), Key: row["key"].AsInt64))
                .Where(owner => ids?.Contains(owner.Id) ?? true)
                .Select(owner => owner.Key),
        ];
        keys.Sort();
        return keys;
    }

    public StoredFailure? Failure(FingerprintSet set, string id)
    {
        using IDisposable turn = file.BeginRead();
        return NumberOf(set) is { } number
            && Row(LiteDbRows.Failures, LiteDbKeys.OfMaterial(number, id)) is { } row
            ? rows.Failure(set, row)
            : null;
    }

    public IEnumerable<StoredFailure> Failures(FingerprintSet set) => OfSet(
        LiteDbRows.Failures, set, LiteDbKeys.OfSet, row => rows.Failure(set, row));

    /// <summary>LiteDB does not search vectors.</summary>
    public IReadOnlyList<(string Id, double Value)>? Nearest(
        FingerprintSet set, SearchMetric metric, ReadOnlyMemory<float> query, int count,
        Filter? filter) => null;

    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            file.Dispose();
            writerLock?.Dispose();
        }
    }

    private static void Found(LiteDatabase database) =>
        LiteDbMeta.New(Application, Version).Save(database);

    private static void CheckMeta(LiteDbFile file, string path)
    {
        (string? application, int version) = file.Read(database =>
        {
            LiteDbMeta? meta = LiteDbMeta.Find(database);
            return (meta?.Application, meta?.Version ?? 0);
        });
        if (application != Application)
        {
            throw new CatalogException(
                CatalogFault.Invalid, path, "is a database, but none of this program");
        }

        if (version is < 1 or > Version)
        {
            throw new CatalogException(
                CatalogFault.Invalid,
                path,
                $"has version {version} of the schema; this program knows {Version} and older ones"
                + (version > Version ? ": use a newer program" : ""));
        }
    }

    private static void Migrate(LiteDbFile file)
    {
        if (file.Read(database => LiteDbMeta.Read(database).Version) == Version)
        {
            return;
        }

        file.Change(database =>
        {
            var change = new LiteDbChange(database);
            foreach (string collection in LiteDbRows.Counted)
            {
                change.Meta.SetCount(collection, database.GetCollection(collection).LongCount());
            }

            if (change.Meta.LastKey > 0)
            {
                change.Mark();
            }

            change.Meta.Version = Version;
            change.Save();
        });
    }

    private BsonDocument? Row(string collection, byte[] key) =>
        file.Read(database => database.GetCollection(collection).FindById(key));

    private CatalogDocument Document(string id, DocumentKind kind, BsonDocument row) =>
        rows.Document(id, kind, row, chunk =>
            Row(LiteDbRows.Chunks, LiteDbKeys.OfChunk(id, kind, chunk)) is { } piece
                ? piece["data"].AsBinary
                : throw new FormatException($"{kind} lacks piece {chunk}"));

    private long CountOf(string collection, int set) => file.Read(
        database => database.GetCollection(collection).LongCount(
            Query.Between("_id", LiteDbKeys.OfSet(set), LiteDbKeys.OfSet(set + 1))));

    private bool IsThere(string collection, int set) => file.Read(database => database
        .GetCollection(collection)
        .Find(Query.Between("_id", LiteDbKeys.OfSet(set), LiteDbKeys.OfSet(set + 1)), limit: 1)
        .Any());

    /// <summary>All sets that were ever written to, by identity.</summary>
    private Dictionary<string, (int Number, FingerprintSet Set)> KnownSets()
    {
        using IDisposable turn = file.BeginRead();
        if (sets is null || setsOf != file.Generation)
        {
            List<BsonDocument> found = file.Read(
                database => database.GetCollection(LiteDbRows.Sets).FindAll().ToList());
            sets = new Dictionary<string, (int, FingerprintSet)>(StringComparer.Ordinal);
            foreach (BsonDocument row in found)
            {
                FingerprintSet set = rows.Set(row);
                int number = LiteDbFile.Guard(
                    Location, () => LiteDbKeys.SetOf(row["_id"].AsBinary));
                sets[set.Identity] = (number, set);
            }

            setsOf = file.Generation;
        }

        return sets;
    }

    private int? NumberOf(FingerprintSet set) =>
        KnownSets().TryGetValue(set.Identity, out (int Number, FingerprintSet Set) known)
            ? known.Number
            : null;

    /// <summary>What of a collection belongs to a set, from a key on.</summary>
    private IEnumerable<T> OfSet<T>(
        string collection, FingerprintSet set, Func<int, byte[]> first, Func<BsonDocument, T> read)
    {
        using IDisposable turn = file.BeginRead();
        if (NumberOf(set) is not { } number)
        {
            yield break;
        }

        foreach (T row in Stream(collection, first(number), LiteDbKeys.OfSet(number + 1), read))
        {
            yield return row;
        }
    }

    private IEnumerable<T> Stream<T>(
        string collection, byte[] first, byte[] last, Func<BsonDocument, T> read)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        using IDisposable turn = file.BeginRead();
        var stream = new LiteDbStream(file, collection, first, last);
        streams.Add(stream);
        try
        {
            while (LiteDbFile.Guard(
                Location,
                () => stream.Next() is { } row ? (IsRow: true, Record: read(row)) : default)
                is { IsRow: true } next)
            {
                yield return next.Record;
            }
        }
        finally
        {
            streams.Remove(stream);
        }
    }
}
