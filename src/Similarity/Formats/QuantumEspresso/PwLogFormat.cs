using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>
/// What pw.x of Quantum ESPRESSO prints: the last structure and the last set of bands, in eV with
/// four decimals; k-points in units of 2π/alat.
/// </summary>
internal static class PwLogFormat
{
    public static FileFormat Format { get; } = new("pw.x log", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        head.Span.IndexOf("Program PWSCF"u8) >= 0;

    public static FileContents Read(FileSource source)
    {
        var structure = new PwLogStructure();
        var bands = new PwLogBands();
        using (var lines = new TextLines(source))
        {
            while (lines.Next() is string line)
            {
                if (!structure.TryRead(line, lines))
                {
                    bands.TryRead(line, lines);
                }
            }
        }

        return Contents(source.Path, structure, bands);
    }

    private static FileContents Contents(string file, PwLogStructure structure, PwLogBands log)
    {
        Crystal crystal = structure.ToCrystal(file);
        FilePlace place = new(file, Field: "bands (ev)");
        if (log.Blocks.Count == 0)
        {
            throw place.Error(log.AreBandsSuppressed
                ? "left out of the log, which has 100 k-points or more; run again with verbosity = "
                    + "'high'"
                : "none in the log; expected at the end of a calculation");
        }

        int spins = log.Blocks[^1].Spin + 1;
        int kPointCount = log.Blocks.Count / spins;
        if (kPointCount * spins != log.Blocks.Count
            || (log.KPointCount is int promised && promised != kPointCount))
        {
            throw place.Error($"{log.Blocks.Count} blocks of bands for {log.KPointCount} k-points "
                + $"and {spins} spins");
        }

        (Vector3D[] kPoints, double[] weights, string? warning) = KPoints(
            structure, log, kPointCount);
        double[] occupations = [.. log.Blocks.SelectMany(block => block.Occupations)];
        double[] energies = [.. log.Blocks.SelectMany(block => block.EnergiesEv).Select(ToHartree)];
        BandStructure bands = place.Build(() => new BandStructure(
            spins, spins == 2 || log.IsNoncollinear ? 1 : 2, kPoints, weights, energies)
        {
            Crystal = crystal,
            ReciprocalLattice = crystal.Lattice.Reciprocal,
            Electrons = log.Electrons,
            ReportedFermiLevel = log.FermiLevelEv / PhysicalConstants.HartreeInEv,
            ReportedSmearing = log.Smearing,
            ReportedOccupations = occupations.Length == energies.Length ? occupations : default,
        });
        return new FileContents(Format.Name)
        {
            Structures = [crystal],
            Bands = bands,
            Warnings =
            [
                .. log.Warnings,
                .. warning is null ? Array.Empty<string>() : [warning],
                .. BandStructureAudit.Warnings(bands),
            ],
        };
    }

    /// <summary>
    /// From the list before the calculation, with seven decimals and weights; without it, as for
    /// 100 k-points or more, from the heads of the blocks of bands, with four.
    /// </summary>
    private static (Vector3D[] KPoints, double[] Weights, string? Warning) KPoints(
        PwLogStructure structure, PwLogBands log, int count)
    {
        if (log.Listed.Count >= count)
        {
            return (
                [.. log.Listed.Take(count).Select(k => structure.FractionalKPoint(k.Point))],
                [.. log.Listed.Take(count).Select(k => k.Weight)],
                null);
        }

        return (
            [.. log.Blocks.Take(count).Select(block => structure.FractionalKPoint(block.KPoint))],
            Enumerable.Repeat(1.0 / count, count).ToArray(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"the log does not list its {count} k-points; taken from the bands, with equal "
                    + $"weights"));
    }

    private static double ToHartree(double energyEv) => energyEv / PhysicalConstants.HartreeInEv;
}
