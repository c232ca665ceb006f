namespace Similarity.Learning.Embeddings;

/// <summary>How a map by t-SNE is drawn.</summary>
public sealed record TsneOptions
{
    /// <summary>
    /// How many neighbours count, softly; lists three times as long are used. 5 to 50 are usual.
    /// </summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps in all; the first quarter, at most 250, draw groups together.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>θ: how wide a far group may look to count as one point; 0 is exact.</summary>
    public double Angle { get; init; } = 0.5;

    /// <summary>How much stronger attractions are while groups form.</summary>
    public double Exaggeration { get; init; } = 12;

    public ulong Seed { get; init; } = 1;

    internal int ExaggeratedIterations => Math.Min(250, Iterations / 4);
}
