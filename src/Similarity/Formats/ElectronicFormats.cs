using System.Collections.Immutable;

namespace Similarity.Formats;

internal static class ElectronicFormats
{
    public static ImmutableArray<FileFormat> All { get; } = [];
}
