using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Tests.Operators.KohnSham;

public sealed class KohnShamOperatorTest
{
    private static readonly JsonElement Oracle = JsonDocument.Parse(File.ReadAllBytes(
        RepositoryFile.Oracle("single-shot-bands/bands.json"))).RootElement;

    /// <summary>
    /// The augmented plane waves of the oracle are complete, a rich basis is not quite: root mean
    /// squares in eV over the valence bands and over the first empty one. Observed: Si 0.028 and
    /// 0.015, MgO 0.007 and 0.096, NaCl 0.005 and 0.012, GaAs 0.081 and 0.047.
    /// </summary>
    [Theory]
    [InlineData("Si", 0.03, 0.02)]
    [InlineData("MgO", 0.01, 0.1)]
    [InlineData("NaCl", 0.01, 0.02)]
    [InlineData("GaAs", 0.09, 0.05)]
    public void RichBandsAreThoseOfAugmentedPlaneWaves(
        string material, double valence, double empty)
    {
        (double ofValence, double ofEmpty) =
            Deviation(material, ExchangeCorrelation.Lda, "scalar", isRich: true);
        Assert.InRange(ofValence, 0, valence);
        Assert.InRange(ofEmpty, 0, empty);
    }

    /// <summary>
    /// The same of PBE. Observed: Si 0.022 and 0.023, MgO 0.028 and 0.25, NaCl 0.021 and 0.14,
    /// without relativity 0.020 and 0.13, GaAs 0.070 and 0.054. Empty bands of the ionic crystals
    /// agree worse than those of LDA, it is not known why.
    /// </summary>
    [Theory]
    [InlineData("Si", "scalar", 0.03, 0.03)]
    [InlineData("MgO", "scalar", 0.03, 0.26)]
    [InlineData("NaCl", "scalar", 0.03, 0.14)]
    [InlineData("NaCl", "none", 0.03, 0.14)]
    [InlineData("GaAs", "scalar", 0.08, 0.06)]
    public void RichBandsOfPbeAreToo(
        string material, string relativity, double valence, double empty)
    {
        (double ofValence, double ofEmpty) =
            Deviation(material, ExchangeCorrelation.Pbe, relativity, isRich: true);
        Assert.InRange(ofValence, 0, valence);
        Assert.InRange(ofEmpty, 0, empty);
    }

    /// <summary>
    /// A minimal basis has the valence bands of ionic crystals, and empty bands up to one electron
    /// volt too high. Observed: Si 0.37 and 1.03, MgO 0.052 and 0.95, NaCl 0.012 and 0.64, GaAs
    /// 0.054 and 0.62.
    /// </summary>
    [Theory]
    [InlineData("Si", 0.4, 1.1)]
    [InlineData("MgO", 0.06, 1)]
    [InlineData("NaCl", 0.02, 0.7)]
    [InlineData("GaAs", 0.06, 0.7)]
    public void MinimalBandsAreNearThem(string material, double valence, double empty)
    {
        (double ofValence, double ofEmpty) =
            Deviation(material, ExchangeCorrelation.Lda, "scalar", isRich: false);
        Assert.InRange(ofValence, 0, valence);
        Assert.InRange(ofEmpty, 0, empty);
    }

    /// <summary>
    /// Solid noble gases, cubic: the empty shell of the next period makes them insulators. Gaps of
    /// the local density approximation are about 11.5 (Ne) and 8.2 eV (Ar); of helium, which is
    /// hexagonal, beyond 13 eV at this density.
    /// </summary>
    [Theory]
    [InlineData(2, 4.24, 12, 26)]
    [InlineData(10, 4.43, 9, 18)]
    [InlineData(18, 5.31, 6, 13)]
    public void SolidNobleGasesAreInsulators(int z, double a, double least, double most)
    {
        double half = a / 2 / PhysicalConstants.BohrInAngstrom;
        var crystal = new Crystal(
            new Lattice(new(new(0, half, half), new(half, 0, half), new(half, half, 0))),
            [new(new(z), default)]);
        foreach (SpectralOperator solver in
            (SpectralOperator[])[new KohnShamOperator(), new SapOperator()])
        {
            double gap = GapEv(solver, crystal);
            Assert.True(gap > least && gap < most, $"{solver.Name}: {gap} eV");
        }
    }

