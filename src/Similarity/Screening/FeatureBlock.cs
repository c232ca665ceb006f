using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>Features of one origin. A closed family.</summary>
public abstract record FeatureBlock
{
    private protected FeatureBlock()
    {
    }

    /// <summary>As the user names it.</summary>
    public abstract string Name { get; }

    public abstract ImmutableArray<FeatureColumn> Columns { get; }
}

/// <summary>Features that a structure has by itself.</summary>
public abstract record CrystalBlock : FeatureBlock
{
    private protected CrystalBlock()
    {
    }

    /// <summary>Those that need no file and no parameters, by name.</summary>
    public static ImmutableArray<CrystalBlock> All { get; } =
        [
            new CompositionBlock(), new FractionBlock(), new OxidationBlock(),
            new StructureBlock(), new BondBlock(),
        ];

    public abstract void Fill(Crystal crystal, Span<float> features);
}
