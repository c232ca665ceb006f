using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>The share of each element from hydrogen to lawrencium.</summary>
public sealed record FractionBlock : CrystalBlock
{
    private const int Elements = 103;

    public override string Name => "fractions";

    public override ImmutableArray<FeatureColumn> Columns { get; } =
    [
        .. Enumerable.Range(1, Elements)
            .Select(z => new FeatureColumn($"share of {new Element(z)}", new Element(z).Name)),
    ];

    public override void Fill(Crystal crystal, Span<float> features)
    {
        features.Clear();
        foreach ((Element element, double share) in CompositionBlock.SharesOf(crystal))
        {
            if (element.AtomicNumber <= Elements)
            {
                features[element.AtomicNumber - 1] = (float)share;
            }
        }
    }
}
