using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Straight segments through reciprocal space. Segment endpoints are indices into the list of
/// k-points of a band structure; a point shared by two segments may be stored twice.
/// </summary>
public sealed record KPointPath(ImmutableArray<KPointPathSegment> Segments)
{
    /// <summary>The share of points that must weigh as little as the lightest.</summary>
    private const double LightestShare = 0.8;

    /// <summary>Relative; weights are printed to six digits or more.</summary>
    private const double WeightTolerance = 1e-3;

    /// <summary>A line is cut only where both parts keep enough points for a curvature.</summary>
    private const int FewestPointsOfPart = 4;

    /// <summary>
    /// The path in a list of k-points, or null. Points of weight 0 beside others (hybrid
    /// functionals need a mesh with the path) are the only candidates; otherwise all points must
    /// weigh alike, a few met twice excepted. Every candidate must lie on a straight line of three
    /// evenly spaced points or more, and the lines must not be the rows of a mesh.
    /// </summary>
    /// <param name="kPoints">Fractional.</param>
    /// <param name="names">Of the ends of lines; a line is cut at a named point inside it.</param>
    public static KPointPath? Find(
        ReadOnlySpan<Vector3D> kPoints, ReadOnlySpan<double> weights, KPointNames names)
    {
        if (kPoints.Length != weights.Length)
        {
            throw new ArgumentException(
                $"{kPoints.Length} k-points with {weights.Length} weights; expected as many",
                nameof(weights));
        }

        if (Candidates(weights) is not (int first, int count))
        {
            return null;
        }

        (int Start, int End)[] lines = KPointLines.Find(
            kPoints.Slice(first, count), needsSymmetricEnd: count == kPoints.Length);
        var segments = ImmutableArray.CreateBuilder<KPointPathSegment>();
        foreach ((int start, int end) in lines)
        {
            AddParts(segments, kPoints, first + start, first + end, names);
        }

        return segments.Count > 0 ? new KPointPath(segments.ToImmutable()) : null;
    }

    private static (int First, int Count)? Candidates(ReadOnlySpan<double> weights)
    {
        int first = weights.IndexOf(0.0);
        if (first >= 0)
        {
            int count = weights.LastIndexOf(0.0) - first + 1;
            return weights.Slice(first, count).ContainsAnyExcept(0.0) ? null : (first, count);
        }

        double lightest = double.PositiveInfinity;
        foreach (double weight in weights)
        {
            lightest = Math.Min(lightest, weight);
        }

        int light = 0;
        foreach (double weight in weights)
        {
            light += weight <= lightest * (1 + WeightTolerance) ? 1 : 0;
        }

        return light >= LightestShare * weights.Length ? (0, weights.Length) : null;
    }

    /// <summary>A line, cut where it runs on through a named point.</summary>
    private static void AddParts(
        ImmutableArray<KPointPathSegment>.Builder segments,
        ReadOnlySpan<Vector3D> kPoints,
        int start,
        int end,
        KPointNames names)
    {
        for (int k = start + FewestPointsOfPart - 1; k <= end - FewestPointsOfPart + 1; k++)
        {
            // On a very dense line the neighbours of a named point pass for it, too.
            if (names.Find(kPoints[k]) is string name
                && names.Find(kPoints[k - 1]) is null
                && names.Find(kPoints[k + 1]) is null)
            {
                segments.Add(new KPointPathSegment(start, k, names[kPoints[start]], name));
                start = k;
                k += FewestPointsOfPart - 2;
            }
        }

        segments.Add(new KPointPathSegment(
            start, end, names[kPoints[start]], names[kPoints[end]]));
    }
}

/// <summary>K-points Start…End (inclusive) on a line between two named points.</summary>
public sealed record KPointPathSegment(int Start, int End, string StartLabel, string EndLabel)
{
    public string Name => $"{StartLabel}-{EndLabel}";

    public int Count => End - Start + 1;
}
