using System.Numerics;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Spectra;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// H(κ, μ) c = E S(κ, μ) c of an infinite nanotube: one small problem for each phase κ of the screw
/// and each μ = 0 … d − 1, exact for any chirality, where the translational cell may hold
/// thousands of atoms.
/// </summary>
public static class HelicalBands
{
    /// <summary>
    /// 0.005 per bohr between points along the axis: the cones of graphene, which rise by 0.4
    /// hartree per 1/bohr, are met every 0.05 eV. The gap does not depend on it.
    /// </summary>
    public const double DefaultSpacing = 0.005;

    private const double OverlapThreshold = 1e-12;

    /// <summary>The bands of GFN0-xTB.</summary>
    /// <param name="spacing">Of κ/τ, in 1/bohr.</param>
    /// <param name="threads">The bands do not depend on it.</param>
    public static HelicalSpectrum Gfn0(
        Nanotube tube,
        double spacing = DefaultSpacing,
        int threads = 1,
        CancellationToken cancellation = default) =>
        Of(tube, CarbonAtoms.Gfn0(tube), spacing, threads, cancellation);

    internal static HelicalSpectrum Of(
        Nanotube tube,
        EquivalentAtoms atoms,
        double spacing,
        int threads,
        CancellationToken cancellation = default)
    {
        if (!(spacing > 0 && double.IsFinite(spacing)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(spacing), spacing, "a spacing of k-points is positive");
        }

        var matrices = new HelicalMatrices(tube, atoms);
        int rotations = tube.Chirality.Rotations;
        int steps = (int)Math.Ceiling(Math.PI / (tube.ScrewTranslation * spacing));
        double[] kappas = Enumerable.Range(0, steps + 1)
            .Select(k => Math.PI * k / steps)
            .ToArray();
        HelicalSector[] sectors = Enumerable.Range(0, rotations).Select(matrices.Sector).ToArray();
        double[][] levels = new double[rotations * kappas.Length][];
        double[] overlaps = new double[levels.Length];
        Parallel.For(
            0,
            levels.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            index =>
            {
                CanonicalEigensystem<Complex> system =
                    Solve(sectors[index / kappas.Length], kappas[index % kappas.Length]);
                levels[index] = system.Values.ToArray();
                overlaps[index] = system.SmallestOverlap;
            });

        return new HelicalSpectrum(
            BandsOf(kappas, levels, atoms),
            atoms.Electrons is int electrons
                ? GapOf(sectors, kappas, levels, Nanotube.AtomsPerHelicalCell * electrons / 2)
                : null,
            overlaps.Min());
    }

    private static CanonicalEigensystem<Complex> Solve(HelicalSector sector, double kappa) =>
        CanonicalOrthogonalization.Values(
            sector.Hamiltonian(kappa), sector.Overlap(kappa), OverlapThreshold);

    private static BandStructure BandsOf(
        double[] kappas, double[][] levels, EquivalentAtoms atoms)
    {
        var points = new Vector3D[levels.Length];
        double[] weights = new double[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            int k = i % kappas.Length;
            points[i] = new(0, 0, kappas[k] / (2 * Math.PI));

            // Points within (0, π) stand for those of −κ as well.
            weights[i] = k == 0 || k == kappas.Length - 1 ? 1 : 2;
        }

        double[] energies = levels.SelectMany(level => level).ToArray();
        return new BandStructure(1, 2, points, weights, energies)
        {
            Electrons = Nanotube.AtomsPerHelicalCell * atoms.Electrons,
        };
    }

    private static NanotubeGap GapOf(
        HelicalSector[] sectors, double[] kappas, double[][] levels, int filled)
    {
        return new NanotubeGap(Extremum(filled - 1, -1), Extremum(filled, 1));

        HelicalLevel Extremum(int band, int sign)
        {
            double[][] energies = sectors
                .Select((_, mu) => kappas
                    .Select((_, k) => sign * levels[mu * kappas.Length + k][band])
                    .ToArray())
                .ToArray();
            HelicalLevel level = GapSearch.Minimum(
                energies, kappas, (kappa, mu) => sign * Solve(sectors[mu], kappa).Values[band]);
            return level with { Energy = sign * level.Energy };
        }
    }
}
