using System.Collections.Immutable;

namespace Similarity.Formats;

internal static class StructureFormats
{
    public static ImmutableArray<FileFormat> All { get; } = [];
}
