using System.Collections.Immutable;

namespace Similarity.Catalog.Records;

/// <summary>Texts in order (the warnings of a vector) as one line of JSON.</summary>
public static class TextListRecord
{
    private static readonly byte[] None = [(byte)'[', (byte)']'];

    public static byte[] Write(ImmutableArray<string> texts) => texts.IsDefaultOrEmpty
        ? None
        : JsonRecord.Write(writer => JsonRecord.WriteTexts(writer, texts));

    /// <exception cref="FormatException">The text is no list of texts.</exception>
    public static ImmutableArray<string> Read(ReadOnlyMemory<byte> json) =>
        json.Span.SequenceEqual(None)
            ? []
            : JsonRecord.Read(json, "list of texts", JsonRecord.ReadTexts);
}
