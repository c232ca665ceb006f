using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// The curves of samples on a window, ready to be learned: moved to where a smoother fits them best
/// when the reference is adaptive, and completed by what the smoother says of them where states are
/// missing.
/// </summary>
public sealed class AlignedTargets
{
    private const int MostSweeps = 200;

    /// <summary>Sweeps end when no shift moves by more, hartree: a ten-thousandth of an eV.</summary>
    private const double Settled = 1e-4 / PhysicalConstants.HartreeInEv;

    private readonly double[] shifts;

    /// <summary>Or when no number that is filled in changes by more, in parts of the
    /// largest.</summary>
    private const double Filled = 1e-5;

    private AlignedTargets(Matrix<double> curves, double[] shifts, int sweeps, bool converged)
    {
        Curves = curves;
        this.shifts = shifts;
        Sweeps = sweeps;
        Converged = converged;
    }

    /// <summary>A row for each sample.</summary>
    public Matrix<double> Curves { get; }

    /// <summary>Δ of each sample from its zero, hartree, their mean 0; all 0 when fixed.</summary>
    public ReadOnlySpan<double> Shifts => shifts;

    public int Sweeps { get; }

    public bool Converged { get; }

    /// <param name="smoother">H of the samples: fitted values are H Y.</param>
    public static AlignedTargets Of(
        IReadOnlyList<DosTarget> targets,
        EnergyReference reference,
        DosRepresentation representation,
        TargetWindow window,
        double sigma,
        Matrix<double> smoother,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        EnergyAxis axis = window.Axis;
        HermiteCurve[] curves =
            [.. targets.Select(t => representation.CurveOf(t).From(t.Zero(reference)))];
        int[] valid =
        [
            .. targets.Select(t =>
                axis.UpTo(TargetWindow.ValidTop(t, sigma) - t.Zero(reference)).Count),
        ];
        double[] shifts = new double[targets.Count];
        Matrix<double> rows = Sampled(curves, axis, shifts);
        bool adapts = reference == EnergyReference.Adaptive;
        if (!adapts && valid.All(count => count == axis.Count))
        {
            return new AlignedTargets(rows, shifts, 0, converged: true);
        }

        var sweeps = new LeaveOneOutSweeps(smoother, rows, threads);
        double[] prediction = new double[axis.Count];
        double[] row = new double[axis.Count];
        double largest = 0;
        foreach (double value in rows.Values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        bool settled = false;
        int sweep = 0;
        for (; sweep < MostSweeps && !settled; sweep++)
        {
            cancellation.ThrowIfCancellationRequested();
            settled = true;
            for (int i = 0; i < targets.Count; i++)
            {
                sweeps.Predict(i, prediction);
                if (adapts)
                {
                    double found = CurveAlignment.Best(
                        axis, prediction, curves[i], window.LeastShift, window.MostShift).Shift;
                    settled &= Math.Abs(found - shifts[i]) <= Settled;
                    shifts[i] = found;
                    curves[i].Sample(axis, found, row);
                }
                else
                {
                    rows.Row(i).CopyTo(row);
                    for (int g = valid[i]; g < row.Length; g++)
                    {
                        settled &= Math.Abs(prediction[g] - row[g]) <= Filled * largest;
                        row[g] = prediction[g];
                    }
                }

                sweeps.Replace(i, row);
            }

            if (adapts)
            {
                Centre(shifts, window);
                Sampled(curves, axis, shifts).Values.CopyTo(rows.Values);
            }

            sweeps.Restart(threads);
        }

        return new AlignedTargets(rows, shifts, sweep, settled);
    }

    /// <summary>Mean 0: all curves moved together fit as well.</summary>
    internal static void Centre(Span<double> shifts, TargetWindow window)
    {
        double mean = 0;
        foreach (double shift in shifts)
        {
            mean += shift / shifts.Length;
        }

        foreach (ref double shift in shifts)
        {
            shift = Math.Clamp(shift - mean, window.LeastShift, window.MostShift);
        }
    }

    internal static Matrix<double> Sampled(
        HermiteCurve[] curves, EnergyAxis axis, ReadOnlySpan<double> shifts)
    {
        var rows = new Matrix<double>(curves.Length, axis.Count);
        for (int i = 0; i < curves.Length; i++)
        {
            curves[i].Sample(axis, shifts[i], rows.Row(i));
        }

        return rows;
    }
}
