namespace Similarity.Formats;

/// <summary>
/// One format a file can be in: how to recognise it from the first bytes (decompressed, at most
/// 16 KiB) and how to read it. Recognition looks at content only, never at the name.
/// </summary>
public sealed record FileFormat(
    string Name,
    Func<ReadOnlyMemory<byte>, bool> Recognises,
    Func<FileSource, FileContents> Read)
{
    /// <summary>
    /// Whether a file is known to hold one input at most, without reading all of it; false where
    /// that is not known.
    /// </summary>
    public Func<FileSource, bool> HoldsOne { get; init; } = _ => false;
}
