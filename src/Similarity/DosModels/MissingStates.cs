using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// Fills in what curves lack at the top of a window by what a smoother H says there: of each column
/// the numbers M that make yᵀ(1 − H) y least, (1 − H)_MM y_M = H_MO y_O, O what is known. A fit to
/// the filled rows is then the fit to what is known.
/// </summary>
internal static class MissingStates
{
    /// <param name="valid">
    /// How many numbers of each row are known; at each column at least one is.
    /// </param>
    public static void Fill(Matrix<double> rows, int[] valid, Matrix<double> smoother, int threads)
    {
        int[] ends = [.. valid.Append(rows.Columns).Distinct().Order()];
        for (int run = 0; run + 1 < ends.Length; run++)
        {
            int first = ends[run], count = ends[run + 1] - first;
            int[] missing =
                [.. Enumerable.Range(0, rows.Rows).Where(i => valid[i] <= first)];
            var equations = new Matrix<double>(missing.Length, missing.Length);
            var right = new Matrix<double>(missing.Length, count);
            for (int m = 0; m < missing.Length; m++)
            {
                for (int n = 0; n < missing.Length; n++)
                {
                    equations[m, n] = (m == n ? 1 : 0) - smoother[missing[m], missing[n]];
                }

                for (int i = 0; i < rows.Rows; i++)
                {
                    if (valid[i] > first)
                    {
                        VectorKernels.AddScaled(
                            smoother[missing[m], i],
                            rows.Row(i).Slice(first, count),
                            right.Row(m));
                    }
                }
            }

            Matrix<double> filled =
                LuFactorization<double>.Factor(equations, threads).Solve(right, threads);
            for (int m = 0; m < missing.Length; m++)
            {
                filled.Row(m).CopyTo(rows.Row(missing[m])[first..]);
            }
        }
    }
}
