namespace Similarity.Learning.Networks;

/// <summary>
/// What training makes small; it may have parameters of its own, which move along.
/// </summary>
public interface INetworkLoss
{
    /// <summary>The loss of a training group, and its gradient by the prediction.</summary>
    double Train(int group, ReadOnlySpan<double> prediction, Span<double> gradient);

    /// <summary>After each step over some training groups.</summary>
    void Step(ReadOnlySpan<int> groups, double rate);

    /// <summary>The loss of a group held out.</summary>
    double Validate(int group, ReadOnlySpan<double> prediction);
}

/// <summary>The mean of squared differences from fixed targets.</summary>
public sealed class SquaredLoss(
    Numerics.LinearAlgebra.Matrix<double> training,
    Numerics.LinearAlgebra.Matrix<double> validation) : INetworkLoss
{
    public double Train(int group, ReadOnlySpan<double> prediction, Span<double> gradient) =>
        Compare(training.Row(group), prediction, gradient);

    public void Step(ReadOnlySpan<int> groups, double rate)
    {
    }

    public double Validate(int group, ReadOnlySpan<double> prediction) =>
        Compare(validation.Row(group), prediction, default);

    private static double Compare(
        ReadOnlySpan<double> target, ReadOnlySpan<double> prediction, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < target.Length; i++)
        {
            double difference = prediction[i] - target[i];
            sum += difference * difference / target.Length;
            if (!gradient.IsEmpty)
            {
                gradient[i] = 2 * difference / target.Length;
            }
        }

        return sum;
    }
}
