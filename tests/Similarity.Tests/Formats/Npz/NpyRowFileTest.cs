using Similarity.Formats;
using Similarity.Formats.Npz;

namespace Similarity.Tests.Formats.Npz;

public sealed class NpyRowFileTest : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheFileIsCompleteAtEveryFlush(bool isSingle)
    {
        using NpyRowFile rows = NpyRowFile.Create(file, 3, isSingle);
        Assert.Equal([0, 3], Read().Shape);

        // Numbers that 4 bytes hold too.
        rows.Append([1, 2.5, -3]);
        rows.Append([4, 5, 6]);
        rows.Flush();
        Assert.Equal([2, 3], Read().Shape);
        Assert.Equal([1, 2.5, -3, 4, 5, 6], Read().Values);

        rows.Append([7, 8, 9]);
        rows.Flush();
        Assert.Equal([1, 2.5, -3, 4, 5, 6, 7, 8, 9], Read().Values);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(16, 2)]
    [InlineData(17, 1)]
    public void AnIncompleteTailIsCutOff(int bytesLost, int rowsLeft)
    {
        Write([1, 2], [3, 4], [5, 6]);
        using (FileStream stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length - bytesLost);
        }

        using (NpyRowFile rows = NpyRowFile.Open(file, mostRows: 3))
        {
            Assert.Equal(rowsLeft, rows.Rows);
            rows.Append([9, 10]);
            rows.Flush();
        }

        double[] expected = [.. new double[] { 1, 2, 3, 4, 5, 6 }[..(2 * rowsLeft)], 9, 10];
        Assert.Equal(expected, Read().Values);
    }

    [Fact]
    public void RowsThatWereNeverCountedAreCutOff()
    {
        Write([1, 2], [3, 4], [5, 6]);
        using (NpyRowFile rows = NpyRowFile.Open(file, mostRows: 1))
        {
            rows.Append([3, 4]);
            rows.Append([5, 6]);
            rows.Flush();
        }

        byte[] resumed = File.ReadAllBytes(file);
        Write([1, 2], [3, 4], [5, 6]);
        Assert.Equal(File.ReadAllBytes(file), resumed);
    }

    [Fact]
    public void ARowOfAnotherLengthIsRefused()
    {
        using NpyRowFile rows = NpyRowFile.Create(file, 2, isSingle: false);
        Assert.Throws<ArgumentException>(() => rows.Append([1, 2, 3]));
    }

    [Fact]
    public void AForeignFileIsRefusedAndLeftAsItIs()
    {
        using (FileStream stream = File.Create(file))
        {
            NpyWriter.Write(stream, new NpyArray([2], [1, 2]));
        }

        byte[] before = File.ReadAllBytes(file);
        var refused = Assert.Throws<InvalidFileException>(() => NpyRowFile.Open(file, 1));
        Assert.Contains("matrix of this program", refused.Message);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    private void Write(params double[][] values)
    {
        using NpyRowFile rows = NpyRowFile.Create(file, values[0].Length, isSingle: false);
        foreach (double[] row in values)
        {
            rows.Append(row);
        }

        rows.Flush();
    }

    private NpyArray Read()
    {
        using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return NpyReader.Read(stream, new FilePlace(file));
    }
}
