using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Similarity.Crystals;

/// <summary>
/// A space-group type in its standard setting, on primitive vectors, ready to be matched.
/// </summary>
internal sealed class ReferenceGroup
{
    // Made when first asked for: a crystal is compared with the types of its point group only, and
    // making all 230 costs a program that reads one file a seventh of its time.
    private static readonly ConcurrentDictionary<int, ReferenceGroup> ByNumber = new();

    private ReferenceGroup(SpaceGroupSetting setting)
    {
        Setting = setting;
        Centering = Centering.Of(setting.Lattice);
        Generators = setting.Hall.Generators
            .Select(generator => generator.ToPrimitive(Centering)).ToImmutableArray();

        // Centring translations are lattice vectors here, so one operation is left for each
        // rotation.
        Operations = setting.Hall.Operations()
            .Select(operation => operation.ToPrimitive(Centering))
            .DistinctBy(operation => operation.Rotation)
            .ToImmutableArray();
        PointGroup = PointGroup.Of(Operations.Select(operation => operation.Rotation));
    }

    public SpaceGroupSetting Setting { get; }

    public Centering Centering { get; }

    public PointGroup PointGroup { get; }

    public ImmutableArray<ExactOperation> Generators { get; }

    /// <summary>One operation for each rotation, the identity first.</summary>
    public ImmutableArray<ExactOperation> Operations { get; }

    public static IEnumerable<ReferenceGroup> Of(PointGroup pointGroup)
    {
        (int first, int last) = pointGroup.SpaceGroups;
        return Enumerable.Range(first, last - first + 1).Select(number => ByNumber.GetOrAdd(
            number, static number => new ReferenceGroup(SpaceGroupSetting.Standard(number))));
    }
}
