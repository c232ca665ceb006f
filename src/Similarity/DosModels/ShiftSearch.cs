using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// The shifts Δ that make tr Y(Δ)ᵀ(1 − H) Y(Δ) least: the smallest loss with penalty that a linear
/// model can reach, its weights long solved for (variable projection), with a factorisation that no
/// shift changes. Sweeps that align each curve to the prediction by all others, over all shifts
/// allowed, find the valley; Gauss and Newton's steps for all shifts at once, with the Hessian
/// (1 − H)ᵢⱼ yᵢ′·yⱼ′, follow it, along which sweeps alone take hundreds of turns.
/// </summary>
/// <param name="stiffness">
/// s of a term s m Σ Δ² beside the cost, m the mean of |y′|²: without it a flexible model moves
/// curves far for little. At 1 a curve stays where it is unless all others speak against it.
/// </param>
internal sealed class ShiftSearch(
    HermiteCurve[] curves,
    TargetWindow window,
    double stiffness,
    Matrix<double> smoother,
    int threads)
{
    private const int FirstSweeps = 3, MostSteps = 60, MostHalvings = 12;

    /// <summary>
    /// Steps end when no shift moves by more, hartree: a ten-thousandth of an eV.
    /// </summary>
    private const double Settled = 1e-4 / PhysicalConstants.HartreeInEv;

    /// <summary>Of the mean of the diagonal: all shifts together are free.</summary>
    private const double Damping = 1e-6;

    private readonly double[] shifts = new double[curves.Length];
    private double pull;

    public AlignedTargets Run(CancellationToken cancellation)
    {
        var sweeps = new LeaveOneOutSweeps(
            smoother, AlignedTargets.Sampled(curves, window.Axis, shifts), threads);
        pull = stiffness * MeanSquaredSlope();
        int done = 0;
        for (; done < FirstSweeps; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            Sweep(sweeps);
        }

        double moved = double.PositiveInfinity;
        for (int step = 0; step < MostSteps && moved > Settled; step++, done++)
        {
            cancellation.ThrowIfCancellationRequested();
            moved = Step(sweeps);
        }

        return new AlignedTargets(sweeps.Targets, shifts, done, moved <= Settled);
    }

    private void Sweep(LeaveOneOutSweeps sweeps)
    {
        double[] prediction = new double[window.Axis.Count];
        double[] row = new double[window.Axis.Count];
        for (int i = 0; i < curves.Length; i++)
        {
            sweeps.Predict(i, prediction);
            shifts[i] = CurveAlignment.Best(
                window.Axis,
                prediction,
                curves[i],
                window.LeastShift,
                window.MostShift,
                pull * window.Axis.Step / (1 - smoother[i, i])).Shift;
            curves[i].Sample(window.Axis, shifts[i], row);
            sweeps.Replace(i, row);
        }

        AlignedTargets.Centre(shifts, window);
        Take(sweeps, shifts);
    }

    /// <summary>
    /// One step for all shifts, halved until it lowers the cost; how far it went.
    /// </summary>
    private double Step(LeaveOneOutSweeps sweeps)
    {
        int n = curves.Length;
        var slopes = new Matrix<double>(n, window.Axis.Count);
        for (int i = 0; i < n; i++)
        {
            curves[i].SampleSlopes(window.Axis, shifts[i], slopes.Row(i));
        }

        Matrix<double> hessian =
            MatrixProduct.Multiply(slopes.View(), slopes.View().Transpose, threads);
        var gradient = new Matrix<double>(n, 1);
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            gradient[i, 0] =
                VectorKernels.Dot<double>(slopes.Row(i), sweeps.Residuals.Row(i))
                + pull * shifts[i];
            for (int j = 0; j < n; j++)
            {
                hessian[i, j] *= (i == j ? 1 : 0) - smoother[i, j];
            }

            trace += hessian[i, i];
        }

        for (int i = 0; i < n; i++)
        {
            hessian[i, i] += pull + Damping * trace / n;
        }

        if (trace == 0 || Cholesky<double>.TryFactor(hessian, out _, threads) is not { } factor)
        {
            return 0;
        }

        Matrix<double> move = factor.Solve(gradient, threads);
        double[] before = (double[])shifts.Clone();
        double[] trial = new double[n];
        double cost = Cost(sweeps, before);
        double part = 1;
        for (int halving = 0; halving < MostHalvings; halving++, part /= 2)
        {
            for (int i = 0; i < n; i++)
            {
                trial[i] = Math.Clamp(
                    before[i] - part * move[i, 0], window.LeastShift, window.MostShift);
            }

            AlignedTargets.Centre(trial, window);
            Take(sweeps, trial);
            if (Cost(sweeps, trial) < cost)
            {
                trial.CopyTo(shifts, 0);
                return before.Zip(trial, (a, b) => Math.Abs(a - b)).Max();
            }
        }

        Take(sweeps, before);
        return 0;
    }

    private double Cost(LeaveOneOutSweeps sweeps, double[] at) =>
        sweeps.Cost + pull * VectorKernels.NormSquared<double>(at);

    private double MeanSquaredSlope()
    {
        double[] slopes = new double[window.Axis.Count];
        double sum = 0;
        foreach (HermiteCurve curve in curves)
        {
            curve.SampleSlopes(window.Axis, 0, slopes);
            sum += VectorKernels.NormSquared<double>(slopes) / curves.Length;
        }

        return sum;
    }

    private void Take(LeaveOneOutSweeps sweeps, double[] at)
    {
        AlignedTargets.Sampled(curves, window.Axis, at).Values.CopyTo(sweeps.Targets.Values);
        sweeps.Restart(threads);
    }
}
