namespace Similarity.Search.Graph;

/// <summary>What one thread needs to change a graph.</summary>
internal sealed class Scratch(int rows, int degree)
{
    private Candidate[] candidates = new Candidate[256];

    internal Walk Walk { get; } = new(rows);

    internal int[] Chosen { get; } = new int[degree];

    internal Span<Candidate> Candidates(int count)
    {
        if (candidates.Length < count)
        {
            candidates = new Candidate[2 * count];
        }

        return candidates.AsSpan(0, count);
    }
}
