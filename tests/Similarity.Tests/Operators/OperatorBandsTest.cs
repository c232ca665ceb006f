using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;
using Similarity.Spectra;

namespace Similarity.Tests.Operators;

public sealed class OperatorBandsTest
{
    // Rounding, and sums over lattice cells that end at 1e-10 of an element.
    private const double Tolerance = 1e-8;

    private static readonly KineticOperator Kinetic = new();

    public static TheoryData<string> SmallPolymorphs =>
    [
        .. Polymorphs.All.Where(entry => entry.Atoms <= 5).Select(entry => entry.File)
            .Order(StringComparer.Ordinal).Where((_, i) => i % 5 == 0),
    ];

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void RandomCrystalsHaveSpectraOfTheirOwn(int seed, int atoms)
    {
        Crystal crystal = OperatorInvariance.RandomCrystal(seed, atoms, 8, 14, 22, 1);
        OperatorInvariance.AssertAll(Kinetic, crystal, Tolerance);
    }

    [Theory]
    [MemberData(nameof(SmallPolymorphs))]
    public void RealCrystalsHaveSpectraOfTheirOwn(string file) =>
        OperatorInvariance.AssertAll(Kinetic, Polymorphs.Read(file), Tolerance);

    /// <summary>
    /// Equal points have equal bands, as far as the atoms lie where symmetry wants them.
    /// </summary>
    [Theory]
    [InlineData(6, 2, 2)]
    [InlineData(3, 3, 2)]
    public void SymmetryLeavesOutEqualPointsOnly(int n1, int n2, int n3)
    {
        var grid = new KPointGrid(n1, n2, n3);
        foreach (Crystal crystal in (Crystal[])[SmallCrystals.Rutile(), SmallCrystals.Diamond()])
        {
            var all = new OperatorOptions { UseSymmetry = false };
            BandStructure whole = OperatorBands.Of(Kinetic, crystal, grid, all).Bands;
            BandStructure reduced = OperatorBands.Of(Kinetic, crystal, grid).Bands;
            Assert.Equal(grid.Count, whole.KPoints.Length);
            Assert.True(reduced.KPoints.Length < 0.6 * grid.Count);
            Assert.True(reduced.SamplesZone);
            OperatorInvariance.AssertLevels(
                OperatorInvariance.Levels(whole, grid.Count),
                OperatorInvariance.Levels(reduced, grid.Count),
                Tolerance,
                "reduced");
        }
    }

    [Fact]
    public void AReducedGridIsRecognisedAsOne()
    {
        var grid = new KPointGrid(3, 3, 3);
        BandStructure bands = OperatorBands.Of(Kinetic, SmallCrystals.Diamond(), grid).Bands;
        Assert.Equal(4, bands.KPoints.Length);
        (SampledGrid? found, string? whyNone) = SampledGrid.Find(bands);
        Assert.Null(whyNone);
        Assert.Equal(grid.Divisions, found!.Divisions);
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        var grid = new KPointGrid(3, 2, 2);
        Crystal crystal = SmallCrystals.Rutile();
        foreach (bool projections in new[] { false, true })
        {
            BandStructure Bands(int threads) => OperatorBands.Of(
                Kinetic, crystal, grid, new() { Threads = threads, Projections = projections })
                .Bands;
            BandStructure one = Bands(1), three = Bands(3);
            Assert.Equal(one.Energies, three.Energies);
            for (int state = 0; projections && state < one.Energies.Length; state++)
            {
                Assert.Equal(one.Projections!.Of(state), three.Projections!.Of(state));
            }
        }
    }

    /// <summary>S = U w Uᴴ, keep w above the threshold, at every point by itself.</summary>
    [Theory]
    [InlineData(0.6)]
    [InlineData(0.8)]
    [InlineData(1e-2)]
    public void TheTextbookHasTheSameBands(double threshold)
    {
        Crystal crystal = SmallCrystals.Rutile();
        var grid = new KPointGrid(2, 2, 3);
        KineticOperator chosen = Kinetic with { OverlapThreshold = threshold };
        OperatorSpectrum spectrum = OperatorBands.Of(chosen, crystal, grid);
        BandStructure bands = spectrum.Bands;
        OperatorMatrices matrices = chosen.MatricesOf(crystal, 1);
        int n = matrices.Pairs.Basis.Count, most = 0;
        double smallest = double.PositiveInfinity;
        Matrix<Complex> s = new(n, n), t = new(n, n);
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            new BlochSum(matrices.Pairs).Evaluate(
                bands.KPoints[k], matrices.Overlap, s, matrices.Hamiltonian, t);
            (double[] expected, double least) = Textbook(t, s, threshold);
            most = Math.Max(most, n - expected.Length);
            smallest = Math.Min(smallest, least);
            for (int band = 0; band < bands.Bands; band++)
            {
                Assert.Equal(expected[band], bands.EnergiesAt(0, k)[band], 1e-10);
            }
        }

