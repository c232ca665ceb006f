using System.Collections.Immutable;

namespace Similarity.Formats;

/// <summary>Every format this program reads, and the one way into a file.</summary>
public static class FileFormats
{
    /// <summary>In the order they are tried: those with an unmistakable mark first.</summary>
    public static ImmutableArray<FileFormat> All { get; } =
        [.. StructureFormats.All, .. ElectronicFormats.All];

    /// <summary>Reads a file of any known format.</summary>
    /// <exception cref="InvalidFileException">The file is missing, damaged or of no known
    /// format.</exception>
    public static FileContents Read(string path) => Read(new FileSource(path));

    /// <inheritdoc cref="Read(string)"/>
    public static FileContents Read(FileSource source) => Recognise(source).Read(source);

    /// <summary>The first format that the head of a file looks like.</summary>
    /// <exception cref="InvalidFileException">There is none.</exception>
    public static FileFormat Recognise(FileSource source) =>
        All.FirstOrDefault(format => format.Recognises(source.Head))
        ?? throw new InvalidFileException(
            source.Path,
            "not recognised; expected one of: "
                + string.Join(", ", All.Select(format => format.Name)));
}
