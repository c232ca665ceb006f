using Similarity.Numerics;

namespace Similarity.DosModels;

/// <summary>
/// The density of states per atom that a sample has, at energies as computed: curve, electrons
/// below, and the Fermi level at which its electrons fill it.
/// </summary>
public sealed class DosTarget
{
    /// <summary>How far below the lowest level an axis starts, and above the valid maximum it
    /// ends, in σ.</summary>
    private const double Margin = 9;

    private DosTarget(DosSample sample, HermiteCurve dos, HermiteCurve count, double fermiLevel)
    {
        Sample = sample;
        Dos = dos;
        Count = count;
        FermiLevel = fermiLevel;
    }

    public DosSample Sample { get; }

    /// <summary>D(E), electrons per hartree and atom.</summary>
    public HermiteCurve Dos { get; }

    /// <summary>∫ D up to E, electrons per atom.</summary>
    public HermiteCurve Count { get; }

    /// <summary>N(E_F) = electrons, of the broadened density.</summary>
    public double FermiLevel { get; }

    public double ElectronsPerAtom => Sample.Electrons / Sample.Atoms;

    /// <summary>The lowest level.</summary>
    public double Lowest { get; private init; }

    /// <summary>What its energies are measured from when the reference is not adaptive.</summary>
    public double Zero(EnergyReference reference) =>
        reference == EnergyReference.Hartree ? 0 : FermiLevel;

    /// <exception cref="ArgumentException">The bands do not hold the electrons.</exception>
    public static DosTarget Of(DosSample sample, double sigma, double step)
    {
        double lowest = double.PositiveInfinity;
        foreach (double energy in sample.Bands.Energies)
        {
            lowest = Math.Min(lowest, energy);
        }

        var axis = EnergyAxis.Covering(
            lowest - Margin * sigma, sample.ValidMaximum + Margin * sigma, step);
        (HermiteCurve dos, HermiteCurve count) =
            BroadenedDos.Of(sample.Bands, sample.Atoms, sigma, axis);
        double wanted = sample.Electrons / sample.Atoms;
        if (!(count.Values[^1] > wanted))
        {
            throw new ArgumentException(
                $"{sample.Id}: the bands hold too few electrons for a Fermi level");
        }

        double level = Roots.Brent(
            energy => count.ValueAt(energy) - wanted, axis.Start, axis.End);
        return new DosTarget(sample, dos, count, level) { Lowest = lowest };
    }

    /// <summary>Of many samples; the result does not depend on the number of threads.</summary>
    public static DosTarget[] Of(
        IReadOnlyList<DosSample> samples,
        double sigma,
        double step,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        var targets = new DosTarget[samples.Count];
        Parallel.For(
            0,
            targets.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            i => targets[i] = Of(samples[i], sigma, step));
        return targets;
    }
}
