using Similarity.Crystals;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>
/// S_ij = ∫ χ_i χ_j and H_ij = ∫ χ_i ĥχ_j + ∫ χ_i (V − V_A) χ_j of atomic orbitals in a crystal, A
/// the atom of j, by quadrature: batch after batch of points, each a product of matrices.
/// </summary>
internal static class GridIntegrals
{
    private const int MostBatches = 16;
    private const long BytesOfMatrices = 256L << 20;

    /// <param name="bases">The atom of each site.</param>
    /// <param name="tables">Their functions.</param>
    /// <param name="symmetry">By which the grid was reduced.</param>
    public static (double[] Overlap, double[] Hamiltonian) Of(
        LatticePairs pairs,
        AtomBasis[] bases,
        AtomTable[] tables,
        SuperposedPotential potential,
        CrystalGrid grid,
        GridSymmetry symmetry,
        int threads)
    {
        Crystal crystal = pairs.Basis.Crystal;
        var problem = new GridProblem(crystal, grid, potential, tables);
        var lookup = new PairLookup(pairs);
        var sum = new PairSum(pairs, lookup, bases);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var slots = new BatchMatrices[BatchesAtOnce(problem)];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = new BatchMatrices(problem);
        }

        for (int start = 0; start < grid.Batches.Length; start += slots.Length)
        {
            int first = start, count = Math.Min(slots.Length, grid.Batches.Length - start);
            Parallel.For(0, count, parallel, i => slots[i].Evaluate(grid.Batches[first + i]));
            Parallel.For(0, crystal.Count, parallel, site =>
            {
                for (int i = 0; i < count; i++)
                {
                    sum.Add(slots[i], site);
                }
            });
        }

        double[] overlap = sum.Overlap, hamiltonian = sum.Hamiltonian();
        if (symmetry.Operations.Length > 1)
        {
            var orbits = new PairOrbits(pairs, lookup, tables, symmetry);
            orbits.Average(overlap, threads);
            orbits.Average(hamiltonian, threads);
        }

        return (overlap, hamiltonian);
    }

    /// <summary>
    /// Batches in memory at a time: fewer if their matrices are large. They are added in their
    /// order, so the result depends on neither this nor the number of threads.
    /// </summary>
    private static int BatchesAtOnce(GridProblem problem)
    {
        long most = 1;
        foreach (Range batch in problem.Grid.Batches)
        {
            most = Math.Max(most, problem.MostFunctions(batch));
        }

        long bytes = 2 * sizeof(double) * most * most;
        return (int)Math.Clamp(BytesOfMatrices / bytes, 1, MostBatches);
    }
}
