using Similarity.Learning.Networks;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// h Σ (p(E) − f(E + Δ))² over the energies at which a target has all its states, in units of how
/// different targets are. With an adaptive reference the Δ of training samples are parameters that
/// Adam moves along, in electronvolts, their mean kept at 0; of a sample held out Δ is the best.
/// </summary>
internal sealed class NetworkDosLoss : INetworkLoss
{
    private readonly TargetWindow window;
    private readonly DosCoding coding;
    private readonly HermiteCurve[] training;
    private readonly HermiteCurve[] validation;
    private readonly int[] validTraining;
    private readonly int[] validValidation;
    private readonly double unit;
    private readonly double[] shifts;
    private readonly double[] shiftGradients;
    private readonly Adam adam;
    private readonly bool adapts;
    private readonly double[] samples;
    private readonly double[] slopes;

    public NetworkDosLoss(
        TargetWindow window,
        DosCoding coding,
        bool adapts,
        (HermiteCurve[] Curves, int[] Valid) training,
        (HermiteCurve[] Curves, int[] Valid) validation,
        double unit)
    {
        this.window = window;
        this.coding = coding;
        this.adapts = adapts;
        (this.training, validTraining) = training;
        (this.validation, validValidation) = validation;
        this.unit = unit;
        shifts = new double[this.training.Length];
        shiftGradients = new double[shifts.Length];
        adam = new Adam(shifts.Length);
        samples = new double[window.Axis.Count];
        slopes = new double[window.Axis.Count];
    }

    /// <summary>Δ of the training samples, hartree.</summary>
    public ReadOnlySpan<double> Shifts => shifts;

    public double Train(int group, ReadOnlySpan<double> prediction, Span<double> gradient)
    {
        double[] curve = Curve(prediction);
        double h = window.Axis.Step;
        training[group].Sample(window.Axis, shifts[group], samples);
        double sum = 0;
        double[] back = new double[curve.Length];
        for (int g = 0; g < validTraining[group]; g++)
        {
            double difference = curve[g] - samples[g];
            sum += h * difference * difference / unit;
            back[g] = 2 * h * difference / unit;
        }

        coding.EncodeGradient(back, gradient);
        if (adapts)
        {
            training[group].SampleSlopes(window.Axis, shifts[group], slopes);
            shiftGradients[group] =
                -VectorKernels.Dot<double>(back, slopes) / PhysicalConstants.HartreeInEv;
        }

        return sum;
    }

    public void Step(ReadOnlySpan<int> groups, double rate)
    {
        if (!adapts)
        {
            return;
        }

        // All targets moved together fit as well, and Adam takes signs for more than sizes: where
        // all have to move one way its steps would be alike, and centred away.
        double common = 0;
        foreach (int group in groups)
        {
            common += shiftGradients[group] / groups.Length;
        }

        foreach (int group in groups)
        {
            shiftGradients[group] -= groups.Length > 1 ? common : 0;
        }

        double[] electronvolts = [.. shifts.Select(shift => shift * PhysicalConstants.HartreeInEv)];
        adam.Step(electronvolts, shiftGradients, rate);
        Array.Clear(shiftGradients);
        for (int i = 0; i < shifts.Length; i++)
        {
            shifts[i] = electronvolts[i] / PhysicalConstants.HartreeInEv;
        }

        AlignedTargets.Centre(shifts, window);
    }

    public double Validate(int group, ReadOnlySpan<double> prediction)
    {
        double[] curve = Curve(prediction);
        if (adapts)
        {
            return CurveAlignment.Best(
                window.Axis, curve, validation[group], window.LeastShift, window.MostShift)
                .SquaredDistance / unit;
        }

        EnergyAxis valid = new(window.Axis.Start, window.Axis.Step, validValidation[group]);
        double[] target = new double[valid.Count];
        validation[group].Sample(valid, 0, target);
        return CurveAlignment.Distance(valid, curve.AsSpan(0, valid.Count), target) / unit;
    }

    private double[] Curve(ReadOnlySpan<double> numbers) =>
        coding.Decode(new MatrixView<double>(numbers, 1, numbers.Length)).Values.ToArray();
}
