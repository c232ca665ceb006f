using System.Text.Json;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class FermiLevelTest
{
    private const double Ev = SorepBands.Ev;

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void FindsEveryRootSorepDataHave(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        foreach (JsonElement row in sorep.Oracle.GetProperty("fermi_solver").EnumerateArray())
        {
            FermiSolution solution = FermiLevel.Solve(
                sorep.Bands, sorep.Electrons, SorepBands.SmearingOf(row));
            JsonElement roots = row.GetProperty("sign_change_roots_pm1.5eV");
            foreach (JsonElement expected in roots.EnumerateArray())
            {
                FermiRoot nearest = solution.Roots.MinBy(
                    root => Math.Abs(root.Energy * Ev - expected.GetDouble()))!;

                // The oracle sums N itself, whose rounding moves a root by rounding / slope.
                double rounding = 16 * (Math.BitIncrement(sorep.Electrons) - sorep.Electrons);
                Assert.Equal(expected.GetDouble(), nearest.Energy * Ev, 1e-9 + rounding / Math.Abs(
                    nearest.Slope / Ev));
            }
        }
    }

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void EveryRootHoldsTheElectrons(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        foreach (JsonElement row in sorep.Oracle.GetProperty("fermi_solver").EnumerateArray())
        {
            Smearing smearing = SorepBands.SmearingOf(row);
            var count = new ElectronCount(sorep.Bands, smearing);
            FermiSolution solution = FermiLevel.Solve(sorep.Bands, sorep.Electrons, smearing);
            Assert.NotEmpty(solution.Roots);
            foreach (FermiRoot root in solution.Roots)
            {
                Assert.InRange(root.Energy, root.Lowest, root.Highest);
                foreach (double energy in (double[])[root.Lowest, root.Energy, root.Highest])
                {
                    Assert.Equal(sorep.Electrons, count.At(energy), 1e-14 * sorep.Electrons);
                }
            }

            Assert.Equal(
                solution.Residual!.Value,
                count.At(solution.Chosen!.Value) - sorep.Electrons,
                1e-11);
        }
    }

    [Fact]
    public void MetalGetsTheRootOfItsOnlyCrossing()
    {
        SorepBands sorep = SorepBands.Read("one_spin_metal");
        foreach (JsonElement row in sorep.Oracle.GetProperty("fermi_solver").EnumerateArray())
        {
            FermiSolution solution = FermiLevel.Solve(
                sorep.Bands, sorep.Electrons, SorepBands.SmearingOf(row));
            double expected = row.GetProperty("sign_change_roots_pm1.5eV")[0].GetDouble();
            Assert.Equal(expected, solution.Chosen!.Value * Ev, 1e-11);
            Assert.Single(solution.Roots, root => root.RejectedBecause is null);
        }
    }

    [Theory]
    [InlineData("one_spin_insulator")]
    [InlineData("two_spin_insulator")]
    public void InsulatorGetsALevelWellInsideItsGap(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        double valence = sorep.Oracle.GetProperty("vbm").GetDouble();
        double conduction = sorep.Oracle.GetProperty("cbm").GetDouble();
        double quarter = (conduction - valence) / 4;
        foreach (JsonElement row in sorep.Oracle.GetProperty("fermi_solver").EnumerateArray())
        {
            FermiSolution solution = FermiLevel.Solve(
                sorep.Bands, sorep.Electrons, SorepBands.SmearingOf(row));
            Assert.InRange(solution.Chosen!.Value * Ev, valence + quarter, conduction - quarter);
            Assert.StartsWith("insulating at", solution.Reason, StringComparison.Ordinal);
            Assert.True(Math.Abs(solution.Residual!.Value) < 1e-5);
        }
    }

    /// <summary>
    /// Quantum ESPRESSO and SOREP put E_F 2.4 meV above the valence-band maximum here, at a root
    /// that exists only because the overshoot of deep levels makes up for a half-empty band edge.
    /// </summary>
    [Fact]
    public void SpuriousRootOfColdSmearingIsRejected()
    {
        SorepBands sorep = SorepBands.Read("two_spin_insulator");
        FermiSolution solution = FermiLevel.Solve(sorep.Bands, 114, new Cold(0.136056917253 / Ev));
        FermiRoot spurious = Assert.Single(solution.Roots);
        Assert.Equal(4.845377532148811, spurious.Energy * Ev, 1e-9);
        Assert.StartsWith("spurious", spurious.RejectedBecause, StringComparison.Ordinal);
        Assert.Equal((4.84299701548401 + 5.788479732268883) / 2, solution.Chosen!.Value * Ev, 1e-9);

        // No root at all in the middle: the charge is off by what the tails of both edges leave.
        Assert.InRange(solution.Residual!.Value, 1e-6, 1e-5);
        Assert.Contains("middle of the gap", solution.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NarrowerColdSmearingHasAPlateauBesideTheSpuriousRoot()
    {
        SorepBands sorep = SorepBands.Read("two_spin_insulator");
        FermiSolution solution = FermiLevel.Solve(sorep.Bands, 114, new Cold(0.05 / Ev));
        Assert.Equal(2, solution.Roots.Count);
        Assert.Equal(4.849413811459337, solution.Roots[0].Energy * Ev, 1e-9);
        Assert.NotNull(solution.Roots[0].RejectedBecause);
        FermiRoot plateau = solution.Roots[1];
        Assert.True(plateau.IsPlateau && plateau.InGap);
        Assert.Null(plateau.RejectedBecause);
        Assert.InRange(5.547704526776223, plateau.Lowest * Ev, plateau.Highest * Ev);
    }

    /// <summary>
    /// Fifty empty levels above two full ones pull the level of hot electrons below the latter; the
    /// bands remain those of an insulator.
    /// </summary>
    [Fact]
    public void RootOutsideTheGapIsListedButNotTaken()
    {
        BandStructure bands = Molecule(2, [0, .. Enumerable.Repeat(0.01, 50)]);
        FermiSolution solution = FermiLevel.Solve(bands, 2, new FermiDirac(0.05));
        FermiRoot root = Assert.Single(solution.Roots);
        Assert.True(root.Energy < 0);
        Assert.False(root.InGap);
        Assert.StartsWith("lies in a band", root.RejectedBecause, StringComparison.Ordinal);
        Assert.Equal(0.005, solution.Chosen!.Value, 1e-15);
        Assert.True(solution.Residual > 1);
    }

    /// <summary>Two like levels at ±1: by symmetry every rule puts the middle at 0.</summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("methfessel-paxton:1")]
    [InlineData("methfessel-paxton:4")]
    public void SymmetricTwoLevelsBalanceInTheMiddle(string name)
    {
        BandStructure bands = Molecule(2, -1, 1);
        foreach (double width in (double[])[0.5, 0.25, 0.05])
        {
            FermiSolution solution = FermiLevel.Solve(bands, 2, Smearing.Parse(name, width));
            Assert.Equal(0, solution.Chosen!.Value, 1e-12);
        }
    }

    /// <summary>
    /// One level of one electron filled to f: N(μ) = f(−μ/σ). With f above 1 twice on the way, once
    /// rising and once falling, and both on one step of a coarse scan when f is close to its
    /// maximum.
    /// </summary>
    [Fact]
    public void CloseRootsOfAnOvershootingLevelAreBothFound()
    {
        const double Sqrt2 = 1.4142135623730951;
        var smearing = new Cold(0.1);
        BandStructure bands = Molecule(1, 0, 30);
        foreach (double distance in (double[])[0.4, 0.1, 0.01, 1e-3, 1e-5])
        {
            // f is the same at x₁ = −√2 + distance and at some x₂ < −√2.
            double electrons = smearing.Occupation(-Sqrt2 + distance);
            FermiSolution solution = FermiLevel.Solve(bands, electrons, smearing);
            double[] roots = [.. solution.Roots.Select(root => -root.Energy / smearing.Width)];

            // A third root, where the tail is back at the level and the next one begins, lies near
            // 30.
            Assert.Contains(
                roots, x => Math.Abs(x - (-Sqrt2 + distance)) < 1e-15 / distance + 1e-9);
            Assert.Contains(roots, x => x < -Sqrt2 && x > -Sqrt2 - 2 * distance);
        }
    }

    [Fact]
    public void ZeroTemperatureFillsLevels()
    {
        BandStructure bands = Molecule(2, -1, 0, 2);
        FermiSolution insulator = FermiLevel.Solve(bands, 4, new ZeroWidth());
        FermiRoot plateau = Assert.Single(insulator.Roots);
        Assert.Equal((0, 2, 1), (plateau.Lowest, plateau.Highest, plateau.Energy));
        Assert.Equal(1, insulator.Chosen);

        FermiSolution open = FermiLevel.Solve(bands, 3, new ZeroWidth());
        Assert.Equal(0, open.Chosen);
        Assert.Equal(double.PositiveInfinity, Assert.Single(open.Roots).Slope);
        Assert.StartsWith("metallic", open.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OddElectronsHalfFillASharedBand()
    {
        FermiSolution solution = FermiLevel.Solve(Molecule(2, -1, 0, 2), 3, new Gaussian(0.01));
        Assert.Equal(0, solution.Chosen!.Value, 1e-15);
        Assert.False(solution.Roots[0].InGap);
    }

    [Fact]
    public void OddElectronsOfTwoSpinsCanLeaveAGap()
    {
        var bands = new BandStructure(2, 1, new Vector3D[1], [1], [-1.0, 0, 3, -0.9, 2, 3]);
        FermiSolution solution = FermiLevel.Solve(bands, 3, new Cold(0.01));
        Assert.Equal(1, solution.Chosen!.Value, 1e-15);
        Assert.StartsWith("insulating", solution.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeElectronsByChanceAreNoGap()
    {
        // Two k-points: 2 electrons fill two levels of the first and none of the second.
        var bands = new BandStructure(1, 2, new Vector3D[2], [1, 1], [-2.0, -1, 0, 1]);
        FermiSolution solution = FermiLevel.Solve(bands, 2, new Gaussian(0.01));
        Assert.StartsWith("metallic", solution.Reason, StringComparison.Ordinal);
        Assert.InRange(solution.Chosen!.Value, -1, 0);
    }

    /// <summary>
    /// Hybrid functionals put the path on k-points of no weight: they hold edges, not electrons.
    /// </summary>
    [Fact]
    public void PointsWithoutWeightBoundTheGap()
    {
        var bands = new BandStructure(
            1, 2, new Vector3D[3], [1, 1, 0], [-2.0, 2, -1.5, 2.5, -1, 1.5]);
        FermiSolution solution = FermiLevel.Solve(bands, 2, new Cold(0.01));
        Assert.StartsWith("insulating", solution.Reason, StringComparison.Ordinal);
        Assert.Equal(0.25, solution.Chosen!.Value, 1e-15);
    }

    /// <summary>
    /// The slow twin: signs of N(μ) − N on a grid 12 times finer than the search's.
    /// </summary>
    [Theory]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:1")]
    [InlineData("methfessel-paxton:3")]
    [InlineData("methfessel-paxton:8")]
    public void EveryChangeOfSignIsARoot(string name)
    {
        var random = new Random(3);
        int several = 0;
        for (int trial = 0; trial < 20; trial++)
        {
            double[] levels = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];
            double[] weights = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
            var bands = new BandStructure(1, 2, new Vector3D[4], weights, levels);
            Smearing smearing = Smearing.Parse(name, 0.002 + 0.03 * random.NextDouble());

            // A little more than full levels, where the overshoot of one level returns.
            double full = new ElectronCount(bands, new ZeroWidth()).At(0.7 * random.NextDouble());
            double electrons = full + 0.04 * random.NextDouble();
            FermiSolution solution = FermiLevel.Solve(bands, electrons, smearing);
            var count = new ElectronCount(bands, smearing);
            double step = smearing.Width * smearing.Ripple / 100;
            int changes = 0;
            for (double mu = -10 * smearing.Width; mu < 1 + 10 * smearing.Width; mu += step)
            {
                if (count.At(mu) > electrons != count.At(mu + step) > electrons)
                {
                    changes++;
                    Assert.Contains(
                        solution.Roots,
                        root => root.Energy >= mu - step / 1000 && root.Energy <= mu + step);
                }
            }

            Assert.InRange(solution.Roots.Count, changes, int.MaxValue);
            Assert.Equal(1, changes % 2);
            several += changes > 1 ? 1 : 0;
        }

        Assert.InRange(several, 5, 20);
    }

    [Fact]
    public void TooFewBandsAreReported()
    {
        FermiSolution solution = FermiLevel.Solve(Molecule(2, -1, 0), 5, new Cold(0.01));
        Assert.Null(solution.Chosen);
        Assert.Empty(solution.Roots);
        Assert.StartsWith("too few bands", solution.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delta")]
    [InlineData("gaussian")]
    [InlineData("cold")]
    public void AllBandsFullPutsTheLevelAboveThem(string name)
    {
        FermiSolution solution = FermiLevel.Solve(
            Molecule(2, -1, 0), 4, Smearing.Parse(name, 0.01));
        FermiRoot root = solution.Roots.Single(root => root.RejectedBecause is null);
        Assert.Equal(double.PositiveInfinity, root.Highest);
        Assert.InRange(solution.Chosen!.Value, root.Lowest, 0.1);
        Assert.StartsWith("all bands are full", solution.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ElectronsArePositive() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => FermiLevel.Solve(Molecule(2, 0), 0, new Cold(0.1)));

    private static BandStructure Molecule(int statesPerBand, params double[] levels) =>
        new(1, statesPerBand, new Vector3D[1], [1], levels);
}
