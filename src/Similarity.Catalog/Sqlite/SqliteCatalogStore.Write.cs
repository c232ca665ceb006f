using Similarity.Catalog.Records;

namespace Similarity.Catalog.Sqlite;

public sealed partial class SqliteCatalogStore
{
    public void Write(IReadOnlyList<CatalogEntry> batch)
    {
        RequireWriter();
        EntryRules.Check(batch);
        if (batch.Count == 0)
        {
            return;
        }

        var sets = new Dictionary<FingerprintSet, long>(ReferenceEqualityComparer.Instance);
        database.Transact(() =>
        {
            foreach (CatalogEntry entry in batch)
            {
                Write(entry, sets);
            }

            if (batch.Any(entry => !entry.Vectors.IsEmpty))
            {
                database.Statement(
                    """
                    INSERT INTO marks(last_key, token)
                    VALUES((SELECT seq FROM sqlite_sequence WHERE name = 'vectors'), ?1)
                    """)
                    .Bind(1, CatalogMark.NewToken())
                    .Run();
            }
        });
    }

    public void Delete(IReadOnlyCollection<string> ids)
    {
        RequireWriter();
        database.Transact(() =>
        {
            foreach (string id in ids)
            {
                DeleteFingerprints(id);
                DeleteRows("DELETE FROM documents WHERE material = ?1", id);
                DeleteRows("DELETE FROM material_elements WHERE material = ?1", id);
                DeleteRows("DELETE FROM materials WHERE id = ?1", id);
            }
        });
    }

    public void Compact()
    {
        RequireWriter();
        database.Transact(() => database.Execute(
            """
            DELETE FROM sets WHERE NOT EXISTS(SELECT 1 FROM vectors WHERE set_id = sets.id)
              AND NOT EXISTS(SELECT 1 FROM failures WHERE set_id = sets.id)
            """));
        database.Execute("VACUUM");

        // Readers may still need the log; then it is emptied when the last of them is gone.
        database.Statement("PRAGMA wal_checkpoint(TRUNCATE)").Run();
    }

