using System.Diagnostics;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Formats.Npz;

namespace Similarity.Cli.Batches;

/// <summary>
/// A .npy matrix with one fingerprint per row, and beside it a file of lines: first what the rows
/// are, then for each input, in order, its id and row or why it has none. Both are written every
/// few seconds; whatever a stop leaves of them, <see cref="Resume"/> goes on from what both hold,
/// so that a resumed run ends with the bytes of one that was never stopped.
/// </summary>
internal sealed class FingerprintMatrix : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(3);

    private readonly string path;
    private readonly bool isSingle;
    private readonly FileStream lines;
    private NpyRowFile? rows;
    private long lastFlush = Stopwatch.GetTimestamp();

    private FingerprintMatrix(string path, bool isSingle, FileStream lines, NpyRowFile? rows)
    {
        this.path = path;
        this.isSingle = isSingle;
        this.lines = lines;
        this.rows = rows;
    }

    /// <summary>What an interrupted run has done, in the order of its inputs.</summary>
    public IReadOnlyList<MatrixLine> Recorded { get; private init; } = [];

    /// <summary>The file of lines beside a matrix.</summary>
    public static string LinesOf(string path) => path + ".ids.jsonl";

    /// <summary>A matrix without rows, in place of what the files held.</summary>
    public static FingerprintMatrix Create(string path, MatrixHeader header)
    {
        File.Delete(path);
        var lines = new FileStream(
            LinesOf(path), FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        lines.Write(LineOf(header));
        lines.Flush();
        return new FingerprintMatrix(path, header.Type == MatrixHeader.Single, lines, null);
    }

    /// <exception cref="VerbException">The rows are of another kind.</exception>
    /// <exception cref="InvalidFileException">The files are not those of a matrix.</exception>
    public static FingerprintMatrix Resume(string path, MatrixHeader header)
    {
        byte[] content = File.ReadAllBytes(LinesOf(path));
        (MatrixLine[] recorded, int[] ends) = Parse(LinesOf(path), content, header);
        bool isSingle = header.Type == MatrixHeader.Single;
        long most = recorded.Count(line => line.Row is not null);
        NpyRowFile? rows = most == 0 ? null : NpyRowFile.Open(path, most);

        // Either file may be ahead of the other: what both hold is done.
        long complete = rows?.Rows ?? 0;
        int done = recorded.TakeWhile(line => line.Row is null || line.Row < complete).Count();
        var lines = new FileStream(
            LinesOf(path), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        lines.SetLength(ends[done]);
        lines.Seek(0, SeekOrigin.End);
        return new FingerprintMatrix(path, isSingle, lines, rows) { Recorded = recorded[..done] };
    }

    /// <summary>Adds a row; the length of the first is that of all.</summary>
    /// <returns>The line that says so, or why it could not be added.</returns>
    public MatrixLine Add(
        string id,
        string source,
        ReadOnlySpan<double> values,
        IReadOnlyList<string> warnings)
    {
        rows ??= NpyRowFile.Create(path, values.Length, isSingle);
        if (values.Length != rows.Columns)
        {
            return AddFailure(
                id, $"a fingerprint of {values.Length} numbers; the first has {rows.Columns}");
        }

        rows.Append(values);
        return Write(new MatrixLine(id)
        {
            Row = rows.Rows - 1,
            Operator = source,
            Warnings = warnings.Count == 0 ? null : warnings,
        });
    }

    public MatrixLine AddFailure(string id, string reason) =>
        Write(new MatrixLine(id) { Failed = reason });

    public void Flush()
    {
        rows ??= NpyRowFile.Create(path, 0, isSingle);
        rows.Flush();
        lines.Flush();
        lastFlush = Stopwatch.GetTimestamp();
    }

    public void Dispose()
    {
        rows?.Dispose();
        lines.Dispose();
    }

    private static byte[] LineOf<T>(T line) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(line, JsonOutput.Options), (byte)'\n'];

    /// <summary>Complete lines, and where the first 0, 1, … of them end.</summary>
    private static (MatrixLine[] Lines, int[] Ends) Parse(
        string file, byte[] content, MatrixHeader header)
    {
        var found = new List<MatrixLine>();
        var ends = new List<int>();
        int start = 0;
        for (int end; (end = Array.IndexOf(content, (byte)'\n', start)) >= 0; start = end + 1)
        {
            ReadOnlySpan<byte> line = content.AsSpan(start, end - start);
            if (ends.Count == 0)
            {
                MatrixHeader said = Read<MatrixHeader>(file, line, 1);
                if (said.DifferenceTo(header) is { } difference)
                {
                    throw VerbException.Usage(
                        $"--resume: {file} holds rows of {difference} as asked for now");
                }
            }
            else
            {
                found.Add(Read<MatrixLine>(file, line, ends.Count + 1));
            }

            ends.Add(end + 1);
        }

        return ends.Count > 0
            ? ([.. found], [.. ends])
            : throw new InvalidFileException(file, "has no first line that says what it is", 1);
    }

    private static T Read<T>(string file, ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, JsonOutput.Options)
                ?? throw new InvalidFileException(file, "is null; expected an object", number);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(
                file, "is not a line of this program", number, inner: e);
        }
    }

    private MatrixLine Write(MatrixLine line)
    {
        lines.Write(LineOf(line));
        if (Stopwatch.GetElapsedTime(lastFlush) > FlushInterval)
        {
            Flush();
        }

        return line;
    }
}
