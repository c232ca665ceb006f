using System.IO.Compression;
using Similarity.Formats;

namespace Similarity.Tests.Formats;

public class FileSourceTest
{
    private static readonly string Sample = RepositoryFile.Oracle("formats/jsonl/mp-six.jsonl");

    /// <summary>A hundred kilobytes that unpack to a hundred megabytes of one line.</summary>
    [Fact]
    public void GzipBombsAreRefused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(
            packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            zeros.AsSpan().Fill((byte)'0');
            for (int i = 0; i < 100; i++)
            {
                gzip.Write(zeros);
            }
        }

        var source = new FileSource("bomb", packed.ToArray());
        var refusal = Assert.Throws<InvalidFileException>(() => source.ReadAllBytes());
        Assert.Contains("unpack", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GzipIsTransparent()
    {
        var compressed = new FileSource("sample", Compress(File.ReadAllBytes(Sample)));
        Assert.Equal(File.ReadAllBytes(Sample), compressed.ReadAllBytes());
        Assert.Equal(6, FileFormats.Read(compressed).Structures.Length);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(4)]
    [InlineData(1)]
    public void GzipThatLacksItsEndIsRefused(int length)
    {
        // Longer than the head, which is read at once, even when compressed.
        byte[] content = new byte[100_000];
        new Random(3).NextBytes(content);
        byte[] compressed = Compress(content);
        var source = new FileSource("sample", compressed[..^length]);
        InvalidFileException e = Assert.Throws<InvalidFileException>(() => source.ReadAllBytes());
        Assert.Equal("sample", e.File);
        Assert.Contains("gzip", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsRefusedByName()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-file.cif");
        Assert.Equal(path, Assert.Throws<InvalidFileException>(() => FileFormats.Read(path)).File);
    }

    [Fact]
    public void UnknownContentIsRefusedWithTheKnownFormats()
    {
        InvalidFileException e = Assert.Throws<InvalidFileException>(
            () => FormatText.Read("nothing known\n"));
        Assert.All(FileFormats.All, format => Assert.Contains(
            format.Name, e.Message, StringComparison.Ordinal));
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }
}
