using Similarity.Crystals;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Nanotubes;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Nanotubes;

/// <summary>
/// The levels of the translational cell at a wave number k are those of the helical cell at all
/// (κ, μ) whose phase over one translation is k: two programs for the same infinite tube, one with
/// every atom of the cell and one with two.
/// </summary>
public sealed class TubeFoldingTest
{
    // What both leave out of their sums over images is 1e-10 of S, and H is some ten times that.
    private const double EnergyTolerance = 1e-8;

    private static readonly Periodicity Alone = new(false, false, true);

    public static TheoryData<int, int> Tubes => new() { { 5, 5 }, { 8, 0 }, { 4, 2 }, { 6, 3 } };

    [Theory]
    [MemberData(nameof(Tubes))]
    public void KineticLevelsOfTheTranslationalCellAreThoseOfTheHelicalCell(int n, int m) =>
        AssertFolded(new KineticOperator(), new Nanotube(new(n, m)), Alone);

    [Theory]
    [MemberData(nameof(Tubes))]
    public void Gfn0LevelsOfTheTranslationalCellAreThoseOfTheHelicalCell(int n, int m) =>
        AssertFolded(new Gfn0Operator(), new Nanotube(new(n, m)), Alone);

    /// <summary>Across 40 bohr of vacuum nothing overlaps.</summary>
    [Fact]
    public void ABoxWithVacuumIsAsGoodAsATubeAlone() =>
        AssertFolded(new Gfn0Operator(), new Nanotube(new(5, 5)), Periodicity.Full);

    [Theory]
    [MemberData(nameof(Tubes))]
    public void AtomsThatAreAlikeHaveNoCharge(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        OperatorMatrices matrices = new Gfn0Operator().MatricesOf(tube.ToCrystal(40), 1);

        Assert.All(matrices.Charges, charge => Assert.Equal(0, charge, 1e-10));
        Assert.All(matrices.CoordinationNumbers, number =>
            Assert.Equal(matrices.CoordinationNumbers[0], number, 1e-11));
    }

    private static void AssertFolded(
        SpectralOperator spectralOperator, Nanotube tube, Periodicity periodicity)
    {
        Crystal crystal = tube.ToCrystal(40, 1, periodicity);
        const int Divisions = 3;
        BandStructure bands = OperatorBands.Of(
            spectralOperator,
            crystal,
            new KPointGrid(1, 1, Divisions),
            new OperatorOptions { Threads = 1, UseSymmetry = false }).Bands;
        var matrices = new HelicalMatrices(tube, CarbonAtoms.Of(spectralOperator, tube));
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            double[] expected = bands.EnergiesAt(0, k).ToArray();
            double[] helical = LevelsAt(tube, matrices, bands.KPoints[k].Z);
            Assert.Equal(expected.Length, helical.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], helical[i], EnergyTolerance);
            }
        }
    }

    /// <summary>
    /// All (κ, μ) with κt + 2πμs/d = 2πk modulo 2π for the translation, t screws and s rotations.
    /// </summary>
    private static double[] LevelsAt(Nanotube tube, HelicalMatrices matrices, double k)
    {
        int d = tube.Chirality.Rotations;
        int screws = tube.ScrewsPerTranslation;
        int rotations = -(int)Math.Round(screws * tube.ScrewAngle * d / (2 * Math.PI));
        Assert.Equal(0, Math.Sin(tube.AngleOf(screws, rotations)), 1e-12);
        return
        [
            .. Enumerable.Range(0, d)
                .SelectMany(mu => Enumerable.Range(0, screws).SelectMany(j =>
                {
                    HelicalSector sector = matrices.Sector(mu);
                    double turns = k + j - (double)mu * rotations / d;
                    double kappa = 2 * Math.PI * turns / screws;
                    return HermitianEigenproblem
                        .Solve(sector.Hamiltonian(kappa), sector.Overlap(kappa), vectors: false)
                        .Values.ToArray();
                }))
                .Order(),
        ];
    }
}
