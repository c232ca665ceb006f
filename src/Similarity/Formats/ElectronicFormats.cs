using System.Collections.Immutable;
using Similarity.Formats.Castep;
using Similarity.Formats.Chgcar;
using Similarity.Formats.Cube;
using Similarity.Formats.Eigenval;
using Similarity.Formats.Npz;
using Similarity.Formats.PymatgenBands;
using Similarity.Formats.QuantumEspresso;
using Similarity.Formats.Vasprun;

namespace Similarity.Formats;

/// <summary>
/// Formats that hold bands, densities of states or fields, most distinctive first.
/// </summary>
internal static class ElectronicFormats
{
    public static ImmutableArray<FileFormat> All { get; } =
    [
        VasprunFormat.Format,
        QuantumEspressoXmlFormat.Format,
        NpzBandsFormat.Format,
        PwLogFormat.Format,
        CastepBandsFormat.Format,
        EigenvalFormat.Format,
        CubeFormat.Format,
        ChgcarFormat.Format,
        PymatgenBandsFormat.Format,
        PymatgenDosFormat.Format,
    ];
}
