using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;
using Similarity.Spectra;

namespace Similarity.Tests.Operators;

/// <summary>Löwdin populations of the bands of an operator, and their densities.</summary>
public sealed class BandProjectionsTest
{
    // Sums of some hundred numbers around 1.
    private const double Rounding = 1e-12;

    private static readonly KineticOperator Kinetic = new();

    private static readonly OperatorOptions Projected = new() { Projections = true };

    private static readonly Smearing Smearing = new Gaussian(0.05);

    // With points along [110], at which the oxygen atoms of rutile differ; on the axes and at half
    // reciprocal vectors they do not, and averages over them would have nothing to do.
    private static readonly KPointGrid OffAxes = new(3, 3, 2);

    private static readonly double[] Energies = EnergyGrid.Uniform(0, 4, 300);

    [Theory]
    [InlineData(1e-2)]
    [InlineData(0.6)]
    public void EveryStateIsSharedOutInFull(double threshold)
    {
        KineticOperator chosen = Kinetic with { OverlapThreshold = threshold };
        OperatorSpectrum spectrum =
            OperatorBands.Of(chosen, SmallCrystals.Rutile(), new(2, 2, 3), Projected);
        Assert.Equal(threshold > 0.1, spectrum.MostFunctionsRemoved > 0);
        BandProjections projections = spectrum.Bands.Projections!;
        Assert.Equal(2 * 2 + 4 * 2, projections.Channels.Length);
        for (int state = 0; state < spectrum.Bands.Energies.Length; state++)
        {
            double sum = 0;
            foreach (double weight in projections.Of(state))
            {
                Assert.True(weight >= 0);
                sum += weight;
            }

            Assert.Equal(1, sum, Rounding);
        }
    }

    /// <summary>|(S^½ x)_i|² from S^½ = U √w Uᴴ, at a point of no symmetry.</summary>
    [Fact]
    public void WeightsAreThoseOfLowdin()
    {
        Crystal crystal = OperatorInvariance.RandomCrystal(5, 3, 8, 22, 1);
        var k = new Vector3D(0.1, 0.2, -0.3);
        BandStructure bands = OperatorBands.OnPath(
            Kinetic, crystal, [k], new KPointPath([]), Projected).Bands;
        OperatorMatrices matrices = Kinetic.MatricesOf(crystal, 1);
        GaussianBasis basis = matrices.Pairs.Basis;
        Matrix<Complex> s = new(basis.Count, basis.Count), t = new(basis.Count, basis.Count);
        new BlochSum(matrices.Pairs).Evaluate(k, matrices.Overlap, s, matrices.Hamiltonian, t);
        Eigensystem<Complex> overlap = HermitianEigenproblem.Solve(s);
        Matrix<Complex> u = overlap.Vectors!, root = u.Copy();
        for (int i = 0; i < basis.Count; i++)
        {
            for (int j = 0; j < basis.Count; j++)
            {
                root[i, j] *= Math.Sqrt(overlap.Values[j]);
            }
        }

        Matrix<Complex> x = HermitianEigenproblem.Solve(t, s).Vectors!;
        Matrix<Complex> lowdin = root * u.Adjoint() * x;
        for (int band = 0; band < bands.Bands; band++)
        {
            double[] expected = new double[bands.Projections!.Channels.Length];
            foreach (SiteShell shell in basis.Shells)
            {
                int channel = bands.Projections.Channels.IndexOf(
                    new(shell.Site, shell.Shell.AngularMomentum));
                for (int m = 0; m < shell.Shell.Functions; m++)
                {
                    Complex value = lowdin[shell.First + m, band];
                    expected[channel] += value.Magnitude * value.Magnitude;
                }
            }

            for (int channel = 0; channel < expected.Length; channel++)
            {
                Assert.Equal(expected[channel], bands.Projections.Of(band)[channel], 1e-9);
            }
        }
    }

