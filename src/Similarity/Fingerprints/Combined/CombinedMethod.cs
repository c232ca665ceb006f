using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Fingerprints;

/// <summary>
/// Fingerprints x_b of several operators, b = 1 …, as one vector (x_1/s_1, x_2/s_2, …): squares of
/// distances add up, Σ (d_b/s_b)². In units s_b of what is usual for a block, none outweighs
/// another by its units alone.
/// </summary>
internal sealed record CombinedMethod : StructureMethod
{
    private readonly ImmutableArray<string> operators;

    /// <param name="operators">Of the blocks.</param>
    /// <param name="scales">s_b; empty while they are to be learned.</param>
    public CombinedMethod(
        ImmutableArray<string> operators,
        ImmutableArray<FingerprintRecipe> blocks,
        ImmutableArray<double> scales)
    {
        this.operators = operators;
        Blocks = blocks;
        Scales = scales;
        GridId = $"combined {CombinedSettings.Scales}="
            + $"{(scales.IsEmpty ? CombinedSettings.Learned : CombinedSettings.TextOf(scales))} "
            + string.Join(
                " + ", operators.Zip(blocks, (name, block) => $"{name} ({block.GridId})"));
        Segments =
        [
            .. operators.Zip(blocks).SelectMany(block => block.Second.Segments!.Value.Select(
                segment => segment with { Name = $"{segment.Name} {block.First}" })),
        ];
        Source = new FingerprintSource(
            string.Join('+', operators), ImmutableSortedDictionary<string, string>.Empty);
    }

    public ImmutableArray<FingerprintRecipe> Blocks { get; }

    public ImmutableArray<double> Scales { get; }

    public override string GridId { get; }

    public override int Length => Segments.Sum(segment => segment.EnergiesEv.Length);

    public override ImmutableArray<FingerprintSegment> Segments { get; }

    public override FingerprintSource Source { get; }

    public override StructureContent Evaluate(
        Crystal crystal, int threads, CancellationToken cancellationToken)
    {
        if (Scales.IsEmpty)
        {
            throw new InvalidOperationException("the scales of the blocks are not known yet");
        }

        double[] values = new double[Length];
        var warnings = ImmutableArray.CreateBuilder<string>();
        int first = 0;
        for (int block = 0; block < Blocks.Length; block++)
        {
            Fingerprint made = OfBlock(block, crystal, threads, cancellationToken);
            foreach (double value in made.Values)
            {
                values[first++] = value / Scales[block];
            }

            warnings.AddRange(made.Warnings.Select(text => $"{operators[block]}: {text}"));
        }

        return new StructureContent(values, warnings.ToImmutable());
    }

    private Fingerprint OfBlock(
        int block, Crystal crystal, int threads, CancellationToken cancellationToken)
    {
        try
        {
            return Blocks[block].Of(crystal, threads, cancellationToken);
        }
        catch (UnsuitableSpectrumException e)
        {
            throw new UnsuitableSpectrumException($"{operators[block]}: {e.Message}");
        }
    }
}
