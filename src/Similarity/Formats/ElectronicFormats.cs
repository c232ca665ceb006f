using System.Collections.Immutable;
using Similarity.Formats.Npz;
using Similarity.Formats.PymatgenBands;
using Similarity.Formats.Vasprun;

namespace Similarity.Formats;

/// <summary>Formats that hold bands, densities of states or fields, most distinctive first.</summary>
internal static class ElectronicFormats
{
    public static ImmutableArray<FileFormat> All { get; } =
    [
        VasprunFormat.Format,
        NpzBandsFormat.Format,
        PymatgenBandsFormat.Format,
        PymatgenDosFormat.Format,
    ];
}
