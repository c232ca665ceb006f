using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Similarity.Crystals;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>
/// XYZ files, plain or extended: any number of frames of a count, a comment line and one line per
/// atom. <see cref="Frames"/> keeps what the comment and the columns say beyond the structure.
/// </summary>
public static class ExtendedXyzFormat
{
    internal static FileFormat Format { get; } = new("extended XYZ", Recognises, Read);

    internal static StructureWriter Writer { get; } = new(
        "extended XYZ", "extxyz", (writer, structures) =>
            Write(writer, structures.Select(ExtendedXyzFrame.Of)));

    /// <summary>The frames of a file as they are read, one in memory at a time.</summary>
    /// <exception cref="InvalidFileException">Thrown while enumerating.</exception>
    public static IEnumerable<ExtendedXyzFrame> Frames(FileSource source)
    {
        using var lines = new TextLines(source);
        var reader = new ExtendedXyzReader(lines);
        while (reader.Next() is { } frame)
        {
            yield return frame;
        }
    }

    public static void Write(TextWriter writer, IEnumerable<ExtendedXyzFrame> frames)
    {
        foreach (ExtendedXyzFrame frame in frames)
        {
            frame.Write(writer);
        }
    }

    /// <summary>
    /// A count, then a comment with a lattice or properties, or an atom on the third line.
    /// </summary>
    private static bool Recognises(ReadOnlyMemory<byte> head)
    {
        string[] lines = Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF').TrimStart()
            .Split('\n', 4);
        if (lines.Length < 2 || !IsWhole(lines[0].Trim()))
        {
            return false;
        }

        if (ExtendedXyzReader.IsExtended(lines[1]))
        {
            return true;
        }

        if (lines.Length < 3)
        {
            return false;
        }

        string[] atom = lines[2].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return atom.Length >= 4
            && (Element.TryParse(atom[0], out _) || IsWhole(atom[0]))
            && Array.TrueForAll(atom[1..4], IsNumber);
    }

    private static bool IsWhole(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static FileContents Read(FileSource source)
    {
        ImmutableArray<Crystal> structures = [.. Frames(source).Select(frame => frame.Crystal)];
        return structures.IsEmpty
            ? throw new InvalidFileException(
                source.Path, "no frame; expected the number of atoms", 1)
            : StructureContents.Of("extended XYZ", structures, []);
    }
}
