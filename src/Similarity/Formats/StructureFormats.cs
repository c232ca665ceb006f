using System.Collections.Immutable;
using Similarity.Formats.Cif;
using Similarity.Formats.Poscar;

namespace Similarity.Formats;

/// <summary>Formats whose files hold structures and nothing else this program reads.</summary>
internal static class StructureFormats
{
    public static ImmutableArray<FileFormat> All { get; } = [CifFormat.Format, PoscarFormat.Format];
}
