using System.Text;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Postgres;

public sealed partial class PostgresCatalogStore
{
    private const string WriteMaterial =
        """
        INSERT INTO materials (id, formula, elements, nelements, nsites, space_group, gap_ev,
            source, properties, input_hash, program_version, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10, $11, $12)
        ON CONFLICT (id) DO UPDATE SET formula = $2, elements = $3, nelements = $4, nsites = $5,
            space_group = $6, gap_ev = $7, source = $8, properties = $9::text::jsonb,
            input_hash = $10, program_version = $11, hash = $12
        """;

    private const string WriteDocument =
        "INSERT INTO documents (material_id, kind, content, hash) VALUES ($1, $2, $3, $4)";

    private const string WriteVector =
        """
        INSERT INTO vectors (material_id, set_id, lanes, source, input_hash, program_version,
            warnings, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string WriteVectorTwice =
        """
        INSERT INTO vectors (material_id, set_id, lanes, source, input_hash, program_version,
            warnings, hash, embedding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::real[]::vector)
        """;

    private const string WriteFailure =
        """
        INSERT INTO failures (material_id, set_id, reason, input_hash, program_version, hash)
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    public void Write(IReadOnlyList<CatalogEntry> batch)
    {
        RequireWriter();
        EntryRules.Check(batch);
        if (batch.Count == 0)
        {
            return;
        }

        session.Transaction(() =>
        {
            Dictionary<string, int> sets = NumbersOfSets(batch);
            foreach (IReadOnlyList<CatalogEntry> run in RunsOfDistinctIds(batch))
            {
                WriteRun(run, sets);
            }

            if (batch.Any(entry => !entry.Vectors.IsEmpty))
            {
                session.Execute(
                    """
                    INSERT INTO catalog_marks (last_key, token)
                    VALUES ((SELECT last_value FROM vector_keys), $1)
                    """,
                    CatalogMark.NewToken());
            }

            return true;
        });
    }

    public void Delete(IReadOnlyCollection<string> ids)
    {
        RequireWriter();
        string[] gone = [.. ids];
        session.Transaction(() =>
        {
            session.Execute(
            [
                ("DELETE FROM failures WHERE material_id = ANY($1)", [gone]),
                ("DELETE FROM vectors WHERE material_id = ANY($1)", [gone]),
                ("DELETE FROM documents WHERE material_id = ANY($1)", [gone]),
                ("DELETE FROM materials WHERE id = ANY($1)", [gone]),
            ]);
            return true;
        });
    }

    /// <summary>
    /// A batch in pieces that have no id twice: the commands of a piece delete before they insert.
    /// </summary>
    private static IEnumerable<IReadOnlyList<CatalogEntry>> RunsOfDistinctIds(
        IReadOnlyList<CatalogEntry> batch)
    {
        var run = new List<CatalogEntry>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (CatalogEntry entry in batch)
        {
            if (!ids.Add(entry.Material.Id))
            {
                yield return run;
                run = [];
                ids = new HashSet<string>(StringComparer.Ordinal) { entry.Material.Id };
            }

            run.Add(entry);
        }

        yield return run;
    }

    /// <summary>The numbers of all sets of a batch, by identity; new sets are added.</summary>
    private Dictionary<string, int> NumbersOfSets(IReadOnlyList<CatalogEntry> batch)
    {
        IEnumerable<FingerprintSet> used = batch.SelectMany(
            entry => entry.Vectors.Select(pair => pair.Set)
                .Concat(entry.Failures.Select(pair => pair.Set)));
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new Dictionary<string, FingerprintSet>(StringComparer.Ordinal);
        foreach (FingerprintSet set in used)
        {
            // Almost always the same object for all entries.
            if (seen.TryGetValue(set.Identity, out FingerprintSet? same)
                && ReferenceEquals(same, set))
            {
                continue;
            }

            numbers[set.Identity] = NumberOrAdd(set);
            seen[set.Identity] = set;
        }

        return numbers;
    }

    private int NumberOrAdd(FingerprintSet set)
    {
        byte[] record = FingerprintSetRecord.Write(set);
        byte[] identity = IdentityHash(set);
        foreach ((int number, FingerprintSet stored) in session.Rows(
            $"SELECT {PostgresRows.SetColumns} FROM fingerprint_sets s WHERE s.identity_hash = $1",
            row => (row.GetInt32(3), rows.Set(row)),
            identity))
        {
            return FingerprintSetRecord.Write(stored).AsSpan().SequenceEqual(record)
                ? number
                : throw new ArgumentException(
                    $"the set {set.Identity} is in {Location} with other lanes or segments");
        }

        return session.One(
            """
            INSERT INTO fingerprint_sets (identity, identity_hash, description, hash)
            VALUES ($1, $2, $3::text::json, $4) RETURNING set_id
            """,
            row => row.GetInt32(0),
            set.Identity,
            identity,
            Encoding.UTF8.GetString(record),
            RecordHash.Of(set));
    }

