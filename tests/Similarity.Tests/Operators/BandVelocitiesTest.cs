using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Tests.Operators;

public sealed class BandVelocitiesTest
{
    private static readonly OperatorOptions WithVelocities = new() { Velocities = true };

    /// <summary>Central differences of bands along a path, at a point where none meet.</summary>
    [Fact]
    public void VelocitiesAreTheSlopesOfTheBands()
    {
        Crystal crystal = OperatorInvariance.RandomCrystal(5, 2, 8, 14);
        var grid = new KPointGrid(3, 3, 3);
        var kinetic = new KineticOperator();
        BandStructure bands = OperatorBands.Of(kinetic, crystal, grid, WithVelocities).Bands;
        ReadOnlySpan<double> squares = bands.SquaredVelocities.Span;
        Assert.Equal(bands.Energies.Length, squares.Length);
        const double step = 1e-3;
        int point = bands.KPoints.Length - 1;
        double[] expected = new double[bands.Bands];
        foreach (Vector3D along in (Vector3D[])[new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)])
        {
            Vector3D shift = step / (2 * Math.PI) * (crystal.Lattice.Vectors * along);
            BandStructure beside = OperatorBands.OnPath(
                kinetic,
                crystal,
                [bands.KPoints[point] + shift, bands.KPoints[point] - shift],
                new KPointPath([])).Bands;
            for (int band = 0; band < expected.Length; band++)
            {
                double slope = (beside.EnergiesAt(0, 0)[band] - beside.EnergiesAt(0, 1)[band])
                    / (2 * step);
                expected[band] += slope * slope;
            }
        }

        for (int band = 0; band < expected.Length; band++)
        {
            double found = squares[point * expected.Length + band];
            Assert.Equal(expected[band], found, 1e-3 * (0.1 + expected[band]));
        }
    }

    /// <summary>
    /// Where bands meet, a velocity belongs to none of them; their sum over a level does not
    /// depend on how the crystal is turned, nor on which of its equal points were computed.
    /// </summary>
    [Fact]
    public void SumsOfLevelsAreThoseOfTheCrystal()
    {
        Crystal crystal = SmallCrystals.Diamond();
        var grid = new KPointGrid(3, 3, 3);
        double[] reduced = Distribution(crystal, grid, WithVelocities);
        double[] whole =
            Distribution(crystal, grid, WithVelocities with { UseSymmetry = false });
        Crystal turned = OperatorInvariance.Turned(crystal);
        double[] rotated = Distribution(turned, grid, WithVelocities);
        double scale = reduced.Max();
        Assert.True(scale > 0.1);
        for (int i = 0; i < reduced.Length; i++)
        {
            Assert.Equal(reduced[i], whole[i], 5e-4 * scale);
            Assert.Equal(reduced[i], rotated[i], 5e-4 * scale);
        }
    }

    /// <summary>A molecule has levels without slopes, whatever the box.</summary>
    [Fact]
    public void LevelsOfAMoleculeStandStill()
    {
        Crystal water = SmallCrystals.Water(20, Periodicity.None);
        BandStructure bands = OperatorBands.Of(
            new Gfn0Operator(), water, new KPointGrid(1, 1, 1), WithVelocities).Bands;
        Assert.All(bands.SquaredVelocities.ToArray(), square => Assert.True(square < 1e-12));
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        var grid = new KPointGrid(3, 2, 2);
        Crystal crystal = SmallCrystals.Rutile();
        double[][] runs =
        [
            .. new[] { 1, 3 }.Select(threads => OperatorBands.Of(
                new KineticOperator(), crystal, grid, WithVelocities with { Threads = threads })
                .Bands.SquaredVelocities.ToArray()),
        ];
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void FingerprintsTakeThemBesideTheStates()
    {
        Crystal silicon = SmallCrystals.Diamond();
        Fingerprint plain = Of("none"), fast = Of("velocity"), both = Of("both");
        Assert.Equal(plain.Values.ToArray().Concat(fast.Values.ToArray()), both.Values.ToArray());
        Assert.Equal(["vbm", "vbm v2"], both.Segments.Select(segment => segment.Name));
        Assert.NotEqual(plain.GridId, fast.GridId);

        Fingerprint Of(string weight)
        {
            var settings = new Dictionary<string, string>
            {
                ["operator"] = "gfn0",
                ["windows"] = "vbm:-5:1:61",
            };
            if (weight != "none")
            {
                settings["weight"] = weight;
            }

            return FingerprintRecipe.Parse("spectral", settings).Of(silicon);
        }
    }

    [Fact]
    public void FilesWithoutThemAreRefused()
    {
        BandStructure bands = OperatorBands.Of(
            new Gfn0Operator(), SmallCrystals.Diamond(), new KPointGrid(2, 2, 2)).Bands;
        var recipe = FingerprintRecipe.Parse(
            "spectral", new Dictionary<string, string> { ["weight"] = "velocity" });
        var e = Assert.Throws<UnsuitableSpectrumException>(() => recipe.Of(bands));
        Assert.Contains("weight=velocity", e.Message, StringComparison.Ordinal);
    }

    private static double[] Distribution(
        Crystal crystal, KPointGrid grid, OperatorOptions options)
    {
        BandStructure bands =
            OperatorBands.Of(new KineticOperator(), crystal, grid, options).Bands;
        double[] energies = EnergyGrid.Uniform(0, 4, 200);
        return DosCalculation.Evaluate(
            bands,
            new Gaussian(0.05),
            energies,
            new DosOptions { IsVelocityWeighted = true }).Total();
    }
}
