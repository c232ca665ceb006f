namespace Similarity.Formats.Vasprun;

/// <summary>
/// vasprun.xml, the XML report of VASP. Read in one pass: memory grows with the k-points, bands and
/// DOS points kept, not with the file.
/// </summary>
internal static class VasprunFormat
{
    public static FileFormat Format { get; } = new("vasprun.xml", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        XmlWalk.StartsAsXml(head.Span) && head.Span.IndexOf("<modeling>"u8) >= 0;

    public static FileContents Read(FileSource source) => new VasprunReader(source).Read();
}