    private void WriteRun(IReadOnlyList<CatalogEntry> run, Dictionary<string, int> sets)
    {
        var commands = new List<(string Sql, object?[] Parameters)>();
        AddDeletions(commands, run, sets);
        foreach (CatalogEntry entry in run)
        {
            string id = entry.Material.Id;
            commands.Add(Command(entry.Material));
            commands.AddRange(entry.Documents.Select(document => Command(id, document)));
            commands.AddRange(entry.Vectors.Select(
                pair => Command(pair.Set, sets[pair.Set.Identity], pair.Vector)));
            commands.AddRange(entry.Failures.Select(
                pair => Command(pair.Set, sets[pair.Set.Identity], pair.Failure)));
        }

        session.Execute(commands);
    }

    /// <summary>
    /// Makes room for what replaces something. Plain lists of ids, which indexes find whatever the
    /// planner thinks of tables that have grown since it last looked.
    /// </summary>
    private void AddDeletions(
        List<(string Sql, object?[] Parameters)> commands,
        IReadOnlyList<CatalogEntry> run,
        Dictionary<string, int> sets)
    {
        Dictionary<string, string> oldHashes = session.Rows(
            "SELECT id, input_hash FROM materials WHERE id = ANY($1)",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)),
            (object)run.Select(entry => entry.Material.Id).ToArray())
            .ToDictionary(StringComparer.Ordinal);
        if (oldHashes.Count == 0)
        {
            return;
        }

        CatalogEntry[] old =
            [.. run.Where(entry => oldHashes.ContainsKey(entry.Material.Id))];
        string[] ofAnotherInput =
        [
            .. old.Where(entry => oldHashes[entry.Material.Id] != entry.Material.InputHash)
                .Select(entry => entry.Material.Id),
        ];
        ILookup<int, string> written = old.SelectMany(
            entry => entry.Vectors.Select(pair => pair.Set)
                .Concat(entry.Failures.Select(pair => pair.Set))
                .Select(set => (Set: sets[set.Identity], entry.Material.Id)))
            .ToLookup(pair => pair.Set, pair => pair.Id);

        commands.Add((
            "DELETE FROM documents WHERE material_id = ANY($1)",
            [old.Select(entry => entry.Material.Id).ToArray()]));
        foreach (string table in (string[])["vectors", "failures"])
        {
            commands.Add((
                $"DELETE FROM {table} WHERE material_id = ANY($1)", [ofAnotherInput]));
            commands.AddRange(written.Select(ids => (
                $"DELETE FROM {table} WHERE material_id = ANY($1) AND set_id = $2",
                new object?[] { ids.ToArray(), ids.Key })));
        }
    }

    private static (string Sql, object?[] Parameters) Command(Material material) => (
        WriteMaterial,
        [
            material.Id, material.Formula, material.Elements.ToArray(), material.Elements.Length,
            material.SiteCount, material.SpaceGroup, material.GapEv, material.Source,
            Encoding.UTF8.GetString(MaterialRecord.WriteProperties(material.Properties)),
            material.InputHash, material.ProgramVersion, RecordHash.Of(material),
        ]);

    private static (string Sql, object?[] Parameters) Command(
        string id, CatalogDocument document) => (
        WriteDocument,
        [id, (int)document.Kind, document.Content, RecordHash.Of(id, document)]);

    private (string Sql, object?[] Parameters) Command(
        FingerprintSet set, int setId, StoredVector vector)
    {
        object?[] parameters =
        [
            vector.MaterialId, setId, LaneBytes.Of(vector.Lanes).ToArray(), vector.Source,
            vector.InputHash, vector.ProgramVersion, vector.Warnings.ToArray(),
            RecordHash.Of(set, vector),
        ];
        return extension != null && VectorExtension.Takes(set, vector.Lanes)
            ? (WriteVectorTwice, [.. parameters, vector.Lanes])
            : (WriteVector, parameters);
    }

    private static (string Sql, object?[] Parameters) Command(
        FingerprintSet set, int setId, StoredFailure failure) => (
        WriteFailure,
        [
            failure.MaterialId, setId, failure.Reason, failure.InputHash, failure.ProgramVersion,
            RecordHash.Of(set, failure),
        ]);
}
