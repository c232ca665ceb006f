using System.Collections.Immutable;

namespace Similarity.Crystals;

/// <summary>
/// Straight segments through reciprocal space. Segment endpoints are indices into the list of
/// k-points of a band structure; a point shared by two segments may be stored twice.
/// </summary>
public sealed record KPointPath(ImmutableArray<KPointPathSegment> Segments);

/// <summary>K-points Start…End (inclusive) on a line between two named points.</summary>
public sealed record KPointPathSegment(int Start, int End, string StartLabel, string EndLabel)
{
    public string Name => $"{StartLabel}-{EndLabel}";

    public int Count => End - Start + 1;
}
