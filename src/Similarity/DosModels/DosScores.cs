using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// How a predicted density compares with a computed one; energies in hartree, densities in
/// electrons per hartree and atom. What depends on filling is compared at each one's own Fermi
/// level.
/// </summary>
/// <param name="SquaredAsIs">∫ (p − D)² up to 3 eV above the true Fermi level, p at the energies of
/// the model, D at its own reference.</param>
/// <param name="SquaredByFilling">With both Fermi levels at 0.</param>
/// <param name="SquaredAligned">At the best shift: what is granted to every reference.</param>
/// <param name="FermiError">Of E_F as is; <paramref name="AlignedFermiError"/> at the best
/// shift.</param>
/// <param name="HeatCapacityErrors">
/// In k_B per atom, at <see cref="DosScores.Temperatures"/>; NaN where one is not defined, as
/// of insulators whose gap reaches beyond the window.
/// </param>
public sealed record DosScore(
    string Id,
    double SquaredAsIs,
    double SquaredByFilling,
    double SquaredAligned,
    double Shift,
    double FermiError,
    double AlignedFermiError,
    double BandEnergyError,
    double DosAtFermiError,
    ImmutableArray<double> HeatCapacityErrors,
    ImmutableArray<double> EntropyErrors);

/// <summary>Compares predictions of many samples with their targets.</summary>
public static class DosScores
{
    /// <summary>At which heat capacities and entropies are compared, kelvin.</summary>
    public static ImmutableArray<double> Temperatures { get; } = [300, 600, 1000, 2000, 3000];

    private const double LargestShift = TargetWindow.LargestShiftEv / PhysicalConstants.HartreeInEv;
    private const double Above = TargetWindow.AboveFermiEv / PhysicalConstants.HartreeInEv;

    /// <summary>Null where the prediction holds too few electrons.</summary>
    /// <param name="prediction">D at the points of the model's window.</param>
    public static DosScore? Of(
        DosRegression model, ReadOnlySpan<double> prediction, DosTarget target)
    {
        double zero = target.Zero(model.Reference);
        HermiteCurve truth = target.Dos.From(zero);
        double fermi = target.FermiLevel - zero;
        EnergyAxis axis = model.Window;
        EnergyAxis seen = axis.UpTo(fermi + Above);
        var predicted = HermiteCurve.Through(axis, prediction);
        if (FilledDos.Of(predicted, target.ElectronsPerAtom) is not FilledDos filled)
        {
            return null;
        }

        FilledDos trueFilled = TrueOf(target);
        double[] samples = new double[seen.Count];
        ReadOnlySpan<double> part = prediction[..seen.Count];
        truth.Sample(seen, 0, samples);
        double asIs = CurveAlignment.Distance(seen, part, samples);
        truth.Sample(seen, fermi - filled.FermiLevel, samples);
        double byFilling = CurveAlignment.Distance(seen, part, samples);
        Alignment best =
            CurveAlignment.Best(seen, part, truth, -LargestShift, LargestShift);
        return new DosScore(
            target.Sample.Id,
            asIs,
            byFilling,
            best.SquaredDistance,
            best.Shift,
            filled.FermiLevel - fermi,
            filled.FermiLevel - (fermi - best.Shift),
            filled.BandEnergy - trueFilled.BandEnergy,
            filled.DosAtFermiLevel - trueFilled.DosAtFermiLevel,
            [
                .. Temperatures.Select(t =>
                    Difference(filled.HeatCapacity(t), trueFilled.HeatCapacity(t))),
            ],
            [
                .. Temperatures.Select(t =>
                    Difference(filled.Entropy(t), trueFilled.Entropy(t))),
            ]);
    }

    /// <summary>
    /// NaN where one of them is not defined, as no level at this temperature holds the electrons
    /// below the end of the window.
    /// </summary>
    private static double Difference(double? a, double? b) =>
        (a ?? double.NaN) - (b ?? double.NaN);

    /// <summary>What follows from the computed density itself.</summary>
    public static FilledDos TrueOf(DosTarget target)
    {
        EnergyAxis axis = target.Dos.Axis;
        int count = axis.UpTo(target.FermiLevel + 1.5 * Above).Count;
        var cut = new EnergyAxis(axis.Start, axis.Step, count);
        return FilledDos.Of(
            new HermiteCurve(
                cut,
                target.Dos.Values[..count].ToArray(),
                target.Dos.Slopes[..count].ToArray()),
            target.ElectronsPerAtom)!;
    }

    /// <summary>
    /// The mean squared distance of densities with the Fermi level at 0 from their mean: what a
    /// relative error is measured by, the same for all references.
    /// </summary>
    public static double Variance(IReadOnlyList<DosTarget> targets)
    {
        double step = targets[0].Dos.Axis.Step;
        double start = targets.Min(t => t.Lowest - t.FermiLevel) - 5 * step;
        var axis = EnergyAxis.Covering(start, Above, step);
        Matrix<double> rows = AlignedTargets.Sampled(
            [.. targets.Select(t => t.Dos.From(t.FermiLevel))],
            axis,
            new double[targets.Count]);
        double[] mean = new double[axis.Count];
        for (int i = 0; i < rows.Rows; i++)
        {
            VectorKernels.AddScaled(1.0 / rows.Rows, rows.Row(i), mean.AsSpan());
        }

        return Enumerable.Range(0, rows.Rows)
            .Average(i => CurveAlignment.Distance(axis, mean, rows.Row(i)));
    }
}
