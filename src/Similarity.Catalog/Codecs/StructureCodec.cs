using System.Text;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;

namespace Similarity.Catalog.Codecs;

/// <summary>A structure as a line of JSON, the form that whole collections have in files.</summary>
public static class StructureCodec
{
    private static readonly StructureWriter Writer = StructureWriters.Find("jsonl")!;

    public static CatalogDocument Encode(Crystal crystal) =>
        new(DocumentKind.Structure, Encoding.UTF8.GetBytes(Writer.ToText(crystal).TrimEnd('\n')));

    /// <exception cref="InvalidFileException">It is no structure; the message names
    /// <paramref name="place"/>.</exception>
    public static Crystal Decode(CatalogDocument document, string place) =>
        JsonLinesFormat.Structures(new FileSource(place, document.Content)).FirstOrDefault()
        ?? throw new InvalidFileException(place, "is empty; expected a structure");
}
