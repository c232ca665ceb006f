namespace Similarity.Search.Graph;

/// <summary>
/// How a graph is built. The same options and vectors give the same graph, for any number of
/// threads, on processors with the same vector instructions.
/// </summary>
public sealed record GraphOptions
{
    private const int LargestDegree = 1024;

    public static GraphOptions Default { get; } = new();

    /// <summary>
    /// The links that a vector keeps when its links are chosen; up to a quarter more may gather
    /// before they are chosen again. More serve collections of high intrinsic dimension, and cost
    /// memory: 5 bytes per vector and link.
    /// </summary>
    public int Degree
    {
        get;
        init => field = Within(value, 2, LargestDegree, nameof(Degree));
    } = 32;

    /// <summary>
    /// The candidates kept while the neighbours of a new vector are searched for. Change it only
    /// where the recall wanted is not to be had with more <see cref="Effort"/>: time of building
    /// grows with it.
    /// </summary>
    public int BuildEffort
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(BuildEffort));
    } = 96;

    /// <summary>
    /// α: a candidate gets no link where one linked already is α times nearer to it than the vector
    /// is. 1 keeps the fewest links; more keeps longer ones, which shorten the way.
    /// </summary>
    public double Reach
    {
        get;
        init => field = value is >= 1 and <= 4
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Reach), value, "expected 1 to 4");
    } = 1.2;

    /// <summary>
    /// The candidates kept by a search that does not say; never fewer than it is to find.
    /// </summary>
    public int Effort
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(Effort));
    } = 64;

    /// <summary>Of the order in which vectors are inserted.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The links there is room for.</summary>
    internal int Capacity => Degree + Degree / 4;

    private static int Within(int value, int low, int high, string name) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"expected {low} to {high}");
}
