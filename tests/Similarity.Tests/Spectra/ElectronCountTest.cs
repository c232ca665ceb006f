using System.Text.Json;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class ElectronCountTest
{
    private const double Ev = SorepBands.Ev;

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void CountAndDerivativesMeetSorep(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        JsonElement rows = sorep.Oracle.GetProperty("at_qe_fermi");
        Assert.Equal(9, rows.GetArrayLength());
        foreach (JsonElement row in rows.EnumerateArray())
        {
            Smearing smearing = SorepBands.SmearingOf(row);
            var count = new ElectronCount(sorep.Bands, smearing);

            // SOREP drops levels at |x| ≥ 6 (Fermi–Dirac: 36); this is what all of them could add.
            double x = smearing is FermiDirac ? 36 : 6;
            double width = smearing.Width * Ev;
            double slope = sorep.Electrons * Math.Abs(smearing.Delta(x)) / width;
            double curvature =
                sorep.Electrons * Math.Abs(smearing.DeltaDerivative(x)) / width / width;
            AssertRelative(row, "n_electrons", count.At(sorep.FermiLevel), 0);
            AssertRelative(row, "dn_dmu", count.Slope(sorep.FermiLevel) / Ev, slope);
            AssertRelative(
                row, "true_d2n_dmu2", count.Curvature(sorep.FermiLevel) / Ev / Ev, curvature);
        }
    }

    /// <summary>Count and slope where SOREP's solver stopped; what its reader found.</summary>
    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void CountAtTheSolutionsMeetsSorep(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        foreach (JsonElement row in sorep.Oracle.GetProperty("fermi_solver").EnumerateArray())
        {
            Smearing smearing = SorepBands.SmearingOf(row);
            var count = new ElectronCount(sorep.Bands, smearing);
            double level = row.GetProperty("fermi_energy").GetDouble() / Ev;
            double x = smearing is FermiDirac ? 36 : 6;
            double slope = sorep.Electrons * Math.Abs(smearing.Delta(x)) / (smearing.Width * Ev);
            AssertRelative(row, "n_at_solution", count.At(level), 0);
            AssertRelative(row, "dn_dmu_at_solution", count.Slope(level) / Ev, slope);
        }

        double[] energies = sorep.Bands.Energies.ToArray();
        AssertRelative(sorep.Oracle, "eigenvalue_min", energies.Min() * Ev, 0);
        AssertRelative(sorep.Oracle, "eigenvalue_max", energies.Max() * Ev, 0);
        AssertRelative(sorep.Oracle, "raw_weight_sum", sorep.Bands.RawWeightSum, 0);
        AssertRelative(
            sorep.Oracle.GetProperty("qe_occupations_check"),
            "n_from_qe_occupations",
            BandStructureAudit.OccupiedElectrons(sorep.Bands)!.Value,
            0);
    }

    /// <summary>
    /// The sum over the same file at 40 digits (mpmath), without dropping levels.
    /// </summary>
    [Fact]
    public void SlopeDeepInAGapKeepsItsDigits()
    {
        SorepBands sorep = SorepBands.Read("one_spin_insulator");
        var count = new ElectronCount(sorep.Bands, new Cold(0.136056917253 / Ev));
        Assert.Equal(1, count.Slope(sorep.FermiLevel) / Ev / 6.148735204736254547e-10, 1e-12);
    }

    [Theory]
    [InlineData("one_spin_insulator", 2.4e-13)]
    [InlineData("one_spin_metal", 4.0e-4)]
    [InlineData("two_spin_insulator", 1.3e-4)]
    public void OccupationsMeetQuantumEspresso(string name, double tolerance)
    {
        // QE prints its Fermi level to 4 decimals: 5·10⁻⁵ eV times the slope of f is what remains.
        SorepBands sorep = SorepBands.Read(name);
        Smearing smearing = SorepBands.SmearingOf(sorep.Oracle.GetProperty("qe_occupations_check"));
        ReadOnlySpan<double> energies = sorep.Bands.Energies;
        ReadOnlySpan<double> occupations = sorep.Bands.ReportedOccupations.Span;
        double worst = 0;
        for (int i = 0; i < energies.Length; i++)
        {
            double f = smearing.Occupation((energies[i] - sorep.FermiLevel) / smearing.Width);
            worst = Math.Max(worst, sorep.Bands.StatesPerBand * Math.Abs(f - occupations[i]));
        }

        Assert.InRange(worst, tolerance / 10, tolerance);
        double oracle = sorep.Oracle.GetProperty("qe_occupations_check")
            .GetProperty("max_abs_diff_vs_qe").GetDouble();
        Assert.Equal(oracle, worst, 1e-13);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:2")]
    public void DerivativesAreThoseOfTheCount(string name)
    {
        const double Step = 1e-5;
        var bands = new BandStructure(
            1, 2, new Vector3D[2], [1, 3], [-0.3, -0.1, 0.2, -0.25, 0.02, 0.4]);
        var count = new ElectronCount(bands, Smearing.Parse(name, 0.05));
        for (double mu = -0.5; mu < 0.6; mu += 0.0625)
        {
            // Error: Step² N‴/6 ≈ 10⁻⁶ of N′ ≲ 20 and of N″ ≲ 1000.
            Assert.Equal(
                count.Slope(mu), (count.At(mu + Step) - count.At(mu - Step)) / (2 * Step), 1e-5);
            Assert.Equal(
                count.Curvature(mu),
                (count.Slope(mu + Step) - count.Slope(mu - Step)) / (2 * Step),
                1e-3);
        }
    }

    [Fact]
    public void ZeroWidthCountsLevels()
    {
        var bands = new BandStructure(1, 2, new Vector3D[1], [1], [-1.0, 0, 1]);
        var count = new ElectronCount(bands, new ZeroWidth());
        Assert.Equal(6, count.Capacity);
        Assert.Equal(2, count.At(-0.5));
        Assert.Equal(3, count.At(0));
        Assert.Equal(4, count.At(0.5));
        Assert.Equal(0, count.Slope(0.5));
    }

    private static void AssertRelative(
        JsonElement row, string column, double actual, double dropped)
    {
        double expected = row.GetProperty(column).GetDouble();
        double tolerance = 1e-10 * Math.Abs(expected) + dropped;
        Assert.True(Math.Abs(actual - expected) <= tolerance, $"{row}: {column} is {actual:R}, "
            + $"expected {expected:R}");
    }
}