    [Fact]
    public void EnergiesDoNotDependOnProjections()
    {
        double[] Energies(OperatorOptions options) =>
            OperatorBands.Of(Kinetic, SmallCrystals.Rutile(), new(2, 2, 3), options)
                .Bands.Energies.ToArray();
        OperatorInvariance.AssertLevels(
            Energies(new()),
            Energies(Projected),
            1e-10,
            "projected");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProjectedDensitiesSumToTheWhole(bool binAveraged)
    {
        DensityOfStates dos = Density(SmallCrystals.Rutile(), new(2, 2, 3), Projected, binAveraged);
        double[] sum = new double[Energies.Length];
        foreach (ProjectedDensityOfStates part in dos.Projections)
        {
            Add(part.Spins[0], sum);
        }

        double largest = dos.Values(0).ToArray().Max();
        AssertNear(dos.Values(0), sum, Rounding * largest);
        Assert.Equal(["s", "d"], dos.Projections.Where(p => p.Site == 0).Select(p => p.Orbital));
        Assert.Equal(["s", "p"], dos.Projections.Where(p => p.Site == 2).Select(p => p.Orbital));
    }

    /// <summary>Sites that symmetry makes equal are equal, with most points left out.</summary>
    [Fact]
    public void EquivalentSitesHaveEqualDensities()
    {
        DensityOfStates dos = Density(SmallCrystals.Rutile(), OffAxes, Projected);
        double largest = dos.Values(0).ToArray().Max();
        foreach (string orbital in new[] { "s", "p" })
        {
            double[] first = Of(dos, 2, orbital);
            for (int site = 3; site < 6; site++)
            {
                AssertNear(first, Of(dos, site, orbital), Rounding * largest);
            }
        }

        Assert.NotEqual(Of(dos, 0, "s"), Of(dos, 2, "s"));
    }

    /// <summary>Averages over orbits at few points are sums over all points.</summary>
    [Fact]
    public void SymmetryChangesNoProjectedDensity()
    {
        DensityOfStates reduced = Density(SmallCrystals.Rutile(), OffAxes, Projected);
        DensityOfStates whole =
            Density(SmallCrystals.Rutile(), OffAxes, Projected with { UseSymmetry = false });
        AssertEqualParts(whole, reduced, site => site);
    }

    [Fact]
    public void ASupercellHasTheDensitiesOfItsSites()
    {
        Crystal crystal = SmallCrystals.Rutile();
        DensityOfStates cell = Density(crystal, new(2, 2, 2), Projected);
        DensityOfStates doubled =
            Density(OperatorInvariance.Doubled(crystal), new(1, 2, 2), Projected);
        AssertEqualParts(cell, doubled, site => site % crystal.Count);
    }

    [Fact]
    public void ShapesThatDoNotFitAreRefused()
    {
        BandStructure bands = OperatorBands.Of(Kinetic, SmallCrystals.Rutile(), new(1, 1, 1)).Bands;
        var one = new BandProjections([new(0, 0)], 1, [1.0]);
        Assert.Throws<ArgumentException>(
            () => new BandStructure(1, 2, bands.KPoints, bands.Weights, bands.Energies)
            {
                Projections = one,
            });
        Assert.Throws<ArgumentException>(() => new BandProjections([new(0, 0)], 2, [1.0]));
        Assert.Throws<ArgumentException>(() => new BandProjections([], 0, []));
        Assert.Throws<ArgumentException>(() => new BandProjections([new(0, 0)], 1, [double.NaN]));
    }

    private static DensityOfStates Density(
        Crystal crystal, KPointGrid grid, OperatorOptions options, bool binAveraged = false) =>
        DosCalculation.Evaluate(
            OperatorBands.Of(Kinetic, crystal, grid, options).Bands,
            Smearing,
            Energies,
            new() { BinAveraged = binAveraged });

    private static void AssertEqualParts(
        DensityOfStates expected, DensityOfStates actual, Func<int, int> siteInExpected)
    {
        // Levels differ by 1e-9 or less, and a level's line has the slope 1/σ² of its states.
        double tolerance = 1e-6 * expected.Values(0).ToArray().Max();
        foreach (ProjectedDensityOfStates part in actual.Projections)
        {
            AssertNear(
                Of(expected, siteInExpected(part.Site), part.Orbital), part.Spins[0], tolerance);
        }
    }

    private static double[] Of(DensityOfStates dos, int site, string orbital) =>
        Assert.Single(dos.Projections, p => p.Site == site && p.Orbital == orbital).Spins[0];

    private static void Add(double[] part, double[] sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += part[i];
        }
    }

    private static void AssertNear(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
