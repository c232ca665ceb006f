namespace Similarity.Learning.Networks;

/// <summary>
/// Steps down a gradient, each number at a rate of its own (Kingma and Ba, arXiv:1412.6980), β₁ =
/// 0.9, β₂ = 0.999, ε = 10⁻⁸.
/// </summary>
public sealed class Adam(int parameters)
{
    private const double First = 0.9, Second = 0.999, Least = 1e-8;

    private readonly double[] mean = new double[parameters];
    private readonly double[] square = new double[parameters];
    private int steps;

    /// <param name="decay">The part of the parameters taken away for each unit of rate.</param>
    public void Step(
        Span<double> values, ReadOnlySpan<double> gradient, double rate, double decay = 0)
    {
        steps++;
        double meanScale = 1 / (1 - Math.Pow(First, steps));
        double squareScale = 1 / (1 - Math.Pow(Second, steps));
        for (int i = 0; i < values.Length; i++)
        {
            mean[i] = First * mean[i] + (1 - First) * gradient[i];
            square[i] = Second * square[i] + (1 - Second) * gradient[i] * gradient[i];
            double step = mean[i] * meanScale / (Math.Sqrt(square[i] * squareScale) + Least);
            values[i] -= rate * (step + decay * values[i]);
        }
    }
}
