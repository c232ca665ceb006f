using System.Collections.Immutable;
using Similarity.Formats.Cif;
using Similarity.Formats.ExtendedXyz;
using Similarity.Formats.Poscar;

namespace Similarity.Formats;

/// <summary>Formats whose files hold structures and nothing else this program reads.</summary>
internal static class StructureFormats
{
    public static ImmutableArray<FileFormat> All { get; } = [CifFormat.Format, ExtendedXyzFormat.Format, PoscarFormat.Format];
}