        Assert.Equal(most, spectrum.MostFunctionsRemoved);
        Assert.Equal(n - most, bands.Bands);
        Assert.Equal(threshold > 0.1, most > 0);
        Assert.Equal(most > 0 ? 1 : 0, spectrum.Warnings.Length);
        Assert.InRange(spectrum.SmallestOverlapEigenvalue, 0.999 * smallest, 1.01 * smallest);
    }

    [Fact]
    public void AThresholdAboveAllLeavesNothing()
    {
        var far = new Crystal(new Lattice(20 * Matrix3D.Identity), [new Site(new(1), default)]);
        Assert.Equal(1, OperatorBands.Of(Kinetic, far, new(1, 1, 1)).Bands.Bands);
        Crystal chain = SmallCrystals.Chain(Periodicity.Full);
        Assert.Contains("leaves no functions", Assert.Throws<UnsuitableCrystalException>(
            () => OperatorBands.Of(
                Kinetic with { OverlapThreshold = 0.99 }, chain, new(1, 1, 2))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The box does not matter, nor do copies out of reach.</summary>
    [Fact]
    public void AMoleculeIsACrystalOfDistantCopies()
    {
        Crystal molecule = SmallCrystals.Water(30, Periodicity.None);
        Crystal distant = SmallCrystals.Water(40, Periodicity.Full);
        Assert.Equal(
            new IntegerVector3D(1, 1, 1), OperatorBands.GridOf(molecule, 0.01).Divisions);
        var grid = new KPointGrid(1, 1, 1);
        OperatorInvariance.AssertLevels(
            OperatorInvariance.Levels(Kinetic, molecule, grid),
            OperatorInvariance.Levels(Kinetic, distant, grid),
            Tolerance,
            "distant copies");
        Assert.Throws<ArgumentException>(
            () => OperatorBands.Of(Kinetic, molecule, new(1, 2, 1)));
    }

    [Fact]
    public void AWireHasPointsAlongItsAxisOnly()
    {
        Crystal wire = SmallCrystals.Chain(new Periodicity(false, false, true));
        KPointGrid grid = OperatorBands.GridOf(wire, 0.2);
        Assert.Equal((1, 1), (grid.Divisions.X, grid.Divisions.Y));
        Assert.True(grid.Divisions.Z > 3);
        OperatorSpectrum spectrum = OperatorBands.Of(Kinetic, wire, grid);
        Assert.Empty(spectrum.Warnings);
        Assert.Equal(grid.Divisions.Z / 2 + 1, spectrum.Bands.KPoints.Length);
        OperatorInvariance.AssertLevels(
            OperatorInvariance.Levels(Kinetic, SmallCrystals.Chain(Periodicity.Full), grid),
            OperatorInvariance.Levels(spectrum.Bands, grid.Count),
            Tolerance,
            "wire");
    }

    [Fact]
    public void BandsOnAPathAreThoseOfItsPoints()
    {
        var path = HighSymmetryPath.Of(SmallCrystals.Diamond());
        BandStructure bands = OperatorBands.OnPath(Kinetic, path, 0.2).Bands;
        Assert.NotNull(bands.Path);
        Assert.False(bands.SamplesZone);
        Assert.Equal(path.Segments.Length, bands.Path.Segments.Length);
        Assert.Same(path.Primitive, bands.Crystal);

        // Γ and X are on the grid of 2×2×2 points.
        BandStructure grid = OperatorBands.Of(Kinetic, path.Primitive, new(2, 2, 2)).Bands;
        foreach (Vector3D point in (Vector3D[])[path["Γ"], path["X"]])
        {
            int onPath = Array.IndexOf(bands.KPoints.ToArray(), point);
            Assert.Contains(
                Enumerable.Range(0, grid.KPoints.Length),
                k => Enumerable.Range(0, grid.Bands).All(band => Math.Abs(
                    grid.EnergiesAt(0, k)[band] - bands.EnergiesAt(0, onPath)[band]) < Tolerance));
        }
    }

    [Fact]
    public void APathWithoutPointsIsRefused() => Assert.Throws<ArgumentException>(
        "kPoints",
        () => OperatorBands.OnPath(Kinetic, SmallCrystals.Diamond(), [], new KPointPath([])));

    [Fact]
    public void CancellationIsHeard()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => OperatorBands.Of(
            Kinetic,
            SmallCrystals.Diamond(),
            new(4, 4, 4),
            new() { CancellationToken = source.Token }));
    }

    [Fact]
    public void TimeIsAccountedFor()
    {
        OperatorTimings timings = OperatorBands.Of(
            Kinetic, SmallCrystals.Diamond(), new(4, 4, 4), new() { Threads = 1 }).Timings;
        double parts = timings.Integrals + timings.BlochSums + timings.Eigenproblems;
        Assert.True(timings.Integrals > 0 && timings.BlochSums > 0 && timings.Eigenproblems > 0);
        Assert.Equal(0, timings.Charges);
        Assert.True(parts <= timings.Total);
    }

    private static (double[] Values, double Smallest) Textbook(
        Matrix<Complex> a, Matrix<Complex> b, double threshold)
    {
        Eigensystem<Complex> overlap = HermitianEigenproblem.Solve(b);
        int[] kept = [.. Enumerable.Range(0, b.Rows).Where(i => overlap.Values[i] > threshold)];
        var x = new Matrix<Complex>(a.Rows, kept.Length);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                x[i, j] = overlap.Vectors![i, kept[j]] / Math.Sqrt(overlap.Values[kept[j]]);
            }
        }

        double[] values = HermitianEigenproblem.Solve(x.Adjoint() * (a * x)).Values.ToArray();
        return (values, overlap.Values[0]);
    }
}
