using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Gfn0;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Gfn0;

public class Gfn0OperatorTest
{
    private const double EdgeTolerance = 1e-8;
    private const double DensityTolerance = 1e-7;

    // Beside the cutoff of the sums, rounding moves nearly dependent functions, whose energies are
    // up to thousands of volts, by parts in 10⁹.
    private const double EnergyTolerance = 1e-9;
    private const double HighEnergyTolerance = 2e-9;
    private const double ChargeTolerance = 1e-11;

    private static readonly Gfn0Operator Published =
        new() { OverlapThreshold = 1e-5, Variant = Gfn0Variant.Published };

    /// <summary>Band edges, Fermi level and density of states on the oracle's own mesh.</summary>
    [Theory]
    [MemberData(nameof(Gfn0Oracle.Crystals), MemberType = typeof(Gfn0Oracle))]
    public void GapsAndDensitiesOfCrystals(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Crystal(name);
        JsonElement dense = oracle.Entry.GetProperty("dense");
        double[] mesh = Gfn0Oracle.Numbers(dense.GetProperty("mesh"));

        OperatorSpectrum spectrum = OperatorBands.Of(
            Published,
            oracle.Structure,
            new KPointGrid((int)mesh[0], (int)mesh[1], (int)mesh[2]),
            new OperatorOptions { Threads = 1 });

        BandStructure bands = spectrum.Bands;
        Assert.Equal(oracle.Entry.GetProperty("valence_electrons").GetDouble(), bands.Electrons);
        Assert.Equal(name == "BaTiO3", spectrum.HasGhost);
        Assert.Equal(0, spectrum.MostFunctionsRemoved);
        (double top, double bottom) = Edges(bands);
        if (dense.GetProperty("vbm_eV").ValueKind == JsonValueKind.Number)
        {
            AssertEv("vbm_eV", top);
            AssertEv("cbm_eV", bottom);
        }

        double gap = (bottom - top) * Gfn0Units.HartreeInEv;
        Assert.Equal(dense.GetProperty("gap_eV").GetDouble(), Math.Max(0, gap), EdgeTolerance);
        AssertDensity(bands, dense.GetProperty("dos"));
        AssertEv("fermi_eV", HighestFilled(bands));
        double lowest = dense.GetProperty("min_energy_hartree").GetDouble();
        Assert.Equal(lowest, bands.Energies.ToArray().Min(), EdgeTolerance * Math.Abs(lowest));
        AssertSmallestOverlap(dense, spectrum);

        void AssertEv(string field, double hartree) => Assert.Equal(
            dense.GetProperty(field).GetDouble(), hartree * Gfn0Units.HartreeInEv, EdgeTolerance);
    }

    /// <summary>
    /// The operator as a user has it, with its own cutoff, at all k-points of the oracle.
    /// </summary>
    [Theory]
    [MemberData(nameof(Gfn0Oracle.Crystals), MemberType = typeof(Gfn0Oracle))]
    public void BandsOfCrystals(string name)
    {
        Gfn0Operator saturated =
            Published with { Variant = Gfn0Variant.Saturated, OverlapThreshold = 1e-3 };

        OperatorSpectrum published = AssertBands(Gfn0Oracle.Crystal(name), Published);
        AssertEqual(
            Gfn0Oracle.Crystal(name).Numbers("cn_capped"),
            published.CoordinationNumbers.AsSpan(),
            ChargeTolerance);
        AssertBands(Gfn0Oracle.SaturatedCrystal(name), saturated);
    }

