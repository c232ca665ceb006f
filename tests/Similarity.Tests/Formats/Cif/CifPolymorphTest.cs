using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.Tests.Formats.Cif;

/// <summary>
/// 92 real files of two databases, whose atoms and volumes per atom another program counted.
/// </summary>
public class CifPolymorphTest
{
    /// <summary>Digits of the volume in the index.</summary>
    private const double VolumeTolerance = 1e-4;

    public static TheoryData<string, int, double> Files()
    {
        var files = new TheoryData<string, int, double>();
        foreach (string line in File.ReadLines(
            RepositoryFile.Database("polymorphs/INDEX.csv")).Skip(1))
        {
            // Only the column of remarks is quoted; the numbers stand at fixed places from the end.
            string[] fields = line.Split(',');
            files.Add(
                fields[0],
                int.Parse(fields[^4], CultureInfo.InvariantCulture),
                double.Parse(fields[^3], CultureInfo.InvariantCulture));
        }

        return files;
    }

    [Fact]
    public void IndexNamesEveryFile() => Assert.Equal(
        Directory.GetFiles(RepositoryFile.Database("polymorphs"), "*.cif").Length, Files().Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void AtomsAndVolumeAgreeWithTheIndex(string file, int atoms, double volumePerAtom)
    {
        FileContents contents = FileFormats.Read(RepositoryFile.Database("polymorphs/" + file));
        Crystal crystal = Assert.Single(contents.Structures);
        Assert.Equal("CIF", contents.Format);
        Assert.Equal(atoms, crystal.Count);
        double volume = crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3);
        Assert.Equal(volumePerAtom, volume / atoms, VolumeTolerance);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run(
        "CIF",
        [
            RepositoryFile.Database("polymorphs/cod_SiO2-Quartz-alpha.cif"),
            RepositoryFile.Database("polymorphs/cod_TiO2-Rutile.cif"),
            RepositoryFile.Database("polymorphs/cod_SiC-6H-alpha.cif"),
            RepositoryFile.Database("polymorphs/mp_SiC_4H_mp-11714.cif"),
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
        ]);
}
