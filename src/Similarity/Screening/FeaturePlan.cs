using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>Which features a material has, block after block.</summary>
public sealed record FeaturePlan
{
    public FeaturePlan(ImmutableArray<FeatureBlock> blocks)
    {
        if (blocks.IsEmpty)
        {
            throw new ArgumentException("a plan without features");
        }

        Blocks = blocks;
        Columns = [.. blocks.SelectMany(block => block.Columns)];
    }

    public ImmutableArray<FeatureBlock> Blocks { get; }

    public ImmutableArray<FeatureColumn> Columns { get; }

    /// <summary>Whether a structure is needed.</summary>
    public bool NeedsCrystal => Blocks.Any(block => block is CrystalBlock);

    /// <summary>The features of a material.</summary>
    /// <param name="crystal">Null where none is needed.</param>
    /// <param name="vectors">The numbers of each fingerprint, in the order of the blocks.</param>
    public float[] Row(Crystal? crystal, IReadOnlyList<float[]> vectors)
    {
        float[] row = new float[Columns.Length];
        int offset = 0, next = 0;
        foreach (FeatureBlock block in Blocks)
        {
            Span<float> part = row.AsSpan(offset, block.Columns.Length);
            if (block is CrystalBlock own)
            {
                own.Fill(crystal ?? throw new ArgumentNullException(nameof(crystal)), part);
            }
            else
            {
                ((FingerprintBlock)block).Fill(vectors[next++], part);
            }

            offset += part.Length;
        }

        return row;
    }
}
