using System.Diagnostics;
using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Benchmarks.Studies;

/// <summary>Seconds of one thread, for one structure and one operator.</summary>
/// <param name="Rest">Symmetry, k-points, Fermi level and whatever else the total holds.</param>
/// <param name="Fingerprint">Broadening, beyond the bands.</param>
internal readonly record struct StructureTimes(
    double Integrals,
    double Charges,
    double BlochSums,
    double Eigenproblems,
    double Rest,
    double Fingerprint)
{
    public double Total =>
        Integrals + Charges + BlochSums + Eigenproblems + Rest + Fingerprint;

    public static StructureTimes operator +(StructureTimes a, StructureTimes b) => new(
        a.Integrals + b.Integrals,
        a.Charges + b.Charges,
        a.BlochSums + b.BlochSums,
        a.Eigenproblems + b.Eigenproblems,
        a.Rest + b.Rest,
        a.Fingerprint + b.Fingerprint);

    /// <summary>What <see cref="ThroughputJob"/> takes on one thread.</summary>
    /// <exception cref="UnsuitableCrystalException"/>
    public static StructureTimes Measure(ThroughputJob job, Crystal crystal)
    {
        OperatorSpectrum spectrum = OperatorBands.Of(
            job.Operator,
            crystal,
            OperatorBands.GridOf(crystal, job.Spacing * PhysicalConstants.BohrInAngstrom),
            new OperatorOptions { Threads = 1 });
        long start = Stopwatch.GetTimestamp();
        _ = job.Recipe.Of(spectrum.Bands, source: job.Source, threads: 1);
        double fingerprint = Stopwatch.GetElapsedTime(start).TotalSeconds;
        OperatorTimings timings = spectrum.Timings;
        return new(
            timings.Integrals,
            timings.Charges,
            timings.BlochSums,
            timings.Eigenproblems,
            timings.Total - timings.Integrals - timings.Charges - timings.BlochSums
                - timings.Eigenproblems,
            fingerprint);
    }

    public static StructureTimes FromVector(ReadOnlySpan<double> seconds) =>
        new(seconds[0], seconds[1], seconds[2], seconds[3], seconds[4], seconds[5]);

    public double[] ToVector() =>
        [Integrals, Charges, BlochSums, Eigenproblems, Rest, Fingerprint];
}
