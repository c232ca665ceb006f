using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints;

public class FingerprintRecipeTest
{
    private const double Ev = 1 / PhysicalConstants.HartreeInEv;

    public static TheoryData<string> Kinds => [.. FingerprintRecipe.Kinds];

    /// <summary>Canonical parameters are complete: they make the same recipe again.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void ParametersMakeTheSameRecipe(string kind)
    {
        var recipe = FingerprintRecipe.Parse(kind);
        var again = FingerprintRecipe.Parse(kind, recipe.Parameters);
        Assert.Equal(recipe.Parameters, again.Parameters);
        Assert.Equal(recipe.GridId, again.GridId);
        Assert.Equal(!recipe.NeedsStructure, recipe.Parameters.ContainsKey("operator"));
        Assert.Contains(recipe.Parameters.Keys, name => name.Split('.')[^1] == "sigma");
    }

    [Fact]
    public void EqualMeaningIsEqualText()
    {
        FingerprintRecipe Of(string sigma, string lowest) => Recipe(
            "spectral", ("sigma", sigma), ("centre", "vbm"), ("emin", lowest), ("emax", "6.50"));
        Assert.Equal(Of("0.10", "-2").Parameters, Of("1e-1", "-2.0").Parameters);
        Assert.Equal("vbm:-2:6.5:513", Of("0.1", "-2").Parameters["windows"]);
        Assert.Equal(
            Recipe("spectral-fermi").GridId,
            Recipe("spectral", ("windows", "fermi:-5:5:513")).GridId);
    }

