using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// The curves of samples on a window, ready to be learned: moved to where a smoother fits them best
/// when the reference is adaptive, and completed by what the smoother says of them where states are
/// missing.
/// </summary>
public sealed class AlignedTargets
{
    private readonly double[] shifts;

    internal AlignedTargets(Matrix<double> curves, double[] shifts, int sweeps, bool converged)
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
    /// <param name="stiffness">As of <see cref="ShiftSearch"/>.</param>
    public static AlignedTargets Of(
        IReadOnlyList<DosTarget> targets,
        EnergyReference reference,
        DosRepresentation representation,
        TargetWindow window,
        double sigma,
        Matrix<double> smoother,
        double stiffness,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        EnergyAxis axis = window.Axis;
        HermiteCurve[] curves =
            [.. targets.Select(t => representation.CurveOf(t).From(t.Zero(reference)))];
        if (reference == EnergyReference.Adaptive)
        {
            return new ShiftSearch(curves, window, stiffness, smoother, threads)
                .Run(cancellation);
        }

        double[] shifts = new double[targets.Count];
        Matrix<double> rows = Sampled(curves, axis, shifts);
        int[] valid =
        [
            .. targets.Select(t =>
                axis.UpTo(TargetWindow.ValidTop(t, sigma) - t.Zero(reference)).Count),
        ];
        MissingStates.Fill(rows, valid, smoother, threads);
        return new AlignedTargets(rows, shifts, 0, converged: true);
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
