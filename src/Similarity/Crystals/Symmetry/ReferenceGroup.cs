using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Similarity.Crystals;

/// <summary>A space-group type in its standard setting, on primitive vectors, ready to be matched.</summary>
internal sealed class ReferenceGroup
{
    private ReferenceGroup(SpaceGroupSetting setting)
    {
        Setting = setting;
        Centering = Centering.Of(setting.Lattice);
        Generators = setting.Hall.Generators.Select(generator => generator.ToPrimitive(Centering)).ToImmutableArray();

        // Centring translations are lattice vectors here, so one operation is left for each rotation.
        Operations = setting.Hall.Operations()
            .Select(operation => operation.ToPrimitive(Centering))
            .DistinctBy(operation => operation.Rotation)
            .ToImmutableArray();
        PointGroup = PointGroup.Of(Operations.Select(operation => operation.Rotation));
    }

    private static FrozenDictionary<string, ImmutableArray<ReferenceGroup>> ByPointGroup { get; } =
        SpaceGroupSetting.All
            .DistinctBy(setting => setting.Number)
            .Select(setting => new ReferenceGroup(setting))
            .GroupBy(group => group.PointGroup.Symbol)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    public SpaceGroupSetting Setting { get; }

    public Centering Centering { get; }

    public PointGroup PointGroup { get; }

    public ImmutableArray<ExactOperation> Generators { get; }

    /// <summary>One operation for each rotation, the identity first.</summary>
    public ImmutableArray<ExactOperation> Operations { get; }

    public static ImmutableArray<ReferenceGroup> Of(PointGroup pointGroup) => ByPointGroup[pointGroup.Symbol];
}
