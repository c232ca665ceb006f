using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>A node as it grew; a leaf has no question.</summary>
/// <param name="Left">
/// The index of the child where the answer is yes; the other is the next.
/// </param>
internal readonly record struct GrownNode(Question Question, int Left, Vector128<double> Sums)
{
    public bool IsLeaf => Left == 0;

    public GrownNode AsLeaf() => new(Question.None, 0, Sums);
}

/// <summary>A tree as it grew, children after their parents.</summary>
internal sealed class GrownTree(List<GrownNode> nodes)
{
    /// <summary>
    /// Minimal cost-complexity pruning: the branch t with the smallest α(t) = G(t) / (W (L(t) − 1))
    /// is cut again and again while that is at most α; G(t) are the gains in the branch, L(t) its
    /// leaves, W the weight of the tree.
    /// </summary>
    public void Prune(double alpha, double weight)
    {
        if (alpha == 0)
        {
            return;
        }

        var parents = new int[nodes.Count];
        var gains = new double[nodes.Count];
        var leaves = new int[nodes.Count];
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            leaves[i] = nodes[i].IsLeaf ? 1 : leaves[nodes[i].Left] + leaves[nodes[i].Left + 1];
            if (!nodes[i].IsLeaf)
            {
                int left = nodes[i].Left;
                parents[left] = parents[left + 1] = i;
                gains[i] = nodes[i].Question.Gain + gains[left] + gains[left + 1];
            }
        }

        while (Weakest(gains, leaves) is (int node, double link) && link <= alpha * weight)
        {
            (double gain, int removed) = (gains[node], leaves[node] - 1);
            Cut(node);
            for (int i = node; ; i = parents[i])
            {
                gains[i] -= gain;
                leaves[i] -= removed;
                if (i == 0)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Level after level, without what was cut.</summary>
    /// <param name="importances">The gain of each question is added to its feature's.</param>
    public Tree ToTree<TCriterion>(TCriterion criterion, double offset, double[] importances)
        where TCriterion : struct, ICriterion
    {
        var order = new List<int> { 0 };
        var result = new List<TreeNode>();
        var values = new List<float>();
        for (int i = 0; i < order.Count; i++)
        {
            GrownNode node = nodes[order[i]];
            values.Add((float)(criterion.Value(node.Sums) + offset));
            if (node.IsLeaf)
            {
                result.Add(TreeNode.Leaf(i));
                continue;
            }

            result.Add(new TreeNode(node.Question.Threshold, node.Question.Feature, order.Count));
            importances[node.Question.Feature] += Math.Max(0, node.Question.Gain);
            order.Add(node.Left);
            order.Add(node.Left + 1);
        }

        return new Tree([.. result], [.. values]);
    }

    private (int Node, double Link)? Weakest(double[] gains, int[] leaves)
    {
        (int Node, double Link)? weakest = null;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (!nodes[i].IsLeaf && leaves[i] > 1
                && gains[i] / (leaves[i] - 1) is double link
                && (weakest is null || link < weakest.Value.Link))
            {
                weakest = (i, link);
            }
        }

        return weakest;
    }

    /// <summary>Makes a node a leaf; all below are leaves too, so that none is cut again.</summary>
    private void Cut(int node)
    {
        var branch = new Stack<int>([node]);
        while (branch.TryPop(out int i))
        {
            if (!nodes[i].IsLeaf)
            {
                branch.Push(nodes[i].Left);
                branch.Push(nodes[i].Left + 1);
                nodes[i] = nodes[i].AsLeaf();
            }
        }
    }
}
