namespace Similarity.Learning.Clusters;

/// <summary>
/// How far a cluster u ∪ v is from another, w, given the three distances and the numbers of items
/// |u|, |v|, |w| (the recurrence of G. N. Lance and W. T. Williams, Comput. J. 9, 373 (1967)). None
/// of the five lets a later merger be lower than an earlier one inside it.
/// </summary>
public enum Linkage
{
    /// <summary>min(d(u, w), d(v, w)): the nearest two items.</summary>
    Single,

    /// <summary>max(d(u, w), d(v, w)): the farthest two items.</summary>
    Complete,

    /// <summary>(|u| d(u, w) + |v| d(v, w)) / (|u| + |v|): the mean over items (UPGMA).</summary>
    Average,

    /// <summary>(d(u, w) + d(v, w)) / 2: the mean over branches (WPGMA).</summary>
    Weighted,

    /// <summary>
    /// √[((|u| + |w|) d(u, w)² + (|v| + |w|) d(v, w)² − |w| d(u, v)²) / (|u| + |v| + |w|)]: with
    /// Euclidean distances, the least growth of the squared deviations from cluster centres.
    /// </summary>
    Ward,
}
