using System.Collections.Immutable;
using System.Text;
using Similarity.Crystals;

namespace Similarity.Formats.Cif;

/// <summary>
/// Crystallographic Information Files, CIF 1.1 and 2.0. Every data block with atoms is a structure,
/// its atoms expanded by the symmetry operators the block lists. Not read: magnetic symmetry,
/// displacement parameters, and the prefix and folding protocols of long text lines.
/// </summary>
public static class CifFormat
{
    internal static FileFormat Format { get; } =
        new("CIF", Recognises, Read) { HoldsOne = HasOneBlock };

    internal static StructureWriter Writer { get; } = new("CIF", "cif", CifWriter.Write);

    /// <summary>The first word that is no comment is <c>data_…</c>, in a file with tags.</summary>
    private static bool Recognises(ReadOnlyMemory<byte> head)
    {
        ReadOnlySpan<byte> rest = head.Span;
        if (rest.StartsWith("\uFEFF"u8))
        {
            rest = rest[3..];
        }

        while (!(rest = rest.TrimStart(" \t\r\n"u8)).IsEmpty && rest[0] == '#')
        {
            int end = rest.IndexOfAny("\r\n"u8);
            if (end < 0)
            {
                return rest.StartsWith("#\\#CIF"u8);
            }

            rest = rest[end..];
        }

        return rest.Length >= 5 && Ascii.EqualsIgnoreCase(rest[..5], "data_"u8);
    }

    /// <summary>Every block begins with the word; elsewhere it does no harm.</summary>
    private static bool HasOneBlock(FileSource source)
    {
        string text = Encoding.UTF8.GetString(source.ReadAllBytes());
        const string word = "data_";
        int first = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return first >= 0
            && text.IndexOf(word, first + word.Length, StringComparison.OrdinalIgnoreCase) < 0;
    }

    private static FileContents Read(FileSource source)
    {
        string text = Encoding.UTF8.GetString(source.ReadAllBytes()).TrimStart('\uFEFF');
        List<CifBlock> blocks = CifDocument.Parse(source.Path, text);
        var warnings = new List<string>();
        ImmutableArray<Crystal> structures =
            [.. blocks.Where(CifStructure.HasAtoms).Select(
                block => CifStructure.Read(block, warnings))];
        if (structures.IsEmpty)
        {
            throw new InvalidFileException(
                source.Path, "no data block has atoms", field: "_atom_site_fract_x");
        }

        return StructureContents.Of("CIF", structures, warnings);
    }
}
