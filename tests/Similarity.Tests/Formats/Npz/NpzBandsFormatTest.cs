using System.Text.Json;
using Similarity.Formats;
using Similarity.Formats.Npz;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Npz;

public class NpzBandsFormatTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    [Theory]
    [InlineData("one_spin_insulator")]
    [InlineData("one_spin_metal")]
    [InlineData("two_spin_insulator")]
    public void StudyFilesAreReadWithTheirSiblings(string name)
    {
        FileContents contents = FileFormats.Read(RepositoryFile.Oracle($"sorep/{name}/bands.npz"));
        BandStructure bands = contents.Bands!;
        using JsonDocument metadata = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFile.Oracle($"sorep/{name}/metadata.json")));
        JsonElement root = metadata.RootElement;

        Assert.Equal("npz bands", contents.Format);
        Assert.Equal(root.GetProperty("number_of_spin_components").GetInt32(), bands.Spins);
        Assert.Equal(root.GetProperty("number_of_k_points").GetInt32(), bands.KPoints.Length);
        Assert.Equal(root.GetProperty("number_of_bands").GetInt32(), bands.Bands);
        Assert.Equal(root.GetProperty("number_of_electrons").GetDouble(), bands.Electrons);
        Assert.Equal(
            root.GetProperty("fermi_energy").GetDouble(),
            bands.ReportedFermiLevel!.Value * Ev,
            1e-12);

        // The structure beside gives the lattice: its volume is that of the calculation.
        double volume = bands.Crystal!.Lattice.Volume * Math.Pow(
            PhysicalConstants.BohrInAngstrom, 3);
        Assert.Equal(root.GetProperty("volume").GetDouble(), volume, 1e-9 * volume);
        Assert.Equal(root.GetProperty("number_of_atoms").GetInt32(), bands.Crystal.Count);
        Assert.Equal(Math.Pow(2 * Math.PI, 3) / bands.Crystal.Lattice.Volume, Math.Abs(
            bands.ReciprocalLattice!.Value.Determinant), 1e-12);
        Assert.Equal(
            new Cold(root.GetProperty("degauss").GetDouble() / Ev), bands.ReportedSmearing);
        Assert.Empty(contents.Warnings);

        // Quantum ESPRESSO solved for its Fermi level until the electrons agreed to 1e-8 or so.
        Assert.Equal(
            bands.Electrons!.Value, BandStructureAudit.OccupiedElectrons(bands)!.Value, 1e-7);
    }

    /// <summary>
    /// The grids of the study are Γ-centred, so N·k is whole: the k-points are fractional.
    /// </summary>
    [Theory]
    [InlineData("one_spin_metal", 15)]
    [InlineData("two_spin_insulator", 11)]
    public void KPointsAreFractional(string name, int divisions)
    {
        BandStructure bands = FileFormats.Read(
            RepositoryFile.Oracle($"sorep/{name}/bands.npz")).Bands!;
        foreach (Vector3D k in bands.KPoints)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                Assert.Equal(Math.Round(divisions * k[axis]), divisions * k[axis], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void WhatIsWrittenIsReadAgain(int spins, int statesPerBand)
    {
        var random = new Random(5);
        double[] energies =
            [.. Enumerable.Range(0, spins * 3 * 4).Select(i => i % 4 + random.NextDouble())];
        double[] occupations = [.. energies.Select(_ => random.NextDouble())];
        var bands = new BandStructure(
            spins, statesPerBand, [new(0, 0, 0), new(0.25, 0.5, 0), new(-0.5, 1 / 3.0, 0.1)],
            [1, 2, 3], energies)
        {
            Electrons = 3.5,
            ReportedFermiLevel = 0.25,
            ReportedOccupations = occupations,
            ReciprocalLattice = new(new(1, 0, 0), new(0.5, 1.1, 0), new(0, 0.1, 1.2)),
            Path = new([new(0, 1, "Γ", "X|U"), new(1, 2, "", "K₁")]),
        };
        using var stream = new MemoryStream();
        NpzBandsWriter.Write(stream, bands);
        BandStructure again = FileFormats.Read(
            new FileSource("written.npz", stream.ToArray())).Bands!;

        // One product and one quotient by the same unit: two roundings.
        const double Rounding = 4e-16;
        Assert.Equal((spins, statesPerBand, 4), (again.Spins, again.StatesPerBand, again.Bands));
        Assert.Equal(bands.KPoints.ToArray(), again.KPoints.ToArray());
        Close(bands.Energies, again.Energies, Rounding * 5);
        Close(bands.Weights, again.Weights, Rounding);
        Close(bands.ReportedOccupations.Span, again.ReportedOccupations.Span, 0);
        Assert.Equal(6, again.RawWeightSum, Rounding * 6);
        Assert.Equal(bands.Electrons, again.Electrons);
        Assert.Equal(bands.Path.Segments.ToArray(), again.Path!.Segments.ToArray());
        Assert.Equal(bands.ReportedFermiLevel!.Value, again.ReportedFermiLevel!.Value, Rounding);
        for (int i = 0; i < 3; i++)
        {
            Vector3D difference =
                bands.ReciprocalLattice.Value[i] - again.ReciprocalLattice!.Value[i];
            Assert.Equal(0, difference.Length, Rounding);
        }
    }

    [Fact]
    public void ArchiveWithoutBandsIsRefusedByName()
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(
            stream, System.IO.Compression.ZipArchiveMode.Create, true))
        {
            using Stream entry = zip.CreateEntry("other.npy").Open();
            NpyWriter.Write(entry, new NpyArray([2], [1, 2]));
        }

        var refusal = Assert.Throws<InvalidFileException>(
            () => FileFormats.Read(new FileSource("other.npz", stream.ToArray())));
        Assert.Equal("bands", refusal.Field);
    }

    private static void Close(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
