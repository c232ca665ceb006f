using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Operations;

/// <summary>
/// Writes a catalog as files that any program reads: <c>materials.jsonl</c> with a material, its
/// documents and failures in each line; <c>sets.jsonl</c> with a set of fingerprints in each, and
/// for each set a matrix <c>set-001.npy</c> with <c>set-001.ids.jsonl</c>, whose lines say which
/// material a row is of and where it comes from. Ordered by id and, sets, by identity, without
/// times and keys: catalogs of the same content give the same bytes, whatever their engine.
/// </summary>
public static partial class CatalogExport
{
    /// <param name="folder">Is made; files of an export in it are replaced.</param>
    public static CatalogCounts Write(
        ICatalogStore store, string folder, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        RemoveOld(folder);
        IReadOnlyList<FingerprintSet> known = store.Sets();
        SetFile[] sets =
        [
            .. known.OrderBy(set => set.Identity, IdComparer.Instance)
                .Select((set, i) => new SetFile(folder, set, i + 1)),
        ];
        long materials = 0, documents = 0, vectors = 0, failures = 0;
        try
        {
            using var lines = new LineFile(Path.Combine(folder, "materials.jsonl"));
            foreach (CatalogEntry entry in CatalogEntries.Of(store, known, cancellation))
            {
                Check(store, entry);
                lines.Write(writer => Write(writer, entry));
                materials++;
                documents += entry.Documents.Length;
                failures += entry.Failures.Length;
                foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
                {
                    sets.Single(file => file.Set.Identity == set.Identity).Append(vector);
                    vectors++;
                }
            }

            using var index = new LineFile(Path.Combine(folder, "sets.jsonl"));
            foreach (SetFile file in sets)
            {
                file.Complete();
                index.Write(file.Describe);
            }
        }
        finally
        {
            Array.ForEach(sets, file => file.Dispose());
        }

        return new CatalogCounts(materials, documents, vectors, failures, SizeOf(folder));
    }

    /// <summary>A structure goes into its line as it is, and must not end that line.</summary>
    private static void Check(ICatalogStore store, CatalogEntry entry)
    {
        foreach (CatalogDocument document in entry.Documents)
        {
            if (document.Kind == DocumentKind.Structure
                && !EntryRules.IsLineOfJson(document.Content))
            {
                throw new CatalogException(
                    CatalogFault.Invalid,
                    store.Location,
                    $"document of {entry.Material.Id}: the structure is no line of JSON");
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, CatalogEntry entry)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("material");
        MaterialRecord.Write(writer, entry.Material);
        writer.WriteStartObject("documents");
        foreach (CatalogDocument document in entry.Documents.OrderBy(document => document.Kind))
        {
            writer.WritePropertyName(NameOf(document.Kind));
            if (document.Kind == DocumentKind.Structure)
            {
                // As it was written, to the last blank.
                writer.WriteRawValue(document.Content, skipInputValidation: true);
            }
            else
            {
                writer.WriteBase64StringValue(document.Content);
            }
        }

        writer.WriteEndObject();
        writer.WriteStartArray("failures");
        foreach ((FingerprintSet set, StoredFailure failure) in
            entry.Failures.OrderBy(pair => pair.Set.Identity, IdComparer.Instance))
        {
            writer.WriteStartObject();
            writer.WriteString("set", set.Identity);
            writer.WriteString("reason", failure.Reason);
            writer.WriteString("program_version", failure.ProgramVersion);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string NameOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Structure => "structure",
        DocumentKind.Bands => "bands",
        _ => "dos",
    };

    /// <summary>Those of an export; other files of the user are left alone.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(path => NamePattern().IsMatch(Path.GetFileName(path)));

    private static long SizeOf(string folder) =>
        Files(folder).Sum(path => new FileInfo(path).Length);

    /// <summary>A set of an earlier export may be gone from the catalog.</summary>
    private static void RemoveOld(string folder)
    {
        foreach (string path in Files(folder).ToArray())
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(
        @"^(materials\.jsonl|sets\.jsonl|set-[0-9]{3,}\.(npy|ids\.jsonl))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    /// <summary>The matrix of a set and the file that says what its rows are.</summary>
    private sealed class SetFile : IDisposable
    {
        private readonly string name;
        private readonly VectorMatrixFile matrix;
        private readonly LineFile ids;
        private long count;

        public SetFile(string folder, FingerprintSet set, int number)
        {
            Set = set;
            name = string.Create(CultureInfo.InvariantCulture, $"set-{number:D3}");
            matrix = new VectorMatrixFile(Path.Combine(folder, name + ".npy"), set);
            ids = new LineFile(Path.Combine(folder, name + ".ids.jsonl"));
        }

        public FingerprintSet Set { get; }

        public void Append(StoredVector vector)
        {
            matrix.Append(vector.Lanes);
            ids.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", vector.MaterialId);
                writer.WriteString("source", vector.Source);
                writer.WriteString("input_hash", vector.InputHash);
                writer.WriteString("program_version", vector.ProgramVersion);
                writer.WritePropertyName("warnings");
                JsonRecord.WriteTexts(writer, vector.Warnings);
                writer.WriteEndObject();
            });
            count++;
        }

        public void Complete() => matrix.Complete();

        public void Describe(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("identity", Set.Identity);
            writer.WritePropertyName("set");
            FingerprintSetRecord.Write(writer, Set);
            writer.WriteString("matrix", name + ".npy");
            writer.WriteString("ids", name + ".ids.jsonl");
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        public void Dispose()
        {
            matrix.Dispose();
            ids.Dispose();
        }
    }

    /// <summary>A file with a value of JSON in each line.</summary>
    private sealed class LineFile(string path) : IDisposable
    {
        private readonly FileStream stream =
            new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);

        public void Write(Action<Utf8JsonWriter> write)
        {
            stream.Write(JsonRecord.Write(write));
            stream.WriteByte((byte)'\n');
        }

        public void Dispose() => stream.Dispose();
    }
}