    [Theory]
    [InlineData("spectral", "windows", "vbm:-2:6", "centre:emin:emax:points")]
    [InlineData("spectral", "windows", "top:-2:6:5", "centre:emin:emax:points")]
    [InlineData("spectral", "emin", "7", "below emax=5")]
    [InlineData("spectral", "points", "1", "whole number from 2 to 1000000")]
    [InlineData("spectral", "points", "999999999", "whole number from 2 to 1000000")]
    [InlineData("spectral", "windows", "vbm:-2:6:999999999", "2 to 1000000 points")]
    [InlineData("spectral", "center", "cbm", "centre")]
    [InlineData("spectral-vbm", "variant", "foo", "published")]
    [InlineData("spectral-vbm", "threshold", "2", "a number in")]
    [InlineData("spectral", "sigma", "0", "positive")]
    [InlineData("spectral", "sigma", "0,05", "a number")]
    [InlineData("spectral", "centre", "vb", "fermi, vbm, cbm, zero")]
    [InlineData("spectral", "per", "site", "atom, cell, electron")]
    [InlineData("spectral-fermi", "windows", "vbm:-2:6:513", "fermi:-5:5:513")]
    [InlineData("spectral-fermi", "compat", "pymatgen", "sorep")]
    [InlineData("spectral-fermi", "kgrid", "4,4", "three numbers")]
    [InlineData("spectral-fermi", "kdensity", "-1", "positive")]
    [InlineData("spectral-fermi", "element", "Xx", "symbol")]
    [InlineData("spectral-fermi", "site", "0", "from 1 on")]
    [InlineData("spectral-fermi", "l", "g", "s, p, d, f")]
    [InlineData("spectral-fermi", "volume", "none", "a number")]
    [InlineData("kinetic", "operator", "gfn0", "kinetic")]
    [InlineData("nomad", "grid", "uniform:1", "numbers, not 6")]
    [InlineData("nomad", "reference", "cbm", "vbm, fermi")]
    [InlineData("nomad", "resolve", "l", "one spectrum")]
    [InlineData("pymatgen", "fp_type", "g", "summed_pdos")]
    [InlineData("pymatgen", "binning", "false", "true")]
    [InlineData("pymatgen", "max_e", "-20", "above min_e")]
    [InlineData("kinetic", "thresold", "0.1", "threshold")]
    [InlineData("combined", "operators", "gfn0", "two or more")]
    [InlineData("combined", "operators", "gfn0,gfn0", "each once")]
    [InlineData("combined", "operators", "gfn0,lda", "gfn0, kinetic, ks, sap")]
    [InlineData("combined", "of", "nomad", "spectral-fermi")]
    [InlineData("combined", "scales", "1", "2 positive numbers")]
    [InlineData("combined", "scales", "1,0", "2 positive numbers")]
    [InlineData("combined", "operator", "gfn0", "operators=A,B")]
    [InlineData("combined", "sap.grid", "fine", "settings of gfn0, ks")]
    [InlineData("combined", "functional", "b3lyp", "block gfn0")]
    [InlineData("combined", "sigma", "0", "block gfn0")]
    [InlineData("soap", "cutof", "4", "cutoff, functions, lmax")]
    [InlineData("soap", "cutoff", "0", "positive")]
    [InlineData("soap", "functions", "19", "1 to 18")]
    [InlineData("soap", "lmax", "26", "0 to 25")]
    [InlineData("soap", "sigma", "0.01", "1/60 of the cutoff")]
    [InlineData("soap", "smoothing", "6", "to the cutoff")]
    [InlineData("soap", "scaling", "1,3", "rate, length")]
    [InlineData("soap", "species", "Si,X", "symbols of elements")]
    [InlineData("soap", "normalise", "yes", "true, false")]
    public void BadSettingsAreNamedWithValueAndExpectation(
        string kind, string name, string value, string expectation)
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => Recipe(kind, (name, value)));
        Assert.Contains($"{name}={value}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{kind}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expectation, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneWrongValueIsNotBlamedOnTheNameOrTheOthers()
    {
        string message = Assert.Throws<ArgumentException>(
            () => Recipe("spectral-vbm", ("threshold", "0.1"), ("variant", "foo"))).Message;
        Assert.DoesNotContain("threshold", message, StringComparison.Ordinal);
        Assert.DoesNotContain("kdensity", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsAreGivenWholeOrByParts()
    {
        string message = Assert.Throws<ArgumentException>(
            () => Recipe("spectral", ("windows", "vbm:-2:6:65"), ("centre", "cbm"))).Message;
        Assert.Contains("centre=cbm", message, StringComparison.Ordinal);
        Assert.Contains("windows, not both", message, StringComparison.Ordinal);
    }

    /// <summary>Levels along lines are no density of states, whatever they look like.</summary>
    [Fact]
    public void BandsOnAPathAreWarnedOf()
    {
        BandStructure Line(KPointPath? path) => new(
            1, 2, new Vector3D[] { new(0, 0, 0), new(0.5, 0, 0) }, [0.5, 0.5], [-0.1, -0.2])
        {
            ReportedFermiLevel = -0.1,
            Path = path,
        };
        var line = new KPointPath([new KPointPathSegment(0, 1, "Γ", "X")]);
        FingerprintRecipe recipe = Recipe("spectral-fermi", ("per", "cell"));
        Assert.Contains(
            recipe.Of(Line(line)).Warnings,
            warning => warning.Contains("on a path", StringComparison.Ordinal));
        Assert.DoesNotContain(
            recipe.Of(Line(null)).Warnings,
            warning => warning.Contains("on a path", StringComparison.Ordinal));
    }

    [Fact]
    public void UnknownKindsAreRefusedWithThoseKnown() =>
        Assert.Contains(
            "spectral-fermi",
            Assert.Throws<ArgumentException>(() => Recipe("spectra")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void SorepCountsPerCell()
    {
        Assert.Equal("cell", Recipe("spectral-fermi", ("compat", "sorep")).Parameters["per"]);
        Assert.Throws<ArgumentException>(
            () => Recipe("spectral-fermi", ("compat", "sorep"), ("per", "atom")));
    }

    [Fact]
    public void UnitsDivideTheSameSpectrum()
    {
        BandStructure bands = Bands(TwoAtoms());
        double[] Values(string unit) =>
            Recipe("spectral-fermi", ("per", unit)).Of(bands).Values.ToArray();
        double[] cell = Values("cell"), atom = Values("atom"), electron = Values("electron");
        Assert.Contains(cell, value => value > 1);
        for (int i = 0; i < cell.Length; i++)
        {
            Assert.Equal(cell[i], 2 * atom[i], 1e-13);
            Assert.Equal(cell[i], 4 * electron[i], 1e-13);
        }
    }

    [Fact]
    public void WhatASpectrumLacksIsSaidWithTheRemedy()
    {
        BandStructure bands = Bands(null);
        UnsuitableSpectrumException noAtoms =
            Assert.Throws<UnsuitableSpectrumException>(() => Recipe("spectral-fermi").Of(bands));
        Assert.Contains("per=cell", noAtoms.Message, StringComparison.Ordinal);
        var unknown = new BandStructure(1, 2, new Vector3D[1], [1], [0.0]);
        UnsuitableSpectrumException noLevel = Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-fermi", ("per", "cell")).Of(unknown));
        Assert.Contains("Fermi level", noLevel.Message, StringComparison.Ordinal);
        Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-fermi", ("l", "d")).Of(Bands(TwoAtoms())));
        Assert.Throws<UnsuitableSpectrumException>(() => Recipe("kinetic").Of(bands));
    }

    /// <summary>A density of states has its edges where it falls to nothing.</summary>
    [Fact]
    public void ADensityOfStatesMeetsItsBands()
    {
        BandStructure bands = Bands(TwoAtoms());
        var dos = DosCalculation.Evaluate(
            bands, new Gaussian(0.05 * Ev), EnergyGrid.Uniform(-9 * Ev, 9 * Ev, 18001));
        var recipe = Recipe("spectral-fermi");
        double fermiLevel = 0.5 * Ev;
        Fingerprint expected = recipe.Of(bands, fermiLevel);
        Fingerprint actual = recipe.Of(dos, fermiLevel);
        Assert.Equal(expected.GridId, actual.GridId);

        // Lines between points 1 meV apart leave h²/8 D″ ~ 1e-4 of a peak.
        double peak = expected.Values.ToArray().Max();
        for (int i = 0; i < expected.Values.Length; i++)
        {
            Assert.Equal(expected.Values[i], actual.Values[i], 2e-4 * peak);
        }

        Assert.Contains(
            actual.Warnings, text => text.Contains("broad", StringComparison.Ordinal));

        // The edges move into the gap by the reach of the Gaussian down to 10⁻³ per eV.
        double[] valence = Recipe("spectral", ("centre", "vbm")).Of(dos, fermiLevel).Values
            .ToArray();
        double[] nearby = valence[200..300];
        Assert.InRange(200 + Array.IndexOf(nearby, nearby.Max()), 245, 256);
    }

    [Fact]
    public void ProjectionsAddUpToTheWhole()
    {
        BandStructure bands = Projected();
        double[] whole = Recipe("spectral-fermi").Of(bands).Values.ToArray();
        double[] resolved = Recipe("spectral-fermi", ("resolve", "l")).Of(bands).Values.ToArray();
        double[] silicon = Recipe("spectral-fermi", ("element", "Si")).Of(bands).Values.ToArray();
        double[] second = Recipe("spectral-fermi", ("site", "2")).Of(bands).Values.ToArray();
        double[] d = Recipe("spectral-fermi", ("l", "p")).Of(bands).Values.ToArray();
        Assert.Equal(4 * whole.Length, resolved.Length);
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Equal(
                whole[i], Enumerable.Range(0, 4).Sum(l => resolved[l * whole.Length + i]), 1e-12);
            Assert.Equal(whole[i], silicon[i] + second[i], 1e-12);
            Assert.Equal(d[i], resolved[whole.Length + i], 1e-15);
        }

        Assert.True(second.Sum() > 0.1 * whole.Sum() && silicon.Sum() > 0.1 * whole.Sum());
        Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-fermi", ("element", "O")).Of(bands));
        Assert.Throws<UnsuitableSpectrumException>(
            () => Recipe("spectral-fermi", ("site", "3")).Of(bands));
    }

    [Fact]
    public void AFingerprintRecordsWhatItIs()
    {
        Fingerprint made = Recipe("spectral-fermi").Of(
            Bands(TwoAtoms()), source: new FingerprintSource("test", Empty.Add("a", "1")));
        Assert.Equal("spectral-fermi", made.Kind);
        Assert.Equal("test (a=1)", made.Source.ToString());
        Assert.Equal(Fingerprint.CurrentProgramVersion, made.ProgramVersion);
        Assert.NotEmpty(made.ProgramVersion);
        Assert.Equal(513, made.Segments.Single().EnergiesEv.Length);
    }

    internal static FingerprintRecipe Recipe(
        string kind, params (string Name, string Value)[] settings) =>
        FingerprintRecipe.Parse(kind, settings.ToDictionary(s => s.Name, s => s.Value));

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Empty =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty;

    private static Crystal TwoAtoms() => new(
        new Lattice(5 * Matrix3D.Identity),
        [
            new Site(new Element(14), default),
            new Site(new Element(6), new Vector3D(0.25, 0.25, 0.25)),
        ]);

    /// <summary>Two full and two empty bands about a gap from −1 to 2 eV.</summary>
    private static BandStructure Bands(Crystal? crystal) => new(
        1, 2, new Vector3D[2], [1, 1],
        [-3 * Ev, -1 * Ev, 2 * Ev, 4 * Ev, -4 * Ev, -2 * Ev, 3 * Ev, 4.5 * Ev])
    {
        Electrons = 4,
        Crystal = crystal,
    };

    private static BandStructure Projected()
    {
        BandStructure bands = Bands(TwoAtoms());
        var random = new Random(3);
        double[] weights = new double[8 * 3];
        for (int state = 0; state < 8; state++)
        {
            double s = random.NextDouble(), p = (1 - s) * random.NextDouble();
            (weights[3 * state], weights[3 * state + 1]) = (s, p);
            weights[3 * state + 2] = 1 - s - p;
        }

        return new BandStructure(1, 2, bands.KPoints, bands.Weights, bands.Energies)
        {
            Electrons = bands.Electrons,
            Crystal = bands.Crystal,
            Projections = new BandProjections(
                [new(0, 0), new(0, 1), new(1, 2)], 8, weights),
        };
    }
}