    [Fact]
    public void RefusesWhatItHasNoParametersFor()
    {
        var lattice = new Lattice(Matrix3D.Diagonal(9, 9, 9));
        var francium = new Crystal(
            lattice, [new(new Element(8), default), new(new Element(87), new(0.5, 0.5, 0.5))]);
        var mixed = new Crystal(lattice, [new(new Element(14), default, 0.5)]);
        var coincident = new Crystal(
            lattice, [new(new Element(14), default), new(new Element(8), new(0.999, 1, 1.002))]);

        var unknown = Assert.Throws<UnsuitableCrystalException>(() => Matrices(francium));
        var disordered = Assert.Throws<UnsuitableCrystalException>(() => Matrices(mixed));
        var onTop = Assert.Throws<UnsuitableCrystalException>(() => Matrices(coincident));
        var charged = Assert.Throws<UnsuitableCrystalException>(
            () => (Published with { Charge = 1 }).MatricesOf(
                Gfn0Oracle.Crystal("MgO").Structure, 1));

        Assert.Contains("Francium", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(1, unknown.Site);
        Assert.Contains("0.5", disordered.Message, StringComparison.Ordinal);
        Assert.Contains("0.0201", onTop.Message, StringComparison.Ordinal);
        Assert.Contains("molecule", charged.Message, StringComparison.Ordinal);

        static OperatorMatrices Matrices(Crystal crystal) => Published.MatricesOf(crystal, 1);
    }

    /// <summary>
    /// The ghost of barium titanate is 2300 eV deep; with the worst functions removed, what is left
    /// of it lies as deep as no band of the other crystals, but not much deeper than the 15 eV.
    /// </summary>
    [Fact]
    public void AShallowGhostIsOneToo()
    {
        Crystal crystal = Gfn0Oracle.Crystal("BaTiO3").Structure;
        Gfn0Operator chosen = Published with { OverlapThreshold = 1e-3 };

        OperatorSpectrum spectrum = OperatorBands.Of(chosen, crystal, new KPointGrid(2, 2, 2));
        double depth = chosen.MatricesOf(crystal, 1).LowestLevel!.Value
            - spectrum.Bands.Energies.ToArray().Min();

        Assert.InRange(depth * Gfn0Units.HartreeInEv, 16, 30);
        Assert.True(spectrum.HasGhost);
        Assert.Contains(
            spectrum.Warnings,
            warning => warning.Contains("below the lowest level", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    public void RefusesAChargeThatLeavesNoElectrons(double charge)
    {
        var hydrogen = new Crystal(
            new Lattice(Matrix3D.Identity), [new(new Element(1), default)], Periodicity.None);

        var refusal = Assert.Throws<UnsuitableCrystalException>(
            () => (Published with { Charge = charge }).MatricesOf(hydrogen, 1));

        Assert.Contains("electron", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0.5, (Published with { Charge = 0.5 }).MatricesOf(hydrogen, 1).Electrons);
    }

    [Fact]
    public void SettingsComeBackAsTheyWentIn()
    {
        var settings = new Dictionary<string, string>
        {
            ["charge"] = "-1.5",
            ["threshold"] = "0.001",
            ["variant"] = "saturated",
        };

        SpectralOperator parsed = SpectralOperator.Parse("gfn0", settings);

        Assert.Equal(settings, parsed.Parameters.ToDictionary());
        Assert.Equal(
            new Gfn0Operator
            {
                Charge = -1.5,
                OverlapThreshold = 1e-3,
                Variant = Gfn0Variant.Saturated,
            },
            parsed);
    }

    [Theory]
    [InlineData("variant", "plain", "published")]
    [InlineData("charge", "one", "number")]
    [InlineData("threshold", "2", "1)")]
    [InlineData("basis", "sto-3g", "variant")]
    public void AnUnknownSettingIsNamedWithWhatIsExpected(
        string setting, string value, string expected)
    {
        var settings = new Dictionary<string, string> { [setting] = value };

        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => SpectralOperator.Parse("gfn0", settings));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMoleculeIsTreatedAsPublishedAndACrystalHeldAtABond()
    {
        Crystal water = Gfn0Oracle.Molecule("H2O").Structure;
        Crystal silicon = Gfn0Oracle.Crystal("Si").Structure;

        Assert.Equal(Hamiltonian(water, Gfn0Variant.Published), Hamiltonian(water, default));
        Assert.NotEqual(Hamiltonian(water, Gfn0Variant.BondSaturated), Hamiltonian(water, default));
        Assert.Equal(
            Hamiltonian(silicon, Gfn0Variant.BondSaturated), Hamiltonian(silicon, default));
        Assert.NotEqual(Hamiltonian(silicon, Gfn0Variant.Published), Hamiltonian(silicon, default));

        static double[] Hamiltonian(Crystal crystal, Gfn0Variant variant) =>
            new Gfn0Operator { Variant = variant }.MatricesOf(crystal, 1).Hamiltonian;
    }

    /// <summary>
    /// At distances shorter than a bond all variants are one; beyond, H/S has the ratio of
    /// (1 + p√x)(1 + p'√x) at the held x and the true one. Sodium's s shells, p = p'.
    /// </summary>
    [Theory]
    [InlineData("published", double.PositiveInfinity)]
    [InlineData("saturated", 1.5)]
    [InlineData("bond-saturated", 1)]
    public void AVariantHoldsTheDistanceFactor(string variant, double largest)
    {
        Gfn0Element sodium = Gfn0Parameters.Published.Find(new Element(11))!;
        double p = sodium.Shells[0].DistanceFactor;
        var operatorOfVariant = SpectralOperator.Parse(
            "gfn0", new Dictionary<string, string> { ["variant"] = variant });

        Assert.True(Math.Abs(p) > 0.01);
        foreach (double ratio in new[] { 0.8, 0.99, 1.2, 1.45, 1.8 })
        {
            double held = Factor(Math.Min(ratio, largest)), free = Factor(ratio);
            Assert.Equal(held / free, Coupling(operatorOfVariant) / Coupling(Published), 1e-12);

            double Coupling(SpectralOperator variantOrNot)
            {
                // The levels cancel in the ratio: coordination and charge are the same for both.
                var pair = new Crystal(
                    new Lattice(Matrix3D.Diagonal(1, 1, 1)),
                    [
                        new(new Element(11), default),
                        new(new Element(11), new(2 * ratio * sodium.Radius, 0, 0)),
                    ],
                    Periodicity.None);
                OperatorMatrices matrices = variantOrNot.MatricesOf(pair, 1);
                int offset = matrices.Pairs.Pairs.ToArray().Single(
                    other => other.First != other.Second).Offset;
                return matrices.Hamiltonian[offset] / matrices.Overlap[offset];
            }
        }

        double Factor(double x) => (1 + p * Math.Sqrt(x)) * (1 + p * Math.Sqrt(x));
    }

    /// <summary>Boron nitride far between its images is a slab; so is a polymer a wire.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASlabOrAWireIsACrystalWithMuchVacuum(bool slab)
    {
        var site = new Vector3D(0.5, slab ? 0.5 : 0, 0);
        Site[] sites = [new(new Element(5), default), new(new Element(7), site)];
        var thin = new Lattice(Matrix3D.Diagonal(5, slab ? 5 : 1, 1));
        var wide = new Lattice(Matrix3D.Diagonal(5, slab ? 5 : 90, 90));
        var isolated = new Crystal(thin, sites, new Periodicity(true, slab, false));
        var repeated = new Crystal(wide, sites);

        OperatorMatrices expected = Published.MatricesOf(repeated, 1);
        OperatorMatrices matrices = Published.MatricesOf(isolated, 1);

        Assert.Equal(expected.Overlap.Length, matrices.Overlap.Length);
        Assert.NotEmpty(matrices.Warnings);
        Assert.Equal(expected.Charges[0], matrices.Charges[0], 1e-6);
        Assert.True(Math.Abs(matrices.Charges[0]) > 0.05);
        for (int i = 0; i < matrices.Hamiltonian.Length; i++)
        {
            Assert.Equal(expected.Hamiltonian[i], matrices.Hamiltonian[i], 1e-6);
        }
    }

    private static (double Top, double Bottom) Edges(BandStructure bands)
    {
        int valence = (int)bands.Electrons! / 2;
        double top = double.NegativeInfinity, bottom = double.PositiveInfinity;
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            ReadOnlySpan<double> energies = bands.EnergiesAt(0, k);
            top = Math.Max(top, energies[valence - 1]);
            bottom = Math.Min(bottom, energies[valence]);
        }

        return ((int)bands.Electrons % 2 == 0 ? top : bottom, bottom);
    }

    private static OperatorSpectrum AssertBands(Gfn0Oracle oracle, Gfn0Operator chosen)
    {
        OperatorSpectrum spectrum = OperatorBands.OnPath(
            chosen,
            oracle.Structure,
            [.. oracle.Rows("kpoints_fractional").Select(k => new Vector3D(k[0], k[1], k[2]))],
            new KPointPath([]),
            new OperatorOptions { Threads = 1 });

        double[][] expected = oracle.Rows("band_energies_hartree");
        double[] removed = oracle.Numbers("removed");
        int functions = oracle.Entry.GetProperty("nao").GetInt32();
        Assert.Equal(removed.Max(), spectrum.MostFunctionsRemoved);
        Assert.Equal(functions - spectrum.MostFunctionsRemoved, spectrum.Bands.Bands);
        for (int k = 0; k < expected.Length; k++)
        {
            for (int band = 0; band < spectrum.Bands.Bands; band++)
            {
                double energy = expected[k][band];
                Assert.Equal(
                    energy,
                    spectrum.Bands.EnergiesAt(0, k)[band],
                    Math.Max(EnergyTolerance, HighEnergyTolerance * Math.Abs(energy)));
            }
        }

        AssertEqual(oracle.Numbers("charges"), spectrum.Charges.AsSpan(), ChargeTolerance);
        AssertSmallestOverlap(oracle.Entry, spectrum);
        return spectrum;
    }

    private static void AssertSmallestOverlap(JsonElement oracle, OperatorSpectrum spectrum)
    {
        // Ours is from Lanczos, which leaves 1 %.
        double smallest = oracle.GetProperty("overlap_min_eigenvalue").GetDouble();
        Assert.InRange(spectrum.SmallestOverlapEigenvalue, 0.99 * smallest, 1.01 * smallest);
    }

    private static void AssertEqual(
        double[] expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    /// <summary>The level at which two electrons in each, from below, make all.</summary>
    private static double HighestFilled(BandStructure bands)
    {
        double electrons = 0;
        foreach ((double energy, double weight) in
            from k in Enumerable.Range(0, bands.KPoints.Length)
            from energy in bands.EnergiesAt(0, k).ToArray()
            orderby energy
            select (energy, bands.Weights[k]))
        {
            electrons += 2 * weight;
            if (electrons >= bands.Electrons - 1e-9)
            {
                return energy;
            }
        }

        throw new ArgumentException("too few bands for the electrons", nameof(bands));
    }

    private static void AssertDensity(BandStructure bands, JsonElement oracle)
    {
        double[] values = Gfn0Oracle.Numbers(oracle.GetProperty("values"));
        double start = oracle.GetProperty("start_eV").GetDouble() / Gfn0Units.HartreeInEv;
        double step = oracle.GetProperty("step_eV").GetDouble() / Gfn0Units.HartreeInEv;
        double sigma = oracle.GetProperty("sigma_eV").GetDouble() / Gfn0Units.HartreeInEv;
        double[] energies = [.. values.Select((_, i) => start + i * step)];

        // Its Gaussian is exp(−½ (e/σ)²), ours exp(−(e/σ)²).
        DensityOfStates dos = DosCalculation.Evaluate(
            bands, Smearing.Parse("gaussian", Math.Sqrt(2) * sigma), energies);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(
                values[i], dos.Values(0)[i] / Gfn0Units.HartreeInEv, DensityTolerance);
        }
    }
}
