using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Tests.Operators;

namespace Similarity.Tests.Fingerprints;

/// <summary>Fingerprints from structures alone.</summary>
public class CrystalFingerprintTest
{
    /// <summary>
    /// Bands of a cell and of its supercell agree to 1e-9 hartree; a Gaussian of 0.05 eV turns that
    /// into 1e-6 of a peak.
    /// </summary>
    private const double SupercellTolerance = 1e-5;

    [Theory]
    [InlineData("kinetic")]
    [InlineData("spectral-fermi")]
    [InlineData("pymatgen")]
    public void ASupercellHasTheFingerprintOfItsCell(string kind)
    {
        Crystal diamond = Diamond();
        double[] cell = Recipe(kind, ("kgrid", "2,2,4")).Of(diamond).Values.ToArray();
        double[] supercell = Recipe(kind, ("kgrid", "2,2,2"))
            .Of(OperatorCases.Supercell(diamond, 1, 1, 2)).Values.ToArray();
        double largest = cell.Max();
        Assert.True(largest > 0.01);
        for (int i = 0; i < cell.Length; i++)
        {
            Assert.Equal(cell[i], supercell[i], SupercellTolerance * largest);
        }
    }

    /// <summary>
    /// The densities of k-points of the two cells would give grids that do not map to one another.
    /// </summary>
    [Theory]
    [InlineData("kinetic")]
    [InlineData("spectral-vbm-cbm")]
    public void TheCellAUserHasDoesNotMatter(string kind)
    {
        Crystal diamond = Diamond();
        Crystal other = OperatorCases.Supercell(diamond, 1, 1, 4);
        double[] cell = Recipe(kind).Of(diamond).Values.ToArray();
        double[] same = Recipe(kind).Of(other).Values.ToArray();
        double[] asGiven = Recipe(kind, ("cell", "given")).Of(other).Values.ToArray();
        double tolerance = SupercellTolerance * cell.Max();

        Assert.All(cell.Zip(same), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.Contains(
            cell.Zip(asGiven), pair => Math.Abs(pair.First - pair.Second) > 10 * tolerance);
    }

    [Fact]
    public void ASiteIsOneOfTheGivenCell()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Recipe("spectral-fermi", ("cell", "primitive"), ("site", "2")));

        Assert.Contains("cell=primitive", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("given", Recipe("spectral-fermi", ("site", "2")).Parameters["cell"]);
    }

    [Fact]
    public void NomadBitsOfASupercellAreThoseOfItsCell()
    {
        Crystal diamond = Diamond();
        Fingerprint cell =
            Recipe("nomad", ("kgrid", "2,2,4"), ("per", "atom")).Of(diamond);
        Fingerprint supercell = Recipe("nomad", ("kgrid", "2,2,2"), ("per", "atom"))
            .Of(OperatorCases.Supercell(diamond, 1, 1, 2));
        Assert.Equal(cell.Nomad!.RunLengths(), supercell.Nomad!.RunLengths());
        Assert.True(cell.Nomad.Ones > 100);
    }

    /// <summary>Each of the four functions of carbon holds two electrons.</summary>
    [Fact]
    public void KineticStatesAreThoseOfTheBasis()
    {
        Fingerprint made = Recipe("kinetic").Of(Diamond());
        Assert.Equal(1024, made.Values.Length);
        Assert.Equal("kinetic", made.Source.Operator);
        Assert.Equal("0.01", made.Source.Parameters["threshold"]);
        Assert.Equal("0.5", made.Parameters["kdensity"]);
        Assert.Empty(made.Warnings);

        // The highest of so dense a crystal are above the 180 eV of the default.
        double[] all = Recipe("kinetic", ("emax", "600"), ("points", "6001"))
            .Of(Diamond()).Values.ToArray();
        Assert.Equal(8, all.Sum() * 0.1, 1e-6);
        double[] shown = made.Values.ToArray();
        Assert.InRange(shown.Sum() * 180 / 1023, 7, 8);
    }

    /// <summary>The eight electrons of the cell are below its Fermi level.</summary>
    [Fact]
    public void GfnElectronsAreBelowTheFermiLevel()
    {
        Fingerprint made = Recipe(
            "spectral", ("windows", "fermi:-40:0:4001"), ("per", "cell"), ("kgrid", "4,4,4"))
            .Of(Diamond());
        Assert.Equal("gfn0", made.Source.Operator);
        Assert.Equal(8, made.Values.ToArray().Sum() * 0.01, 1e-6);
    }

