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

    [Fact]
    public void IndexNamesEveryFile() => Assert.Equal(
        Directory.GetFiles(RepositoryFile.Database("polymorphs"), "*.cif").Length,
        Polymorphs.All.Count);

    [Theory]
    [MemberData(nameof(Polymorphs.Names), MemberType = typeof(Polymorphs))]
    public void AtomsAndVolumeAgreeWithTheIndex(string file)
    {
        Polymorph entry = Polymorphs.All.Single(entry => entry.File == file);
        FileContents contents = FileFormats.Read(Polymorphs.Path(file));
        Crystal crystal = Assert.Single(contents.Structures);
        Assert.Equal("CIF", contents.Format);
        Assert.Equal(entry.Atoms, crystal.Count);
        double volume = crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3);
        Assert.Equal(entry.VolumePerAtom, volume / entry.Atoms, VolumeTolerance);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run(
        "CIF",
        [
            Polymorphs.Path("cod_SiO2-Quartz-alpha.cif"),
            Polymorphs.Path("cod_TiO2-Rutile.cif"),
            Polymorphs.Path("cod_SiC-6H-alpha.cif"),
            Polymorphs.Path("mp_SiC_4H_mp-11714.cif"),
            Polymorphs.Path("cod_C-Diamond.cif"),
        ]);
}
