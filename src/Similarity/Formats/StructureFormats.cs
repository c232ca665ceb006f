using System.Collections.Immutable;
using Similarity.Formats.Cif;
using Similarity.Formats.ExtendedXyz;
using Similarity.Formats.JsonLines;
using Similarity.Formats.Optimade;
using Similarity.Formats.Poscar;
using Similarity.Formats.PymatgenJson;

namespace Similarity.Formats;

/// <summary>Formats whose files hold structures and nothing else this program reads.</summary>
internal static class StructureFormats
{
    public static ImmutableArray<FileFormat> All { get; } =
    [
        PymatgenJsonFormat.Format,
        OptimadeFormat.Format,
        JsonLinesFormat.Format,
        CifFormat.Format,
        ExtendedXyzFormat.Format,
        XdatcarFormat.Format,
        PoscarFormat.Format,
    ];
}