    [Fact]
    public void ScalingTheVolumeComesFirst()
    {
        Crystal diamond = Diamond();
        var larger = new Crystal(
            new Lattice(1.1 * diamond.Lattice.Vectors), diamond.Sites.ToArray());
        FingerprintRecipe scaled = Recipe("kinetic", ("volume", "6"), ("kgrid", "2,2,2"));
        double[] a = scaled.Of(diamond).Values.ToArray();
        double[] b = scaled.Of(larger).Values.ToArray();
        double[] unscaled = Recipe("kinetic", ("kgrid", "2,2,2")).Of(larger).Values.ToArray();
        double largest = a.Max();
        Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * largest));
        Assert.Contains(
            a.Zip(unscaled), pair => Math.Abs(pair.First - pair.Second) > 0.1 * largest);
        Assert.NotEqual(
            Recipe("kinetic").Parameters, Recipe("kinetic", ("volume", "6")).Parameters);
    }

    [Fact]
    public void ThreadsDoNotChangeAnything()
    {
        FingerprintRecipe recipe = Recipe("spectral-vbm-cbm", ("kgrid", "3,3,3"));
        Assert.Equal(
            recipe.Of(Diamond(), threads: 1).Values.ToArray(),
            recipe.Of(Diamond(), threads: 2).Values.ToArray());
    }

    [Fact]
    public void ResolvedPartsAddUp()
    {
        Crystal rutile = Read("cod_TiO2-Rutile.cif");
        (string, string)[] grid = [("kgrid", "2,2,2")];
        double[] whole = Recipe("spectral-fermi", grid).Of(rutile).Values.ToArray();
        double[] titanium =
            Recipe("spectral-fermi", [.. grid, ("element", "Ti")]).Of(rutile).Values.ToArray();
        double[] oxygen =
            Recipe("spectral-fermi", [.. grid, ("element", "O")]).Of(rutile).Values.ToArray();
        double[] resolved =
            Recipe("spectral-fermi", [.. grid, ("resolve", "l")]).Of(rutile).Values.ToArray();
        double largest = whole.Max();
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Equal(whole[i], titanium[i] + oxygen[i], 1e-9 * largest);
            Assert.Equal(
                whole[i],
                Enumerable.Range(0, 4).Sum(l => resolved[l * whole.Length + i]),
                1e-9 * largest);
        }

        // The valence band is of oxygen p, the conduction band of titanium d.
        int d = 2 * whole.Length;
        int middle = whole.Length / 2;
        Assert.True(oxygen[..middle].Sum() > 2 * titanium[..middle].Sum());
        Assert.True(titanium[middle..].Sum() > 2 * oxygen[middle..].Sum());
        double empty = resolved[(d + middle)..(d + whole.Length)].Sum();
        Assert.True(empty > 0.8 * titanium[middle..].Sum());
    }

    /// <summary>Other k-points make another recipe, not another grid of energies.</summary>
    [Fact]
    public void KPointsAreNoPartOfTheGrid()
    {
        FingerprintRecipe coarse = Recipe("spectral-fermi", ("kdensity", "0.5"));
        FingerprintRecipe fine = Recipe("spectral-fermi");
        Assert.Equal("0.35", fine.Parameters["kdensity"]);
        Assert.Equal(fine.GridId, coarse.GridId);
        Assert.NotEqual(fine.Parameters, coarse.Parameters);
    }

    /// <summary>
    /// Kinetic energies may be had by another name, but not compared with those of electrons.
    /// </summary>
    [Fact]
    public void KineticEnergiesAreAQuantityByThemselves()
    {
        (string, string)[] same = [("windows", "zero:0:180:1024"), ("sigma", "0.8")];
        Assert.Equal(
            Recipe("kinetic").GridId,
            Recipe("spectral", [.. same, ("operator", "kinetic")]).GridId);
        Assert.NotEqual(Recipe("kinetic").GridId, Recipe("spectral", same).GridId);
        UnsuitableSpectrumException error = Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-fermi", ("operator", "kinetic")).Of(Diamond()));
        Assert.Contains("Fermi level", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The gap of helium is wider than the window about its middle.</summary>
    [Fact]
    public void AFingerprintOfNothingSaysSo()
    {
        Fingerprint middle = Recipe("spectral-fermi").Of(Atom(2));
        Fingerprint edge = Recipe("spectral-vbm").Of(Atom(2));
        Assert.Equal(0, middle.Values.ToArray().Max());
        Assert.Contains("no states", Assert.Single(middle.Warnings), StringComparison.Ordinal);
        Assert.True(edge.Values.ToArray().Max() > 1);
        Assert.Empty(edge.Warnings);
    }

    /// <summary>
    /// Hydrogen's two s functions hold four electrons: with one left over there is no Fermi level,
    /// with none over no band is empty, and both edges are the top of the full ones.
    /// </summary>
    [Fact]
    public void AFullBasisHasNoConductionBand()
    {
        Fingerprint valence = Recipe("spectral-vbm", ("charge", "-3")).Of(Atom(1));
        Assert.True(valence.Values.ToArray().Max() > 1);
        Fingerprint conduction = Recipe(
            "spectral", ("charge", "-3"), ("centre", "cbm"), ("emin", "-2"), ("emax", "6"))
            .Of(Atom(1));
        Assert.Equal(valence.Values, conduction.Values);
        Assert.Contains("4 electrons at most", Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-vbm", ("charge", "-4")).Of(Atom(1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AMoleculeHasNoVolume()
    {
        Crystal diamond = Diamond();
        var molecule =
            new Crystal(diamond.Lattice, diamond.Sites.ToArray(), Periodicity.None);
        Assert.Throws<UnsuitableCrystalException>(
            () => Recipe("kinetic", ("volume", "6")).Of(molecule));
    }

    private static FingerprintRecipe Recipe(
        string kind, params (string Name, string Value)[] settings) =>
        FingerprintRecipeTest.Recipe(kind, settings);

    private static Crystal Atom(int atomicNumber) => new(
        new Lattice(Matrix3D.Identity), [new(new(atomicNumber), default)], Periodicity.None);

    private static Crystal Diamond()
    {
        const double Half = 3.373160819495532;
        return new Crystal(
            new Lattice(new Matrix3D(
                new Vector3D(0, Half, Half),
                new Vector3D(Half, 0, Half),
                new Vector3D(Half, Half, 0))),
            [
                new Site(new Element(6), default),
                new Site(new Element(6), new Vector3D(0.25, 0.25, 0.25)),
            ]);
    }

    private static Crystal Read(string cif) =>
        FileFormats.Read(RepositoryFile.Database("polymorphs/" + cif)).Structures[0];
}
