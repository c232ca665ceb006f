using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints.Soap;

public class SoapMethodTest
{
    // Sums of neighbours in another order, relative to vectors of length about 1.
    private const double RoundingTolerance = 1e-11;

    private const double Angstrom = 1 / PhysicalConstants.BohrInAngstrom;

    [Fact]
    public void IsTheMeanPowerSpectrumOfItsSettings()
    {
        Crystal rutile = Polymorphs.Read("mp_TiO2_rutile_mp-2657.cif");
        Fingerprint found = Recipe(("species", "Ti,O"), ("cutoff", "4"), ("scaling", "1,3,5"))
            .Of(rutile);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = new ExpansionSettings
            {
                Cutoff = 4 * Angstrom,
                RadialFunctions = 8,
                MaxAngular = 6,
                Sigma = 0.5 * Angstrom,
                Smoothing = new ShiftedCosineCutoff(0.5 * Angstrom),
                Scaling = new RadialScaling(1, 3 * Angstrom, 5),
            },
            Species = SpeciesChannels.Of(new Element(8), new Element(22)),
            Normalise = true,
        });
        double[] expected = spectrum.Average(spectrum.EnvironmentsOf(rutile));
        Assert.Equal(expected, found.Values.ToArray());
        Assert.Equal(3 * 448, found.Values.Length);
        Assert.Equal("soap", found.Source.Operator);
        Assert.Empty(found.Segments);
    }

    [Fact]
    public void ItsParametersMakeItAgain()
    {
        FingerprintRecipe recipe = Recipe(
            ("species", "O,Ti"), ("scaling", "1,3.0,5"), ("volume", "20"), ("smoothing", "0"));
        var again = FingerprintRecipe.Parse("soap", recipe.Parameters);
        Assert.Equal(recipe.Parameters, again.Parameters);
        Assert.Equal(recipe.GridId, again.GridId);
        Assert.Equal("O,Ti", recipe.Parameters["species"]);
        Assert.Equal("1,3,5", recipe.Parameters["scaling"]);
        Assert.Equal(3 * 448, recipe.Length);
        Assert.True(recipe.NeedsStructure);

        // At another volume the numbers still mean the same.
        Assert.Equal(Recipe(("volume", "10")).GridId, Recipe().GridId);
        Assert.NotEqual(Recipe(("cutoff", "4")).GridId, Recipe().GridId);
    }

    [Fact]
    public void ACellAndItsSupercellHaveOneFingerprint()
    {
        Crystal cell = Polymorphs.Read("mp_TiO2_anatase_mp-390.cif");
        Matrix3D v = cell.Lattice.Vectors;
        var supercell = new Crystal(
            new Lattice(new Matrix3D(2 * v.Row0, v.Row1, v.Row2 + v.Row0)),
            from site in cell.Sites.ToArray()
            from image in Enumerable.Range(0, 2)
            let p = site.Position
            select site with { Position = new((p.X + image - p.Z) / 2, p.Y, p.Z) });
        AssertSame(Recipe().Of(cell), Recipe().Of(supercell));
    }

    [Fact]
    public void ErasedSpeciesSeeGeometryAndNamedOnesSeeElements()
    {
        Crystal rutile = Polymorphs.Read("mp_TiO2_rutile_mp-2657.cif");
        var tin = new Crystal(
            rutile.Lattice,
            rutile.Sites.ToArray().Select(site => site.Element.Symbol == "Ti"
                ? site with { Element = new Element(50) }
                : site));
        FingerprintMetric cosine = FingerprintMetric.Find("cosine");
        FingerprintRecipe named = Recipe(("species", "O,Ti,Sn"));
        Assert.Equal(0, cosine.Compare(Recipe().Of(rutile), Recipe().Of(tin)), 1e-12);
        Assert.InRange(cosine.Compare(named.Of(rutile), named.Of(tin)), 0.05, 1);
    }

    [Fact]
    public void VolumeLeavesShape()
    {
        Crystal rutile = Polymorphs.Read("mp_TiO2_rutile_mp-2657.cif");
        var larger = new Crystal(
            new Lattice(1.1 * rutile.Lattice.Vectors), rutile.Sites.ToArray());
        FingerprintRecipe scaled = Recipe(("volume", "12"));
        AssertSame(scaled.Of(rutile), scaled.Of(larger));
        Assert.True(FingerprintMetric.Find("cosine").Compare(
            Recipe().Of(rutile), Recipe().Of(larger)) > 1e-3);
    }

    [Fact]
    public void RefusesWhatHasNoEnvironments()
    {
        Crystal rutile = Polymorphs.Read("mp_TiO2_rutile_mp-2657.cif");
        Site[] sites = rutile.Sites.ToArray();
        Assert.Contains(
            "among the elements of species=O",
            Assert.Throws<UnsuitableCrystalException>(() => Recipe(("species", "O")).Of(rutile))
                .Reason,
            StringComparison.Ordinal);
        sites[1] = sites[1] with { Occupancy = 0.5 };
        Assert.Contains(
            "partly occupied",
            Assert.Throws<UnsuitableCrystalException>(
                () => Recipe().Of(new Crystal(rutile.Lattice, sites))).Reason,
            StringComparison.Ordinal);
        Assert.Throws<UnsuitableCrystalException>(
            () => Recipe().Of(new Crystal(rutile.Lattice, [])));
        var bands = new BandStructure(1, 1, new Vector3D[] { new(0, 0, 0) }, [1.0], [0.1]);
        Assert.Contains(
            "without a structure",
            Assert.Throws<UnsuitableSpectrumException>(() => Recipe().Of(bands)).Message,
            StringComparison.Ordinal);
    }

    private static FingerprintRecipe Recipe(params (string Name, string Value)[] settings) =>
        FingerprintRecipe.Parse(
            "soap", settings.ToImmutableDictionary(pair => pair.Name, pair => pair.Value));

    private static void AssertSame(Fingerprint a, Fingerprint b)
    {
        Assert.Equal(a.Values.Length, b.Values.Length);
        for (int i = 0; i < a.Values.Length; i++)
        {
            Assert.Equal(a.Values[i], b.Values[i], RoundingTolerance);
        }
    }
}
