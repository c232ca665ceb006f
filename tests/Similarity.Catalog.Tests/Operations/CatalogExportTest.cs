using System.Text;
using System.Text.Json;
using Similarity.Catalog.Operations;
using Similarity.Catalog.Sqlite;

namespace Similarity.Catalog.Tests.Operations;

public sealed class CatalogExportTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void LinesHoldTheMaterialItsDocumentsAndFailures()
    {
        using ICatalogStore store = Sample();
        CatalogCounts counts = CatalogExport.Write(store, folder.At("out"));
        Assert.Equal((2, 2, 2, 1), (
            counts.Materials, counts.Documents, counts.Vectors, counts.Failures));
        string[] lines = File.ReadAllLines(folder.At("out/materials.jsonl"));
        Assert.Equal(
            "{\"material\":{\"id\":\"a\",\"formula\":null,\"elements\":[],\"nsites\":null,"
            + "\"space_group\":null,\"gap_ev\":null,\"source\":null,\"properties\":{},"
            + $"\"input_hash\":\"{CatalogSamples.Hash(0)}\",\"program_version\":\"1.2.3\"}},"
            + "\"documents\":{\"structure\":{ \"x\": 1.50 },\"bands\":\"AQID\"},"
            + $"\"failures\":[{{\"set\":\"{CatalogSamples.Bits.Identity}\",\"reason\":\"é\","
            + "\"program_version\":\"1.2.3\"}]}",
            lines[0]);
        using JsonDocument second = JsonDocument.Parse(lines[1]);
        Assert.Equal("b", second.RootElement.GetProperty("material").GetProperty("id").GetString());
    }

    /// <summary>By the layout that numpy documents, read here byte by byte.</summary>
    [Fact]
    public void MatricesAreThoseOfNumpy()
    {
        using ICatalogStore store = Sample();
        CatalogExport.Write(store, folder.At("out"));
        byte[] bytes = File.ReadAllBytes(folder.At("out/set-001.npy"));
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 8), }",
            Encoding.ASCII.GetString(bytes, 10, 118).TrimEnd());
        Assert.Equal(128 + 2 * 8 * 4, bytes.Length);
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8],
            Enumerable.Range(0, 16).Select(i => BitConverter.ToSingle(bytes, 128 + 4 * i)));
        string[] ids = File.ReadAllLines(folder.At("out/set-001.ids.jsonl"));
        Assert.StartsWith("{\"id\":\"a\",", ids[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":\"b\",", ids[1], StringComparison.Ordinal);
        using JsonDocument set =
            JsonDocument.Parse(File.ReadLines(folder.At("out/sets.jsonl")).First());
        Assert.Equal(
            CatalogSamples.Numbers.Identity, set.RootElement.GetProperty("identity").GetString());
        Assert.Equal("set-001.npy", set.RootElement.GetProperty("matrix").GetString());
        Assert.Equal(2, set.RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public void FilesOfAnEarlierExportGoAndOthersStay()
    {
        using ICatalogStore store = Sample();
        CatalogExport.Write(store, folder.At("out"));
        File.WriteAllText(folder.At("out/notes.txt"), "mine");
        store.Delete(["a", "b"]);
        CatalogExport.Write(store, folder.At("out"));
        Assert.Equal(
            ["materials.jsonl", "notes.txt", "sets.jsonl"],
            Directory.EnumerateFiles(folder.At("out")).Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal));
        Assert.Equal(0, new FileInfo(folder.At("out/materials.jsonl")).Length);
    }

    public void Dispose() => folder.Dispose();

    private SqliteCatalogStore Sample()
    {
        SqliteCatalogStore store =
            SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Create);
        CatalogEntry a = CatalogSamples.WithVector("a", 1);
        store.Write(
        [
            CatalogSamples.WithVector("b", 9),
            a with
            {
                Documents =
                [
                    new CatalogDocument(DocumentKind.Structure, "{ \"x\": 1.50 }"u8.ToArray()),
                    new CatalogDocument(DocumentKind.Bands, [1, 2, 3]),
                ],
                Failures = [(CatalogSamples.Bits, CatalogSamples.Failure(a.Material, "é"))],
            },
        ]);
        return store;
    }
}