    /// <summary>
    /// Coarse grids differ from fine ones, but not by much: the most observed is MgO's 0.12 eV.
    /// </summary>
    [Theory]
    [InlineData("Si", 5.431)]
    [InlineData("MgO", 4.211)]
    [InlineData("NaCl", 5.64)]
    [InlineData("GaAs", 5.653)]
    public void GapsOfCoarseGridsAreNearThoseOfFineOnes(string material, double a)
    {
        Crystal crystal = Cell(material, a / PhysicalConstants.BohrInAngstrom);
        double coarse = GapEv(
            SpectralOperator.Parse("ks", new Dictionary<string, string> { ["grid"] = "coarse" }),
            crystal);
        double fine = GapEv(new KohnShamOperator { Grid = GridFineness.Fine }, crystal);
        Assert.InRange(Math.Abs(coarse - fine), 1e-6, 0.15);
    }

    [Fact]
    public void UnknownGridsAreRefused() => Assert.Contains(
        "coarse, normal or fine",
        Assert.Throws<ArgumentException>(() => SpectralOperator.Parse(
            "sap", new Dictionary<string, string> { ["grid"] = "rough" })).Message,
        StringComparison.Ordinal);

    private static double GapEv(SpectralOperator solver, Crystal crystal)
    {
        OperatorSpectrum spectrum = OperatorBands.Of(
            solver, crystal, new KPointGrid(2, 2, 2), new OperatorOptions { Threads = 2 });
        int filled = (int)Math.Round(spectrum.Bands.Electrons!.Value / 2);
        int points = spectrum.Bands.KPoints.Length;
        double top = Enumerable.Range(0, points)
            .Max(k => spectrum.Bands.EnergiesAt(0, k)[filled - 1]);
        double bottom = Enumerable.Range(0, points)
            .Min(k => spectrum.Bands.EnergiesAt(0, k)[filled]);
        return (bottom - top) * PhysicalConstants.HartreeInEv;
    }

    private static (double Valence, double Empty) Deviation(
        string material, ExchangeCorrelation functional, string relativity, bool isRich)
    {
        JsonElement entry = Oracle.GetProperty("calculations").EnumerateArray().First(
            calculation => calculation.GetProperty("material").GetString() == material
                && calculation.GetProperty("functional").GetString() == functional.Name
                && calculation.GetProperty("relativity").GetString() == relativity);
        int filled = Oracle.GetProperty("valence_bands").GetInt32();
        Crystal crystal = Cell(
            material,
            entry.GetProperty("lattice_constant_angstrom").GetDouble()
                / PhysicalConstants.BohrInAngstrom);
        JsonElement[] points = [.. entry.GetProperty("k").EnumerateArray()];
        var spectrum = OperatorBands.OnPath(
            new KohnShamOperator
            {
                Functional = functional,
                IsRich = isRich,
                Grid = GridFineness.Fine,
                IsRelativistic = relativity == "scalar",
            },
            crystal,
            [.. points.Select(point => Vector(point.GetProperty("k")))],
            new KPointPath([new KPointPathSegment(0, points.Length - 1, "", "")]));

        // Semicore states that are kept lie below the valence bands of the oracle.
        int below = (int)spectrum.Bands.Electrons!.Value / 2 - filled;
        double top = Enumerable.Range(0, points.Length)
            .Max(k => spectrum.Bands.EnergiesAt(0, k)[below + filled - 1]);
        double valence = 0, empty = 0;
        for (int k = 0; k < points.Length; k++)
        {
            ReadOnlySpan<double> energies = spectrum.Bands.EnergiesAt(0, k);
            double[] expected = points[k].GetProperty("energies").Deserialize<double[]>()!;
            for (int band = 0; band <= filled; band++)
            {
                double error = (energies[below + band] - top) * PhysicalConstants.HartreeInEv
                    - expected[band];
                if (band < filled)
                {
                    valence += error * error / (points.Length * filled);
                }
                else
                {
                    empty += error * error / points.Length;
                }
            }
        }

        return (Math.Sqrt(valence), Math.Sqrt(empty));
    }

    private static Crystal Cell(string material, double a)
    {
        var lattice = new Lattice(new(
            new(0, a / 2, a / 2), new(a / 2, 0, a / 2), new(a / 2, a / 2, 0)));
        (int first, int second, double shift) = material switch
        {
            "Si" => (14, 14, 0.25),
            "GaAs" => (31, 33, 0.25),
            "MgO" => (12, 8, 0.5),
            _ => (11, 17, 0.5),
        };
        return new Crystal(
            lattice,
            [new(new(first), default), new(new(second), new(shift, shift, shift))]);
    }

    private static Vector3D Vector(JsonElement triple) =>
        new(triple[0].GetDouble(), triple[1].GetDouble(), triple[2].GetDouble());
}
