using System.Text;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// vasprun.xml, the XML report of VASP. Read in one pass: memory grows with the k-points, bands and
/// DOS points kept, not with the file.
/// </summary>
internal static class VasprunFormat
{
    public static FileFormat Format { get; } = new("vasprun.xml", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        head.Span.IndexOf("<modeling>"u8) >= 0 && StartsAsXml(head.Span);

    public static FileContents Read(FileSource source) => new VasprunReader(source).Read();

    private static bool StartsAsXml(ReadOnlySpan<byte> head) =>
        head.TrimStart(Encoding.UTF8.Preamble).TrimStart(" \t\r\n"u8).StartsWith("<"u8);
}
