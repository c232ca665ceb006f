namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// An entry layer of GELU units, residual blocks a ← a + g(…g(a W + b)…), and a linear exit to two
/// numbers: the prediction and ln σ of its noise. Parameters lie layer after layer, each layer
/// input after input (rows of W) with the biases as its last row.
/// </summary>
public sealed record NetworkShape
{
    public const int Outputs = 2;

    private readonly int[] starts;

    public NetworkShape(int inputs, int width, int blocks, int layersPerBlock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        ArgumentOutOfRangeException.ThrowIfLessThan(layersPerBlock, 1);
        Inputs = inputs;
        Width = width;
        Blocks = blocks;
        LayersPerBlock = layersPerBlock;
        starts = new int[Layers + 1];
        for (int layer = 0; layer < Layers; layer++)
        {
            starts[layer + 1] =
                checked(starts[layer] + (InputsOf(layer) + 1) * OutputsOf(layer));
        }
    }

    public int Inputs { get; }

    public int Width { get; }

    public int Blocks { get; }

    public int LayersPerBlock { get; }

    public int Layers => 2 + Blocks * LayersPerBlock;

    /// <summary>Weights and biases.</summary>
    public int Parameters => starts[^1];

    public int InputsOf(int layer) => layer == 0 ? Inputs : Width;

    public int OutputsOf(int layer) => layer == Layers - 1 ? Outputs : Width;

    /// <summary>Where the parameters of a layer begin; of the layer after the last, all.</summary>
    public int Start(int layer) => starts[layer];

    /// <summary>Where its biases begin.</summary>
    public int BiasStart(int layer) => starts[layer + 1] - OutputsOf(layer);

    /// <summary>True where what enters the layer is added again at the end of its block.</summary>
    public bool OpensBlock(int layer) =>
        layer > 0 && layer < Layers - 1 && (layer - 1) % LayersPerBlock == 0;

    public bool ClosesBlock(int layer) =>
        layer > 0 && layer < Layers - 1 && layer % LayersPerBlock == 0;

    public bool Equals(NetworkShape? other) => other is not null
        && (Inputs, Width, Blocks, LayersPerBlock)
            == (other.Inputs, other.Width, other.Blocks, other.LayersPerBlock);

    public override int GetHashCode() =>
        HashCode.Combine(Inputs, Width, Blocks, LayersPerBlock);
}
