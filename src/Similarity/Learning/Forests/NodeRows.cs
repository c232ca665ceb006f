using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// The rows that a tree grows on, each once, in an order in which those of every node lie together,
/// and what each adds to the sums of its node.
/// </summary>
internal sealed class NodeRows(int[] rows, Vector128<double>[] terms)
{
    private readonly int[] spareRows = new int[rows.Length];
    private readonly Vector128<double>[] spareTerms = new Vector128<double>[rows.Length];

    public ReadOnlySpan<int> Rows(NodeRange node) => rows.AsSpan(node.First, node.Count);

    public ReadOnlySpan<Vector128<double>> Terms(NodeRange node) =>
        terms.AsSpan(node.First, node.Count);

    public Vector128<double> Sum(NodeRange node)
    {
        Vector128<double> sum = default;
        foreach (Vector128<double> term in Terms(node))
        {
            sum += term;
        }

        return sum;
    }

    /// <summary>
    /// Puts the rows with x ≤ threshold first, either side in the order it had; their number.
    /// </summary>
    public int Partition(NodeRange node, ReadOnlySpan<float> values, float threshold)
    {
        int left = node.First, right = 0;
        int end = node.First + node.Count;
        for (int i = node.First; i < end; i++)
        {
            if (values[rows[i]] <= threshold)
            {
                rows[left] = rows[i];
                terms[left++] = terms[i];
            }
            else
            {
                spareRows[right] = rows[i];
                spareTerms[right++] = terms[i];
            }
        }

        spareRows.AsSpan(0, right).CopyTo(rows.AsSpan(left));
        spareTerms.AsSpan(0, right).CopyTo(terms.AsSpan(left));
        return left - node.First;
    }
}

/// <summary>Where the rows of a node lie.</summary>
internal readonly record struct NodeRange(int First, int Count);
