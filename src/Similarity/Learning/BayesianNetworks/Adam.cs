namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// w ← w − η m̂/(√v̂ + 1e-8) with decaying averages m of the gradient (0.9) and v of its square
/// (0.999), both corrected for their start at 0 (Kingma and Ba, arXiv:1412.6980).
/// </summary>
internal sealed class Adam(int count)
{
    private const double MeanDecay = 0.9, SquareDecay = 0.999, Least = 1e-8;

    private readonly double[] mean = new double[count];
    private readonly double[] square = new double[count];
    private double meanLeft = 1;
    private double squareLeft = 1;

    /// <param name="first">Weights before it stay as they are.</param>
    public void Step(
        int first, double rate, ReadOnlySpan<double> gradient, Span<double> weights)
    {
        meanLeft *= MeanDecay;
        squareLeft *= SquareDecay;
        for (int i = first; i < weights.Length; i++)
        {
            double g = gradient[i];
            mean[i] = MeanDecay * mean[i] + (1 - MeanDecay) * g;
            square[i] = SquareDecay * square[i] + (1 - SquareDecay) * g * g;
            double root = Math.Sqrt(square[i] / (1 - squareLeft)) + Least;
            weights[i] -= rate * (mean[i] / (1 - meanLeft)) / root;
        }
    }
}
