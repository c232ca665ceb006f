namespace Similarity.DosModels;

/// <summary>
/// The shift Δ that brings a curve closest to a prediction, min over Δ of h Σ (p(E) − f(E + Δ))²:
/// all shifts by whole steps, which is a cross-correlation, then Newton on the pieces of the curve
/// from the best of them.
/// </summary>
public static class CurveAlignment
{
    private const int Starts = 3;
    private const int MostSteps = 60;

    /// <param name="prediction">At the points of the window.</param>
    /// <param name="low">The lowest shift allowed, as <paramref name="high"/> the highest.</param>
    /// <param name="pull">c of a term c Δ² beside the distance.</param>
    public static Alignment Best(
        EnergyAxis window,
        ReadOnlySpan<double> prediction,
        HermiteCurve curve,
        double low,
        double high,
        double pull = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prediction.Length, window.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        double[] samples = new double[window.Count];
        int first = (int)Math.Ceiling(low / window.Step);
        int count = (int)Math.Floor(high / window.Step) - first + 1;
        if (count < 1)
        {
            return Refine(window, prediction, curve, (low + high) / 2, low, high, pull);
        }

        double[] losses = new double[count];
        for (int i = 0; i < count; i++)
        {
            double shift = (first + i) * window.Step;
            curve.Sample(window, shift, samples);
            losses[i] = Distance(window, prediction, samples) + pull * shift * shift;
        }

        Alignment best = new(0, double.PositiveInfinity);
        double least = double.PositiveInfinity;
        int[] minima =
        [
            .. Enumerable.Range(0, count)
                .Where(i => (i == 0 || losses[i] <= losses[i - 1])
                    && (i == count - 1 || losses[i] <= losses[i + 1]))
                .OrderBy(i => losses[i])
                .Take(Starts),
        ];
        foreach (int start in minima)
        {
            double centre = (first + start) * window.Step;
            Alignment refined = Refine(
                window,
                prediction,
                curve,
                centre,
                Math.Max(low, centre - window.Step),
                Math.Min(high, centre + window.Step),
                pull);
            if (refined.SquaredDistance + pull * refined.Shift * refined.Shift < least)
            {
                best = refined;
                least = best.SquaredDistance + pull * best.Shift * best.Shift;
            }
        }

        return best;
    }

    /// <summary>h Σ (p − f)².</summary>
    public static double Distance(
        EnergyAxis window, ReadOnlySpan<double> prediction, ReadOnlySpan<double> samples)
    {
        double sum = 0;
        for (int g = 0; g < prediction.Length; g++)
        {
            double difference = prediction[g] - samples[g];
            sum += difference * difference;
        }

        return sum * window.Step;
    }

    private static Alignment Refine(
        EnergyAxis window,
        ReadOnlySpan<double> prediction,
        HermiteCurve curve,
        double start,
        double low,
        double high,
        double pull)
    {
        double[] samples = new double[window.Count];
        double[] slopes = new double[window.Count];
        double[] curvatures = new double[window.Count];
        double shift = start;
        curve.Sample(window, shift, samples);
        double loss = Distance(window, prediction, samples) + pull * shift * shift;
        for (int step = 0; step < MostSteps; step++)
        {
            curve.SampleSlopes(window, shift, slopes);
            curve.SampleCurvatures(window, shift, curvatures);
            double gradient = pull * shift / window.Step, curvature = pull / window.Step;
            for (int g = 0; g < samples.Length; g++)
            {
                double difference = prediction[g] - samples[g];
                gradient -= difference * slopes[g];
                curvature += slopes[g] * slopes[g] - difference * curvatures[g];
            }

            double move = curvature > 0
                ? -gradient / curvature
                : -Math.Sign(gradient) * window.Step / 4;
            double target = Math.Clamp(shift + move, low, high);
            double reached = loss;
            for (int halving = 0; halving < 40; halving++)
            {
                curve.Sample(window, target, samples);
                reached = Distance(window, prediction, samples) + pull * target * target;
                if (reached <= loss)
                {
                    break;
                }

                target = (shift + target) / 2;
            }

            double moved = Math.Abs(target - shift);
            if (reached > loss || moved <= 1e-13)
            {
                break;
            }

            shift = target;
            loss = reached;
        }

        return new Alignment(shift, loss - pull * shift * shift);
    }
}

/// <param name="Shift">Δ, hartree.</param>
/// <param name="SquaredDistance">h Σ (p(E) − f(E + Δ))².</param>
public readonly record struct Alignment(double Shift, double SquaredDistance);
