using System.Numerics;
using Similarity.Crystals.Nanotubes;
using Similarity.Operators.Nanotubes;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Nanotubes;

/// <summary>
/// One orbital an atom that sees its three neighbours only: the bands of every tube are those of
/// Hückel's graphene, ±|1 + e^{ik·a₁} + e^{ik·a₂}|, on the lines that the circumference allows.
/// </summary>
public sealed class HelicalBandsTest
{
    // An 8 × 8 problem of numbers about 1.
    private const double EnergyTolerance = 1e-13;

    public static TheoryData<int, int> Tubes => new()
    {
        { 5, 5 }, { 9, 0 }, { 10, 0 }, { 8, 0 }, { 6, 3 }, { 7, 4 }, { 7, 3 }, { 6, 5 }, { 8, 4 },
    };

    [Theory]
    [MemberData(nameof(Tubes))]
    public void BandsAreThoseOfTheFoldedSheet(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        BandStructure bands = HelicalBands.Of(tube, Huckel(tube), 0.1, 1).Bands;
        int d = tube.Chirality.Rotations;
        int kappas = bands.KPoints.Length / d;

        // κ and 2πμ/d are the phases of the screw p a₁ + q a₂ and of (n a₁ + m a₂)/d. Inverted:
        // a₁ is −m/d screws and q rotations, a₂ n/d screws and −p rotations, for that one of the
        // vectors (p, q) whose rotation is ψ.
        (int p, int q) = Screw(tube);
        for (int i = 0; i < bands.KPoints.Length; i++)
        {
            double kappa = 2 * Math.PI * bands.KPoints[i].Z;
            double turn = 2 * Math.PI * (i / kappas) / d;
            Complex sum = 1
                + Complex.FromPolarCoordinates(1, -m / d * kappa + q * turn)
                + Complex.FromPolarCoordinates(1, n / d * kappa - p * turn);
            Assert.Equal(-sum.Magnitude, bands.EnergiesAt(0, i)[0], EnergyTolerance);
            Assert.Equal(sum.Magnitude, bands.EnergiesAt(0, i)[1], EnergyTolerance);
        }
    }

    /// <summary>Metals are those whose lines meet the corners of the zone: n − m = 3j.</summary>
    [Theory]
    [MemberData(nameof(Tubes))]
    public void TheGapIsExactWhateverTheGrid(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        EquivalentAtoms atoms = Huckel(tube);
        NanotubeGap coarse = HelicalBands.Of(tube, atoms, 0.1, 1).Gap!;
        NanotubeGap fine = HelicalBands.Of(tube, atoms, 0.013, 2).Gap!;

        // A kink is found to 1e-13 of a bracket.
        Assert.Equal(fine.Difference, coarse.Difference, 1e-11);
        if ((n - m) % 3 == 0)
        {
            Assert.Equal(0, fine.Difference, 1e-11);
        }
        else
        {
            // 2 a_CC t / D to lowest order in 1/D, trigonal warping being the next.
            double leading = 2 * tube.Bond / tube.Diameter;
            Assert.InRange(fine.Gap, 0.8 * leading, 1.25 * leading);
        }
    }

    [Fact]
    public void EveryLevelStandsForTheSameShareOfTheElectrons()
    {
        var tube = new Nanotube(new(6, 3));
        BandStructure bands = HelicalBands.Of(tube, Huckel(tube), 0.1, 1).Bands;

        Assert.Equal(2, bands.Bands);
        Assert.Equal(2, bands.Electrons);
        Assert.Equal(2, bands.StatesPerBand);

        // Tr H = 0 and Tr H² = 2 · 3 t², summed over the zone.
        double first = 0, second = 0;
        for (int i = 0; i < bands.KPoints.Length; i++)
        {
            foreach (double energy in bands.EnergiesAt(0, i))
            {
                first += bands.Weights[i] * energy;
                second += bands.Weights[i] * energy * energy;
            }
        }

        Assert.Equal(0, first, 1e-12);
        Assert.Equal(6, second, 1e-12);
    }

    private static EquivalentAtoms Huckel(Nanotube tube) => new(
        [0],
        1.2 * tube.Bond,
        1,
        (displacement, overlap, hamiltonian) =>
        {
            overlap[0] = displacement.Length == 0 ? 1 : 0;
            hamiltonian[0] = displacement.Length == 0 ? 0 : -1;
        });

    private static (int P, int Q) Screw(Nanotube tube)
    {
        int n = tube.Chirality.N, m = tube.Chirality.M, d = tube.Chirality.Rotations;
        return Enumerable.Range(-20, 41)
            .SelectMany(p => Enumerable.Range(-20, 41).Select(q => (P: p, Q: q)))
            .Single(v => n * v.Q - m * v.P == d
                && Math.Abs(AngleOf(v) - tube.ScrewAngle) < 1e-9);

        double AngleOf((int P, int Q) v) => Math.PI
            * (v.P * (2 * n + m) + v.Q * (2 * m + n)) / (n * n + n * m + m * m);
    }
}
