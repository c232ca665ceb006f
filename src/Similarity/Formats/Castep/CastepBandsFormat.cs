using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.Castep;

/// <summary>
/// The .bands file of CASTEP: counts, Fermi levels in hartree, the cell in bohr; then the k-points,
/// numbered but in the order in which the processors finished them, with eigenvalues in hartree.
/// It holds no atoms and no occupations.
/// </summary>
internal static class CastepBandsFormat
{
    public static FileFormat Format { get; } =
        new("CASTEP bands", Recognises, Read) { HoldsOne = _ => true };

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        head.Span.TrimStart(" \t\r\n"u8).StartsWith("Number of k-points"u8);

    public static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        CastepHeader header = CastepHeader.Read(lines);
        var blocks = new SortedDictionary<int, CastepKPoint>();
        while (blocks.Count < header.KPointCount)
        {
            ReadKPoint(lines, header, blocks);
        }

        double[] energies =
        [
            .. Enumerable.Range(0, header.Components)
                .SelectMany(spin => blocks.Values.SelectMany(
                    block => block.Energies[spin].Take(header.Bands))),
        ];
        Vector3D[] kPoints = [.. blocks.Values.Select(block => block.Point)];
        double[] weights = [.. blocks.Values.Select(block => block.Weight)];
        BandStructure bands = new FilePlace(source.Path, Field: "eigenvalues").Build(() =>
            new BandStructure(
                header.Components,
                header.StatesPerBand,
                kPoints,
                weights,
                energies)
            {
                ReciprocalLattice = header.Lattice.Reciprocal,
                Electrons = header.Electrons,
                ReportedFermiLevel = header.FermiLevels.Average(),
                Path = KPointPath.Find(kPoints, weights, KPointNames.Of(header.Lattice.Reciprocal)),
            });
        return new FileContents(Format.Name)
        {
            Bands = bands,
            Warnings = [.. header.Warnings(), .. BandStructureAudit.Warnings(bands)],
        };
    }

    /// <summary>Memory grows with what the file holds, not with what its header promises.</summary>
    private static void ReadKPoint(
        TextLines lines, CastepHeader header, SortedDictionary<int, CastepKPoint> blocks)
    {
        double[] row = FortranNumbers.Row(CastepHeader.After(lines, "K-point"), 5, lines.Place);
        if (!(row[0] >= 1 && row[0] <= header.KPointCount && double.IsInteger(row[0])))
        {
            throw lines.Place.Error(
                $"is K-point {row[0]}; expected a number from 1 to {header.KPointCount}");
        }

        var block = new CastepKPoint(
            new Vector3D(row[1], row[2], row[3]), row[4], new List<double>[header.Components]);
        if (!blocks.TryAdd((int)row[0], block))
        {
            throw lines.Place.Error($"is K-point {row[0]} a second time");
        }

        for (int spin = 0; spin < header.Components; spin++)
        {
            block.Energies[spin] = ReadSpin(lines, spin, header.BandsPerSpin[spin]);
        }
    }

    private static List<double> ReadSpin(TextLines lines, int spin, int bandCount)
    {
        double component = FortranNumbers.Row(
            CastepHeader.After(lines, "Spin component"), 1, lines.Place)[0];
        if (component != spin + 1)
        {
            throw lines.Place.Error($"is spin component {component}; expected {spin + 1}");
        }

        List<double> energies = [];
        while (energies.Count < bandCount)
        {
            energies.Add(FortranNumbers.Row(lines.Require("an eigenvalue"), 1, lines.Place)[0]);
        }

        return energies;
    }

    private sealed record CastepKPoint(Vector3D Point, double Weight, List<double>[] Energies);
}
