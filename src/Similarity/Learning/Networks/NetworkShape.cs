using System.Collections.Immutable;

namespace Similarity.Learning.Networks;

/// <summary>
/// Layers of a fully connected network, and where the numbers of each stand in one array: weights,
/// inputs × outputs, then biases.
/// </summary>
internal sealed class NetworkShape
{
    private readonly int[] starts;

    /// <param name="widths">Inputs, hidden layers, outputs.</param>
    public NetworkShape(ImmutableArray<int> widths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widths.Length, 2);
        Widths = widths;
        starts = new int[widths.Length];
        for (int layer = 0; layer < Layers; layer++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(widths[layer], 1, nameof(widths));
            starts[layer + 1] = checked(
                starts[layer] + (widths[layer] + 1) * widths[layer + 1]);
        }
    }

    public ImmutableArray<int> Widths { get; }

    public int Layers => Widths.Length - 1;

    /// <summary>How many numbers there are.</summary>
    public int Parameters => starts[^1];

    public Range Weights(int layer) =>
        starts[layer]..(starts[layer] + Widths[layer] * Widths[layer + 1]);

    public Range Biases(int layer) =>
        (starts[layer] + Widths[layer] * Widths[layer + 1])..starts[layer + 1];
}
