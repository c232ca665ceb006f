namespace Similarity.Search.Graph;

/// <summary>A row and how far it is from what is looked at.</summary>
internal readonly record struct Candidate(float Distance, int Row) : IComparable<Candidate>
{
    /// <summary>The nearer first, equally near ones by row: no two are equal.</summary>
    public int CompareTo(Candidate other) => Distance == other.Distance
        ? Row.CompareTo(other.Row)
        : Distance.CompareTo(other.Distance);
}
