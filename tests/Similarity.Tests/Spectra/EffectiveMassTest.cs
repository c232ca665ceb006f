using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class EffectiveMassTest
{
    // Relative: roundings of 1e-16 amplified by finite differences and, in the masses of several
    // hundred, by denominators that nearly cancel.
    private const double OracleTolerance = 1e-10;

    private static readonly EffectiveMassOptions Sorep = new() { SorepCompatible = true };

    public static TheoryData<string> Insulators => new(OracleCases()
        .Where(c => c.TryGetProperty("tcm", out _)).Select(
            c => c.GetProperty("file").GetString()!));

    [Theory]
    [MemberData(nameof(Insulators))]
    public void MeetsTheMassesOfSorep(string file)
    {
        JsonElement oracle = OracleCases().Single(c => c.GetProperty("file").GetString() == file);
        BandStructure bands = Read(file);
        LineMasses masses = EffectiveMass.AlongPath(bands, bands.ReportedFermiLevel!.Value, Sorep);
        LineMasses averaged = EffectiveMass.AlongPath(
            bands, bands.ReportedFermiLevel!.Value,
            Sorep with { SimpsonEnd = SimpsonEnd.TrapezoidAverage });

        JsonElement[] expected = oracle.GetProperty("segments").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, masses.Segments.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            SegmentMasses found = masses.Segments[i];
            Assert.Equal(expected[i].GetProperty("name").GetString(), found.Segment.Name);
            Assert.Equal(
                expected[i].GetProperty("contains_cbm").GetBoolean(), found.HasConductionMinimum);
            Assert.Equal(
                expected[i].GetProperty("contains_vbm").GetBoolean(), found.HasValenceMaximum);
            AssertMass(expected[i].GetProperty("integral_electron"), found.Electron);
            AssertMass(expected[i].GetProperty("integral_hole"), found.Hole);
            AssertMass(
                expected[i].GetProperty("integral_electron_scipy_1_10_avg"),
                averaged.Segments[i].Electron);
            AssertMass(
                expected[i].GetProperty("integral_hole_scipy_1_10_avg"), averaged.Segments[i].Hole);
            AssertPoints(expected[i].GetProperty("fd_electron"), found.ElectronPoints);
            AssertPoints(expected[i].GetProperty("fd_hole"), found.HolePoints);
        }

        JsonElement tcm = oracle.GetProperty("tcm");
        AssertMass(tcm.GetProperty("electron_effective_mass"), masses.Electron);
        AssertMass(tcm.GetProperty("hole_effective_mass"), masses.Hole);
        Assert.Null(masses.WhyNoElectron);
        Assert.Null(masses.WhyNoHole);
        double gapEv = masses.Gap!.Value * PhysicalConstants.HartreeInEv;
        Assert.Equal(oracle.GetProperty("sorep").GetProperty("band_gap").GetDouble(), gapEv, 1e-12);

        TransparentConductorVerdict verdict = TransparentConductor.Judge(masses);
        Assert.Equal(tcm.GetProperty("meets_band_gap").GetBoolean(), verdict.MeetsGap);
        Assert.Equal(tcm.GetProperty("meets_electron").GetBoolean(), verdict.MeetsElectronMass);
        Assert.Equal(tcm.GetProperty("meets_hole").GetBoolean(), verdict.MeetsHoleMass);
        Assert.Equal(tcm.GetProperty("meets_tcm").GetBoolean(), verdict.IsTransparentConductor);
    }

    // The two matching rules and the two editions of constants (1e-7 apart) agree on ordinary
    // bands.
    [Theory]
    [InlineData("pymatgen/CaO_2605_bandstructure.json")]
    [InlineData("pymatgen/Cu2O_361_bandstructure.json")]
    [InlineData("matminer/si_bandstructure_line.json")]
    [InlineData("matminer/VBr2_971787_bandstructure.json")]
    public void DefaultRulesGiveTheSameMassesForOrdinaryBands(string file)
    {
        BandStructure bands = Read(file);
        LineMasses ours = EffectiveMass.AlongPath(bands, bands.ReportedFermiLevel!.Value);
        LineMasses theirs = EffectiveMass.AlongPath(bands, bands.ReportedFermiLevel!.Value, Sorep);
        Assert.Equal(1, ours.Electron!.Value / theirs.Electron!.Value, 1e-6);
        Assert.Equal(1, ours.Hole!.Value / theirs.Hole!.Value, 1e-6);
    }

    // The conduction band of InN touches the reported Fermi level at Γ; it is a conduction band.
    [Fact]
    public void BandThatTouchesTheFermiLevelCarries()
    {
        BandStructure bands = Read("pymatgen/InN_22205_bandstructure.json");
        LineMasses masses = EffectiveMass.AlongPath(bands, bands.ReportedFermiLevel!.Value);
        Assert.Equal(1e-4, masses.Gap!.Value * PhysicalConstants.HartreeInEv, 1e-12);
        SegmentMasses[] atEdge = masses.Segments.Where(s => s.HasConductionMinimum).ToArray();
        Assert.Equal(3, atEdge.Length);
        Assert.All(
            atEdge, s => Assert.InRange(Assert.Single(s.ElectronPoints).Mass!.Value, 0.09, 0.12));
        Assert.InRange(masses.Electron!.Value, 0.09, 0.2);
    }

    [Fact]
    public void MetalHasNoMassesAndSaysWhy()
    {
        BandStructure bands = Read("pymatgen/Cu_30_bandstructure.json");
        foreach (EffectiveMassOptions options in (EffectiveMassOptions[])[new(), Sorep])
        {
            LineMasses masses = EffectiveMass.AlongPath(
                bands, bands.ReportedFermiLevel!.Value, options);
            Assert.Null(masses.Electron);
            Assert.Null(masses.Hole);
            Assert.Contains("crosses", masses.WhyNoElectron!, StringComparison.Ordinal);
            Assert.Equal(0, masses.Gap);
            Assert.False(TransparentConductor.Judge(masses).IsTransparentConductor);
        }
    }

    [Fact]
    public void ParabolasHaveTheirMasses()
    {
        // Finite differences of a parabola are exact up to rounding, ε 1e-16 / h² 1e-4 and more.
        LineMasses masses = EffectiveMass.AlongPath(
            Line(k => [-1 - k * k / 2 / 0.7, k * k / 2 / 0.3]), -0.5);
        Assert.Equal(0.3, masses.Electron!.Value, 1e-10);
        Assert.Equal(-0.7, masses.Hole!.Value, 1e-10);
        Assert.Equal(1, masses.Gap!.Value, 1e-15);
        Assert.Equal(0.3, Assert.Single(masses.Segments[0].ElectronPoints).Mass!.Value, 1e-10);
    }

    /// <summary>Bands swapped at some k-points are not a metal.</summary>
    [Fact]
    public void OrderOfTheBandsDoesNotMatter()
    {
        Func<double, double[]> levels = k => [-1 - k * k / 2 / 0.7, k * k / 2 / 0.3];
        LineMasses expected = EffectiveMass.AlongPath(Line(levels), -0.5);
        LineMasses masses = EffectiveMass.AlongPath(
            Line(k => Math.Sin(1000 * k) > 0 ? [.. levels(k).Reverse()] : levels(k)), -0.5);
        Assert.Equal(expected.Electron, masses.Electron);
        Assert.Equal(expected.Hole, masses.Hole);
        Assert.Equal(expected.Gap, masses.Gap);
    }

    [Fact]
    public void ZeroOfEnergyDoesNotMatter()
    {
        LineMasses here = EffectiveMass.AlongPath(Line(k => [-1 - k * k, k * k - k * k * k]), -0.5);
        LineMasses there = EffectiveMass.AlongPath(
            Line(k => [99 - k * k, 100 + k * k - k * k * k]), 99.5);
        Assert.Equal(1, here.Electron!.Value / there.Electron!.Value, 1e-9);
        Assert.Equal(1, here.Hole!.Value / there.Hole!.Value, 1e-9);
    }

    // Kane's band ε (1 + ε) = k²/2m: heavier for hotter electrons, m at the edge.
    [Fact]
    public void CarriersOfANonParabolicBandGrowHeavierWithTemperature()
    {
        BandStructure kane = Line(k => [-1, (Math.Sqrt(1 + 2 * k * k / 0.1) - 1) / 2], points: 401);
        double last = 0.1;
        foreach (double temperature in new[] { 30.0, 300, 1000, 3000 })
        {
            var options = new EffectiveMassOptions { Temperature = temperature };
            double mass = EffectiveMass.AlongPath(kane, -0.5, options).Electron!.Value;
            Assert.True(mass > last);
            last = mass;
        }

        double cold =
            EffectiveMass.AlongPath(kane, -0.5, new() { Temperature = 30 }).Electron!.Value;
        Assert.Equal(0.1, cold, 1e-3);
    }

    [Fact]
    public void EveryPieceOfMissingPhysicsHasItsReason()
    {
        BandStructure Electrons(int points = 21, double bend = 0) =>
            Line(k => [k * k], points, bend);
        AssertReason("no valence bands", EffectiveMass.AlongPath(Electrons(), -0.5).WhyNoHole);
        Assert.NotNull(EffectiveMass.AlongPath(Electrons(), -0.5).Electron);
        AssertReason("no conduction bands", EffectiveMass.AlongPath(Electrons(), 9).WhyNoElectron);
        AssertReason("flat", EffectiveMass.AlongPath(Line(k => [0, 1 + k * k]), 0.5).WhyNoHole);
        AssertReason("expected 4", EffectiveMass.AlongPath(Electrons(3), -0.5).WhyNoElectron);
        AssertReason(
            "equally spaced", EffectiveMass.AlongPath(Electrons(bend: 0.01), -0.5).WhyNoElectron);
        BandStructure list = Electrons();
        var noPath = new BandStructure(1, 2, list.KPoints, list.Weights, list.Energies);
        AssertReason("path", EffectiveMass.AlongPath(noPath, -0.5).WhyNoElectron);
        var noLattice =
            new BandStructure(1, 2, list.KPoints, list.Weights, list.Energies) { Path = list.Path };
        AssertReason("reciprocal", EffectiveMass.AlongPath(noLattice, -0.5).WhyNoElectron);
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectiveMass.AlongPath(list, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EffectiveMass.AlongPath(list, 0, new() { Temperature = 0 }));

        static void AssertReason(string part, string? reason) =>
            Assert.Contains(part, reason!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.5, -1.0, true, true)]
    [InlineData(0.5, 0.5001, -1.0, false, true)]
    [InlineData(0.5, 0.5, -1.0001, true, false)]
    [InlineData(0.4999, 0.1, -0.1, false, false)]
    [InlineData(3.0, -0.1, 0.1, false, false)]
    [InlineData(3.0, null, null, false, false)]
    [InlineData(null, 0.1, -0.1, false, false)]
    public void VerdictFollowsTheCriteria(
        double? gapEv, double? electron, double? hole, bool n, bool p)
    {
        TransparentConductorVerdict verdict =
            TransparentConductor.Judge(gapEv / PhysicalConstants.HartreeInEv, electron, hole);
        Assert.Equal(
            (n, p, n || p), (verdict.IsNType, verdict.IsPType, verdict.IsTransparentConductor));
    }

    /// <summary>
    /// Bands along one line, k in 1/bohr from 0 to 1; bend moves every other point.
    /// </summary>
    private static BandStructure Line(
        Func<double, double[]> levels, int points = 21, double bend = 0)
    {
        var kPoints = new Vector3D[points];
        double[] weights = new double[points];
        var energies = new List<double>();
        for (int i = 0; i < points; i++)
        {
            double k = (double)i / (points - 1);
            kPoints[i] = new(k / 2, i % 2 * bend, 0);
            weights[i] = 1;
            energies.AddRange(levels(k));
        }

        return new BandStructure(1, 2, kPoints, weights, energies.ToArray())
        {
            ReciprocalLattice = Matrix3D.Diagonal(2, 2, 2),
            Path = new KPointPath([new KPointPathSegment(0, points - 1, "Γ", "X")]),
        };
    }

    private static void AssertPoints(JsonElement expected, IEnumerable<PointMass> found)
    {
        PointMass[] points = found.ToArray();
        Assert.Equal(expected.GetArrayLength(), points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            AssertMass(expected[i], points[i].Mass);
        }
    }

    private static void AssertMass(JsonElement expected, double? found)
    {
        Assert.NotNull(found);
        Assert.Equal(1, found.Value / expected.GetDouble(), OracleTolerance);
    }

    private static JsonElement[] OracleCases()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(
            RepositoryFile.Oracle("effective-mass/effective_mass.json")));
        return document.RootElement.GetProperty("cases").Clone().EnumerateArray().ToArray();
    }

    private static BandStructure Read(string file)
    {
        string stored = RepositoryFile.Database("spectra/" + file);
        return FileFormats.Read(File.Exists(stored) ? stored : stored + ".gz").Bands!;
    }
}
