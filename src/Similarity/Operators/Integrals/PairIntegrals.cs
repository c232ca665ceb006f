namespace Similarity.Operators.Integrals;

/// <summary>
/// The integrals of all pairs of a crystal, in the order of <see cref="LatticePairs"/>.
/// </summary>
public static class PairIntegrals
{
    /// <summary>S = ⟨a|b⟩.</summary>
    /// <param name="threads">The values do not depend on it.</param>
    public static double[] Overlap(LatticePairs pairs, int threads = 1)
    {
        double[] overlap = new double[pairs.ValueCount];
        Evaluate(pairs, overlap, [], threads);
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
        LatticePairs pairs, double[] overlap, double[] kinetic, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Parallel.For(
            0,
            pairs.Pairs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            index =>
            {
                LatticePair pair = pairs.Pairs[index];
                SitePairBlock block = pairs.BlockOf(pair);
                double distance = pair.Displacement.Length;
                Span<double> s = stackalloc double[49];
                Span<double> t = stackalloc double[49];
                foreach (ShellBlock shells in block.Shells)
                {
                    if (distance > shells.Radius)
                    {
                        continue;
                    }

                    int rows = shells.A.Functions, columns = shells.B.Functions;
                    TwoCentreIntegrals.OverlapAndKinetic(
                        shells.A,
                        shells.B,
                        pair.Displacement,
                        s[..(rows * columns)],
                        t[..(rows * columns)]);
                    for (int row = 0; row < rows; row++)
                    {
                        int target = pair.Offset
                            + (shells.Row + row) * block.Columns + shells.Column;
                        s.Slice(row * columns, columns).CopyTo(overlap.AsSpan(target));
                        if (kinetic.Length > 0)
                        {
                            t.Slice(row * columns, columns).CopyTo(kinetic.AsSpan(target));
                        }
                    }
                }
            });
    }
}
