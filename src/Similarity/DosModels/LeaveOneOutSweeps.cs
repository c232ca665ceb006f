using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// Targets Y of which each row is free in some way, beside a linear smoother H that does not depend
/// on them. What all rows together cost, tr Yᵀ(1 − H) Y, the least squares with penalty, is as a
/// function of one row a multiple of its squared distance from the prediction by all others,
/// ỹᵢ = yᵢ − rᵢ/(1 − hᵢᵢ), r = Y − H Y. So a row that moves to the place nearest to ỹ makes the
/// whole cost least in that row, at O(rows · columns), and a sweep over the rows never raises it.
/// </summary>
public sealed class LeaveOneOutSweeps
{
    private readonly Matrix<double> smoother;
    private readonly Matrix<double> residuals;

    public LeaveOneOutSweeps(Matrix<double> smoother, Matrix<double> targets, int threads = 1)
    {
        this.smoother = smoother;
        Targets = targets;
        residuals = new Matrix<double>(targets.Rows, targets.Columns);
        Restart(threads);
    }

    /// <summary>Y, which sweeps change.</summary>
    public Matrix<double> Targets { get; }

    /// <summary>r = Y − H Y.</summary>
    public Matrix<double> Residuals => residuals;

    /// <summary>tr Yᵀ(1 − H) Y.</summary>
    public double Cost
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Targets.Rows; i++)
            {
                sum += VectorKernels.Dot<double>(Targets.Row(i), residuals.Row(i));
            }

            return sum;
        }
    }

    /// <summary>After <see cref="Targets"/> were changed from outside.</summary>
    public void Restart(int threads = 1)
    {
        Targets.Values.CopyTo(residuals.Values);
        MatrixProduct.Add(
            -1,
            smoother.View(),
            Targets.View(),
            residuals.Values,
            residuals.Columns,
            threads);
    }

    /// <summary>What all other rows say of one.</summary>
    public void Predict(int row, Span<double> prediction)
    {
        Targets.Row(row).CopyTo(prediction);
        double rest = 1 - smoother[row, row];
        VectorKernels.AddScaled(-1 / rest, residuals.Row(row), prediction);
    }

    /// <summary>Gives a row other values.</summary>
    public void Replace(int row, ReadOnlySpan<double> values)
    {
        double[] change = values.ToArray();
        VectorKernels.AddScaled<double>(-1, Targets.Row(row), change);
        values.CopyTo(Targets.Row(row));
        VectorKernels.AddScaled<double>(1, change, residuals.Row(row));
        for (int i = 0; i < residuals.Rows; i++)
        {
            VectorKernels.AddScaled<double>(-smoother[i, row], change, residuals.Row(i));
        }
    }
}
