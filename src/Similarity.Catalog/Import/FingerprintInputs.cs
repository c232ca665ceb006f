using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;
using Similarity.Numerics.Threading;

namespace Similarity.Catalog.Import;

/// <summary>
/// What many files hold, as a stream in the order of the files: all structures of a file, or its
/// bands, or its density of states. What cannot be read is an input that says why.
/// </summary>
public static class FingerprintInputs
{
    /// <summary>
    /// Lines of structures are read one at a time; other files by several threads, a few ahead.
    /// </summary>
    /// <param name="wanted">
    /// Of which ids; null for all. The others are not read further than it takes to know their ids.
    /// </param>
    public static IEnumerable<FingerprintInput> Of(
        IReadOnlyList<string> files,
        int threads,
        CancellationToken cancellation,
        IdBy by = IdBy.Name,
        Func<string, bool>? wanted = null) => OrderedParallel
            .Select(
                files,
                (file, _) => Read(
                    () => new FileSource(file),
                    file,
                    FileId.Of(file, by),
                    wanted ?? (_ => true)),
                threads,
                cancellation)
            .SelectMany(inputs => inputs);

    /// <summary>
    /// How many inputs to expect: lines of structures are counted, any other file is one.
    /// </summary>
    public static int Estimate(IEnumerable<string> files) => files.Sum(file =>
    {
        try
        {
            var source = new FileSource(file);
            return IsLines(source) ? JsonLinesFormat.Lines(source).Count() : 1;
        }
        catch (InvalidFileException)
        {
            // Reported where it is read.
            return 1;
        }
    });

    /// <summary>What a file in memory holds.</summary>
    /// <param name="name">What it is called, in messages and by its id.</param>
    public static IEnumerable<FingerprintInput> Of(string name, byte[] content) =>
        Read(() => new FileSource(name, content), name, name, _ => true);

    private static IEnumerable<FingerprintInput> Read(
        Func<FileSource> open, string file, string name, Func<string, bool> wanted)
    {
        try
        {
            FileSource source = open();
            FileFormat format = FileFormats.Recognise(source);
            if (format == JsonLinesFormat.Format)
            {
                return ReadLines(source, name, wanted);
            }

            // What holds one input is called as the file is.
            return !wanted(name) && format.HoldsOne(source)
                ? []
                : ReadContents(file, name, format.Read(source))
                    .Where(input => wanted(input.Id));
        }
        catch (InvalidFileException e)
        {
            return wanted(name) ? [Failed(name, file, e)] : [];
        }
    }

    private static bool IsLines(FileSource source) =>
        FileFormats.Recognise(source) == JsonLinesFormat.Format;

    private static FingerprintInput[] ReadContents(string file, string name, FileContents contents)
    {
        var whole = new FingerprintInput(name, file)
        {
            Crystal = contents.Structures.LastOrDefault()
                ?? contents.Bands?.Crystal ?? contents.Dos?.Crystal,
            Bands = contents.Bands,
            Dos = contents.Dos,
            Warnings = contents.Warnings,
        };
        if (contents.Bands is not null || contents.Dos is not null
            || contents.Structures.Length == 1)
        {
            return [whole];
        }

        if (contents.Structures.IsEmpty)
        {
            string message = $"{file}: holds no structure, bands or density of states "
                + $"({contents.Format})";
            return [new(name, file) { Failure = new(file, message, null, null) }];
        }

        return contents.Structures
            .Select((crystal, i) => new FingerprintInput(IdOf(crystal, name, i + 1), file)
            {
                Crystal = crystal,
                Warnings = i == 0 ? contents.Warnings : [],
            })
            .ToArray();
    }

    private static IEnumerable<FingerprintInput> ReadLines(
        FileSource source, string name, Func<string, bool> wanted)
    {
        using IEnumerator<StructureLine> lines = JsonLinesFormat.Lines(source).GetEnumerator();
        while (true)
        {
            FingerprintInput? input;
            try
            {
                if (!lines.MoveNext())
                {
                    yield break;
                }

                StructureLine line = lines.Current;
                input = wanted(line.ScanForId() ?? IdOf(null, name, line.Number))
                    ? ReadLine(line, source.Path, name)
                    : null;
            }
            catch (InvalidFileException e)
            {
                // The file itself is damaged: there are no lines after this.
                input = wanted(name) ? Failed(name, source.Path, e) : null;
            }

            if (input is not null)
            {
                yield return input;
            }
        }
    }

    private static FingerprintInput ReadLine(StructureLine line, string file, string name)
    {
        try
        {
            Crystal crystal = line.Read();
            return new(IdOf(crystal, name, line.Number), file)
            {
                Crystal = crystal,
                Metadata = line.Metadata(),
            };
        }
        catch (InvalidFileException e)
        {
            return Failed(line.Id ?? IdOf(null, name, line.Number), file, e);
        }
    }

    private static string IdOf(Crystal? crystal, string name, long number) =>
        crystal?.Name ?? string.Create(CultureInfo.InvariantCulture, $"{name}:{number}");

    private static FingerprintInput Failed(string id, string file, InvalidFileException e) =>
        new(id, file) { Failure = new(e.File, e.Message, e.Line, e.Field) };
}
