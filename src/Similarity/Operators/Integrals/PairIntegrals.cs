namespace Similarity.Operators.Integrals;

/// <summary>
/// The integrals of all pairs of a crystal, in the order of <see cref="LatticePairs"/>: tabulated
/// functions of the distance, turned from the axis of the pair to the axes of the crystal. They
/// agree with <see cref="TwoCentreIntegrals"/> to 1e-13 of the largest integral.
/// </summary>
public static class PairIntegrals
{
    // Enough work to outweigh handing it to a thread.
    private const int PairsAtOnce = 128;

    /// <summary>S = ⟨a|b⟩.</summary>
    /// <param name="threads">The values do not depend on it.</param>
    public static double[] Overlap(LatticePairs pairs, int threads = 1)
    {
        double[] overlap = new double[pairs.ValueCount];
        Evaluate(pairs, overlap, null, threads);
        return overlap;
    }

    /// <summary>S = ⟨a|b⟩ and T = −½⟨a|∇²|b⟩.</summary>
    /// <param name="threads">The values do not depend on it.</param>
    public static (double[] Overlap, double[] Kinetic) OverlapAndKinetic(
        LatticePairs pairs, int threads = 1)
    {
        double[] overlap = new double[pairs.ValueCount];
        double[] kinetic = new double[pairs.ValueCount];
        Evaluate(pairs, overlap, kinetic, threads);
        return (overlap, kinetic);
    }

    private static void Evaluate(
        LatticePairs pairs, double[] overlap, double[]? kinetic, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int count = pairs.Pairs.Length;
        Parallel.For(
            0,
            (count + PairsAtOnce - 1) / PairsAtOnce,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new PairBlockKernel(),
            (part, _, kernel) =>
            {
                int start = part * PairsAtOnce;
                int length = Math.Min(PairsAtOnce, count - start);
                foreach (LatticePair pair in pairs.Pairs.Slice(start, length))
                {
                    kernel.Evaluate(pairs.BlockOf(pair), pair, overlap, kinetic);
                }

                return kernel;
            },
            _ => { });
    }
}
