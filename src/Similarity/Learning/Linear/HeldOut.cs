using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Linear;

/// <summary>
/// What a linear smoother with fitted values H Y says of rows that it has not seen, without fitting
/// again: the residuals of a fold F held out are (1 − H_FF)⁻¹ (Y − H Y)_F, exactly, when the
/// penalty stays the same (Golub, Heath and Wahba, doi:10.1080/00401706.1979.10489751, for single
/// rows).
/// </summary>
public static class HeldOut
{
    /// <summary>The predictions, each row by the folds that it is not in.</summary>
    /// <param name="foldOf">The fold of each row.</param>
    public static Matrix<double> Predictions(
        Matrix<double> smoother, Matrix<double> targets, ReadOnlySpan<int> foldOf, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(smoother.Rows, targets.Rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(foldOf.Length, targets.Rows);
        Matrix<double> residuals = targets.Copy();
        MatrixProduct.Add(
            -1, smoother.View(), targets.View(), residuals.Values, residuals.Columns, threads);
        Matrix<double> predictions = targets.Copy();
        int[] folds = foldOf.ToArray();
        foreach (int fold in folds.Distinct())
        {
            int[] rows = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            var rest = new Matrix<double>(rows.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                for (int j = 0; j < rows.Length; j++)
                {
                    rest[i, j] = (i == j ? 1 : 0) - smoother[rows[i], rows[j]];
                }
            }

            Matrix<double> unseen = LuFactorization<double>.Factor(rest, threads)
                .Solve(GroupedRows.SelectRows(residuals, rows), threads);
            for (int i = 0; i < rows.Length; i++)
            {
                VectorKernels.AddScaled(-1, unseen.Row(i), predictions.Row(rows[i]));
            }
        }

        return predictions;
    }
}
