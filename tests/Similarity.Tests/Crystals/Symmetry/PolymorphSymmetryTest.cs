using Similarity.Crystals;

namespace Similarity.Tests.Crystals;

/// <summary>
/// Relaxed and measured structures, whose atoms are where symmetry wants them only nearly.
/// </summary>
public class PolymorphSymmetryTest
{
    /// <summary>
    /// Declared in P6₃mc and P6₃, but with atoms on the positions of more symmetric groups.
    /// </summary>
    private static readonly string[] MoreSymmetricThanDeclared = [
        "cod_C-Graphite.cif", "cod_SiC-6H-alpha.cif"];

    /// <summary>
    /// From the default up to a hundred times that: none of these is a borderline case.
    /// </summary>
    [Theory]
    [MemberData(nameof(Polymorphs.Names), MemberType = typeof(Polymorphs))]
    public void SpaceGroupIsThatOfTheIndex(string name)
    {
        int number = Polymorphs.All.Single(entry => entry.File == name).SpaceGroup;
        Crystal crystal = Polymorphs.Read(name);
        foreach (double angstrom in (double[])[1e-3, 1e-2, 1e-1])
        {
            var symmetry = CrystalSymmetry.Of(crystal, angstrom / PhysicalConstants.BohrInAngstrom);
            Assert.Equal(number, symmetry.SpaceGroupNumber);
            int order = symmetry.Setting.Operations.ToArray().DistinctBy(o => o.Rotation).Count();
            Assert.Equal(order * symmetry.PureTranslationCount, symmetry.Operations.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Polymorphs.Names), MemberType = typeof(Polymorphs))]
    public void OperationsAreThoseOfTheFile(string name)
    {
        var symmetry = CrystalSymmetry.Of(Polymorphs.Read(name));
        SymmetryInvariants.AssertHold(symmetry);
        if (name.StartsWith("cod_", StringComparison.Ordinal)
            && !MoreSymmetricThanDeclared.Contains(name))
        {
            Assert.Equal(OperationCount(name), symmetry.Operations.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Polymorphs.Names), MemberType = typeof(Polymorphs))]
    public void SymmetryDoesNotDependOnTheDescription(string name)
    {
        var random = new Random(7);
        Crystal crystal = Polymorphs.Read(name);
        var symmetry = CrystalSymmetry.Of(crystal);
        var disguised = CrystalSymmetry.Of(RandomCrystal.Disguised(crystal, random));
        Assert.Equal(symmetry.SpaceGroupNumber, disguised.SpaceGroupNumber);
        Assert.Equal(symmetry.Operations.Length, disguised.Operations.Length);
        Assert.Equal(Orbits(symmetry), Orbits(disguised));

        var supercell = CrystalSymmetry.Of(RandomCrystal.Supercell(crystal, 2, 2, 2));
        Assert.Equal(symmetry.SpaceGroupNumber, supercell.SpaceGroupNumber);
        Assert.Equal(8 * symmetry.Operations.Length, supercell.Operations.Length);
        Assert.Equal(8 * symmetry.PureTranslationCount, supercell.PureTranslationCount);

        // A longer cell has the same space group, of which it shows the part that keeps it.
        var row = CrystalSymmetry.Of(RandomCrystal.Supercell(crystal, 1, 1, 2));
        Assert.Equal(symmetry.SpaceGroupNumber, row.SpaceGroupNumber);
        Assert.InRange(row.Operations.Length, 2, 2 * symmetry.Operations.Length);
    }

    /// <summary>How many operators the file lists, each on its line.</summary>
    private static int OperationCount(string name) => File.ReadLines(Polymorphs.Path(name))
        .Count(line => SymmetryOperation.TryParse(line.Trim('\'', ' '), out _));

    /// <summary>Sizes of the classes of equivalent sites.</summary>
    private static int[] Orbits(CrystalSymmetry symmetry) =>
        symmetry.EquivalentSites.ToArray().CountBy(site => site).Select(pair => pair.Value).Order()
            .ToArray();
}
