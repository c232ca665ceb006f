using Similarity.Crystals;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Nanotubes;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Nanotubes;

/// <summary>What is known of tubes and was not put in.</summary>
public sealed class TubeGapTest
{
    private const double Millielectronvolt = 1e-3 / PhysicalConstants.HartreeInEv;

    /// <summary>Coarse: the gap does not depend on it.</summary>
    private const double Spacing = 0.03;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void ArmchairTubesAreMetalsBySymmetry(int n)
    {
        NanotubeGap gap = GapOf(n, n);

        // Two bands of different parity cross; a kink is found to 1e-13 of a bracket.
        Assert.Equal(0, gap.Difference, 1e-10);
        Assert.Equal(gap.ValenceMaximum.Kappa, gap.ConductionMinimum.Kappa, 1e-6);
    }

    /// <summary>Why no function has to be removed, and no threshold is needed.</summary>
    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(10, 10)]
    public void FunctionsOfATubeAreFarFromDependent(int n, int m)
    {
        foreach (SpectralOperator chosen in (SpectralOperator[])
            [new Gfn0Operator(), new KineticOperator()])
        {
            HelicalSpectrum spectrum =
                HelicalBands.Of(chosen, new Nanotube(new(n, m)), Spacing);
            Assert.InRange(spectrum.SmallestOverlapEigenvalue, 0.1, 1);
        }
    }

    /// <summary>Curvature opens gaps that fall with the square of the diameter.</summary>
    [Fact]
    public void ZigzagMetalsHaveGapsOfCurvature()
    {
        double[] products = [.. new[] { 12, 15, 18 }.Select(n =>
        {
            double gap = GapOf(n, 0).Gap;
            Assert.InRange(gap, 10 * Millielectronvolt, 100 * Millielectronvolt);
            return gap * n * n;
        })];

        Assert.All(products, product => Assert.Equal(products[0], product, 0.05 * products[0]));
    }

    /// <summary>gap · d is about the same in a family, and larger for n − m = 1 modulo 3.</summary>
    [Fact]
    public void SemiconductorsSplitIntoTwoFamilies()
    {
        double[] first = [.. new[] { 13, 16, 19 }.Select(n => n * GapOf(n, 0).Gap)];
        double[] second = [.. new[] { 11, 14, 17 }.Select(n => n * GapOf(n, 0).Gap)];

        Assert.Equal(first[0], first[2], 0.05 * first[0]);
        Assert.Equal(second[0], second[2], 0.05 * second[0]);
        Assert.True(first.Min() > 1.05 * second.Max());
    }

    /// <summary>
    /// σ* states come down in narrow tubes and close the gap that folding promises
    /// (X. Blase et al., Phys. Rev. Lett. 72, 1878 (1994)).
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void NarrowZigzagTubesAreMetals(int n)
    {
        Assert.NotEqual(NanotubeFamily.Mod0, new Chirality(n, 0).Family);
        Assert.True(GapOf(n, 0).Difference < -100 * Millielectronvolt);
    }

    /// <summary>The levels of a tube approach those of graphene as 1/d².</summary>
    [Fact]
    public void WideTubesAreFoldedGraphene()
    {
        // (1/5, 1/5) and (1/5, 2/5) of the sheet are μ/n and κ/2π of the zigzag tubes.
        const int Divisions = 5;
        double a = new Nanotube(new(15, 0)).LatticeConstant;
        var lattice = new Lattice(new(
            new(Math.Sqrt(3) / 2 * a, a / 2, 0),
            new(Math.Sqrt(3) / 2 * a, -a / 2, 0),
            new(0, 0, 20)));
        var carbon = new Element(6);
        var graphene = new Crystal(
            lattice,
            [new(carbon, new(0, 0, 0.5)), new(carbon, new(1 / 3.0, 1 / 3.0, 0.5))],
            new Periodicity(true, true, false));
        BandStructure sheet = OperatorBands.Of(
            new Gfn0Operator(),
            graphene,
            new(Divisions, Divisions, 1),
            new OperatorOptions { Threads = 1, UseSymmetry = false }).Bands;

        double narrow = LargestDifference(30);
        double wide = LargestDifference(60);

        // 4 but for the next order, 1/d⁴.
        Assert.InRange(narrow / wide, 3.8, 4.3);

        double LargestDifference(int n)
        {
            var tube = new Nanotube(new(n, 0));
            HelicalSector sector =
                new HelicalMatrices(tube, CarbonAtoms.Of(new Gfn0Operator(), tube))
                    .Sector(n / Divisions);
            double largest = 0;
            for (int k = 0; k < sheet.KPoints.Length; k++)
            {
                Vector3D point = sheet.KPoints[k];
                if (Math.Abs(point.X - 1.0 / Divisions) > 1e-12 || point.Y < 1e-12)
                {
                    continue;
                }

                double kappa = 2 * Math.PI * point.Y;
                ReadOnlySpan<double> levels = HermitianEigenproblem
                    .Solve(sector.Hamiltonian(kappa), sector.Overlap(kappa), vectors: false)
                    .Values;
                for (int i = 0; i < levels.Length; i++)
                {
                    largest =
                        Math.Max(largest, Math.Abs(levels[i] - sheet.EnergiesAt(0, k)[i]));
                }
            }

            return largest;
        }
    }

    [Fact]
    public void TheFermiLevelOfTheBandsLiesInTheGap()
    {
        HelicalSpectrum spectrum =
            HelicalBands.Of(new Gfn0Operator(), new Nanotube(new(7, 3)), Spacing);
        FermiSolution fermi =
            FermiLevel.Solve(spectrum.Bands, 8, new Gaussian(10 * Millielectronvolt));

        Assert.Equal(8, spectrum.Bands.Electrons);
        Assert.InRange(
            fermi.Chosen!.Value,
            spectrum.Gap!.ValenceMaximum.Energy,
            spectrum.Gap.ConductionMinimum.Energy);

        // The refined gap is not above that of the grid.
        double onGrid = BandEdges.Of(spectrum.Bands, fermi.Chosen.Value).Gap!.Value;
        Assert.InRange(spectrum.Gap.Gap, 0.9 * onGrid, onGrid);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        var tube = new Nanotube(new(6, 3));
        HelicalSpectrum one = HelicalBands.Of(new Gfn0Operator(), tube, Spacing, threads: 1);
        HelicalSpectrum three = HelicalBands.Of(new Gfn0Operator(), tube, Spacing, threads: 3);

        Assert.Equal(one.Bands.Energies.ToArray(), three.Bands.Energies.ToArray());
        Assert.Equal(one.Gap, three.Gap);
    }

    private static NanotubeGap GapOf(int n, int m) =>
        HelicalBands.Of(new Gfn0Operator(), new Nanotube(new(n, m)), Spacing).Gap!;
}
