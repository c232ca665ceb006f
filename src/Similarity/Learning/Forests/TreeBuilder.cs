using System.Runtime.Intrinsics;
using Similarity.Numerics;

namespace Similarity.Learning.Forests;

/// <summary>Grows one tree, node after node, depth first.</summary>
/// <param name="splitter">Its own, with its own room.</param>
/// <param name="full">Null where a node looks at some features only.</param>
/// <param name="smallestGain">A question that gains less is not asked.</param>
internal sealed class TreeBuilder<TCriterion>(
    ForestOptions options,
    FeatureMatrix features,
    TCriterion criterion,
    CountLanes lanes,
    ISplitter splitter,
    FullHistograms? full,
    double smallestGain,
    RandomStream random)
    where TCriterion : struct, ICriterion
{
    private readonly int[] order = [.. Enumerable.Range(0, features.Columns)];
    private readonly int perNode = options.FeaturesPerNode(features.Columns);
    private readonly List<GrownNode> nodes = [];
    private readonly Stack<Pending> pending = new();

    public GrownTree Grow(NodeRows rows, int count)
    {
        var all = new NodeRange(0, count);
        Vector128<double> sums = rows.Sum(all);
        nodes.Add(new GrownNode(Question.None, 0, sums));
        pending.Push(new Pending(0, all, 0, full is not null && count >= FullHistograms.FewestRows
            ? full.Of(rows.Rows(all), rows.Terms(all))
            : null));
        while (pending.TryPop(out Pending node))
        {
            Question split = Ask(node, rows);
            if (split.IsNone)
            {
                full?.Release(node.Bins);
            }
            else
            {
                Divide(node, split, rows);
            }
        }

        return new GrownTree(nodes);
    }

    private Question Ask(in Pending node, NodeRows rows)
    {
        Vector128<double> sums = nodes[node.Index].Sums;
        if (node.Depth >= options.MaximumDepth
            || node.Range.Count < 2
            || lanes.Count(sums) < Math.Max(options.MinimumToSplit, 2 * options.MinimumInLeaf)
            || criterion.IsPure(sums))
        {
            return Question.None;
        }

        var task = new SplitTask(node.Range, sums, options.MinimumInLeaf);
        Question best = Question.None;
        int looked = 0;
        for (int i = 0; i < order.Length && looked < perNode; i++)
        {
            if (perNode < order.Length)
            {
                int other = i + random.Below(order.Length - i);
                (order[i], order[other]) = (order[other], order[i]);
            }

            Question? found = node.Bins is { } bins
                ? ((HistogramSplitter<TCriterion>)splitter).Best(
                    task, full!.Column(bins, order[i]), order[i])
                : splitter.Best(task, rows, order[i]);
            if (found is Question split)
            {
                looked++;
                best = split.Gain > best.Gain ? split : best;
            }
        }

        return best.Gain >= smallestGain ? best : Question.None;
    }

    private void Divide(in Pending node, in Question split, NodeRows rows)
    {
        int count = rows.Partition(node.Range, features.Column(split.Feature), split.Threshold);
        var left = new NodeRange(node.Range.First, count);
        var right = new NodeRange(node.Range.First + count, node.Range.Count - count);
        int index = nodes.Count;
        GrownNode parent = nodes[node.Index];
        nodes[node.Index] = new GrownNode(split, index, parent.Sums);
        nodes.Add(new GrownNode(Question.None, 0, split.Left));
        nodes.Add(new GrownNode(Question.None, 0, parent.Sums - split.Left));
        (Vector128<double>[]? ofLeft, Vector128<double>[]? ofRight) =
            Histograms(node.Bins, left, right, rows);
        pending.Push(new Pending(index + 1, right, node.Depth + 1, ofRight));
        pending.Push(new Pending(index, left, node.Depth + 1, ofLeft));
    }

    private (Vector128<double>[]? Left, Vector128<double>[]? Right) Histograms(
        Vector128<double>[]? parent, NodeRange left, NodeRange right, NodeRows rows)
    {
        if (parent is null || full is null)
        {
            return (null, null);
        }

        (NodeRange small, NodeRange large) =
            left.Count <= right.Count ? (left, right) : (right, left);
        if (large.Count < FullHistograms.FewestRows)
        {
            full.Release(parent);
            return (null, null);
        }

        Vector128<double>[]? few = full.Of(rows.Rows(small), rows.Terms(small));
        FullHistograms.Subtract(parent, few);
        if (small.Count < FullHistograms.FewestRows)
        {
            full.Release(few);
            few = null;
        }

        return small == left ? (few, parent) : (parent, few);
    }

    private readonly record struct Pending(
        int Index, NodeRange Range, int Depth, Vector128<double>[]? Bins);
}