    private void RequireWriter()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (writerLock is null)
        {
            throw new InvalidOperationException($"{Location} was opened for reading");
        }
    }

    private void Write(CatalogEntry entry, Dictionary<FingerprintSet, long> sets)
    {
        Material material = entry.Material;
        string? oldHash = database
            .Statement("SELECT input_hash FROM materials WHERE id = ?1")
            .Bind(1, material.Id)
            .First(row => row.Text(0));
        if (oldHash is not null)
        {
            DeleteRows("DELETE FROM documents WHERE material = ?1", material.Id);
            DeleteRows("DELETE FROM material_elements WHERE material = ?1", material.Id);
            if (oldHash != material.InputHash)
            {
                DeleteFingerprints(material.Id);
            }
        }

        Write(material);
        foreach (CatalogDocument document in entry.Documents)
        {
            database.Statement(
                "INSERT INTO documents(material, kind, content, hash) VALUES(?1, ?2, ?3, ?4)")
                .Bind(1, material.Id)
                .Bind(2, (long)document.Kind)
                .BindBytes(3, document.Content)
                .BindBytes(4, RecordHash.Of(material.Id, document))
                .Run();
        }

        foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
        {
            long setId = SetId(set, sets);
            DeleteFrom(setId, material.Id);
            Write(set, setId, vector);
        }

        foreach ((FingerprintSet set, StoredFailure failure) in entry.Failures)
        {
            long setId = SetId(set, sets);
            DeleteFrom(setId, material.Id);
            Write(set, setId, failure);
        }
    }

    private void Write(Material material)
    {
        database.Statement(
            """
            INSERT INTO materials(id, formula, elements, nelements, nsites, space_group, gap_ev,
              source, properties, input_hash, program_version, hash)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT(id) DO UPDATE SET formula = ?2, elements = ?3, nelements = ?4, nsites = ?5,
              space_group = ?6, gap_ev = ?7, source = ?8, properties = ?9, input_hash = ?10,
              program_version = ?11, hash = ?12
            """)
            .Bind(1, material.Id)
            .Bind(2, material.Formula)
            .Bind(3, string.Join(' ', material.Elements))
            .Bind(4, material.Elements.Length)
            .Bind(5, material.SiteCount)
            .Bind(6, material.SpaceGroup)
            .Bind(7, material.GapEv)
            .Bind(8, material.Source)
            .BindText(9, MaterialRecord.WriteProperties(material.Properties))
            .Bind(10, material.InputHash)
            .Bind(11, material.ProgramVersion)
            .BindBytes(12, RecordHash.Of(material))
            .Run();
        foreach (string element in material.Elements)
        {
            database.Statement("INSERT INTO material_elements(element, material) VALUES(?1, ?2)")
                .Bind(1, element)
                .Bind(2, material.Id)
                .Run();
        }
    }

    private void Write(FingerprintSet set, long setId, StoredVector vector) => database
        .Statement(
            """
            INSERT INTO vectors(set_id, material, source, input_hash, program_version, warnings,
              hash, lanes)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """)
        .Bind(1, setId)
        .Bind(2, vector.MaterialId)
        .Bind(3, vector.Source)
        .Bind(4, vector.InputHash)
        .Bind(5, vector.ProgramVersion)
        .BindText(6, TextListRecord.Write(vector.Warnings))
        .BindBytes(7, RecordHash.Of(set, vector))
        .BindBytes(8, LaneBytes.Of(vector.Lanes))
        .Run();

    private void Write(FingerprintSet set, long setId, StoredFailure failure) => database
        .Statement(
            """
            INSERT INTO failures(set_id, material, reason, input_hash, program_version, hash)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            """)
        .Bind(1, setId)
        .Bind(2, failure.MaterialId)
        .Bind(3, failure.Reason)
        .Bind(4, failure.InputHash)
        .Bind(5, failure.ProgramVersion)
        .BindBytes(6, RecordHash.Of(set, failure))
        .Run();

    /// <summary>The number of a set, which is made where there is none.</summary>
    /// <param name="known">Those that this batch has met: writing a set out takes time.</param>
    private long SetId(FingerprintSet set, Dictionary<FingerprintSet, long> known)
    {
        if (known.TryGetValue(set, out long id))
        {
            return id;
        }

        byte[] record = FingerprintSetRecord.Write(set);
        (long Id, byte[] Record) stored = database
            .Statement($"SELECT {SqliteRows.SetColumns} FROM sets WHERE identity = ?1")
            .Bind(1, set.Identity)
            .First(row => (row.Long(0), FingerprintSetRecord.Write(rows.Set(row))));
        if (stored.Record is null)
        {
            stored = (Insert(set, record), record);
        }

        if (!stored.Record.AsSpan().SequenceEqual(record))
        {
            throw new ArgumentException(
                $"the set {set.Identity} is in {Location} with other lanes or segments");
        }

        known.Add(set, stored.Id);
        return stored.Id;
    }

    private long Insert(FingerprintSet set, byte[] record) => database
        .Statement("INSERT INTO sets(identity, record, hash) VALUES(?1, ?2, ?3) RETURNING id")
        .Bind(1, set.Identity)
        .BindText(2, record)
        .BindBytes(3, RecordHash.Of(set))
        .First(row => row.Long(0));

    private void DeleteFrom(long setId, string id)
    {
        DeleteRows("DELETE FROM vectors WHERE set_id = ?2 AND material = ?1", id, setId);
        DeleteRows("DELETE FROM failures WHERE set_id = ?2 AND material = ?1", id, setId);
    }

    private void DeleteFingerprints(string id)
    {
        DeleteRows("DELETE FROM vectors WHERE material = ?1", id);
        DeleteRows("DELETE FROM failures WHERE material = ?1", id);
    }

    private void DeleteRows(string sql, string id, long? setId = null)
    {
        SqliteStatement statement = database.Statement(sql).Bind(1, id);
        if (setId is not null)
        {
            statement.Bind(2, setId);
        }

        statement.Run();
    }
}
