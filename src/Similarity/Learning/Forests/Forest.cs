using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Learning.Forests;

/// <summary>Trees that vote: the prediction of a row is the mean of what they say.</summary>
public sealed class Forest
{
    /// <summary>Of this many rows the features stay near while all trees are asked.</summary>
    private const int BlockRows = 256;

    private readonly Tree[] trees;

    internal Forest(Tree[] trees, int columns, ImmutableArray<double> importances)
    {
        this.trees = trees;
        Columns = columns;
        Importances = importances;
    }

    /// <summary>The number of features of a row.</summary>
    public int Columns { get; }

    /// <summary>
    /// For each feature the impurity that questions about it take away, as a share of all that is
    /// taken away, the mean over the trees. Features with many values get more than they deserve:
    /// see <see cref="PermutationImportance"/>.
    /// </summary>
    public ImmutableArray<double> Importances { get; }

    public int TreeCount => trees.Length;

    public long LeafCount => trees.Sum(tree => (long)tree.Leaves);

    internal ReadOnlySpan<Tree> Trees => trees;

    /// <summary>For each row, the mean of the trees.</summary>
    public double[] Mean(FeatureMatrix features, int threads = 1)
    {
        Require(features.Columns);
        double[] result = new double[features.Rows];
        InBlocks(features.Rows, threads, (first, count, block) =>
        {
            features.CopyRows(first, count, block);
            Sum(block, result.AsSpan(first, count));
        });
        return result;
    }

    /// <summary>The same of rows that lie one after the other.</summary>
    public double[] Mean(ReadOnlyMemory<float> rowMajor, int threads = 1)
    {
        int rows = rowMajor.Length / Columns;
        double[] result = new double[rows * Columns == rowMajor.Length
            ? rows
            : throw new ArgumentException($"{rowMajor.Length} numbers are no rows of {Columns}")];
        InBlocks(rows, threads, (first, count, block) =>
        {
            ReadOnlySpan<float> part = rowMajor.Span.Slice(first * Columns, count * Columns);
            for (int i = 0; i < part.Length; i++)
            {
                if (!float.IsFinite(part[i]))
                {
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"row {first + i / Columns}, feature {i % Columns} is {part[i]}; ")
                        + "features are finite");
                }
            }

            Sum(part, result.AsSpan(first, count));
        });
        return result;
    }

    /// <summary>
    /// For each row, the standard deviation over the trees: how far they disagree.
    /// </summary>
    public double[] Deviation(FeatureMatrix features, int threads = 1)
    {
        Require(features.Columns);
        double[] result = new double[features.Rows];
        InBlocks(features.Rows, threads, (first, count, block) =>
        {
            features.CopyRows(first, count, block);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<float> values = block.AsSpan(row * Columns, Columns);
                double mean = 0, square = 0;
                foreach (Tree tree in trees)
                {
                    double says = tree.Values[tree.Find(values)];
                    mean += says / trees.Length;
                    square += says * says / trees.Length;
                }

                result[first + row] = Math.Sqrt(Math.Max(0, square - mean * mean));
            }
        });
        return result;
    }

    /// <summary>
    /// What each feature adds to the prediction of a row: on the way down, the change of the mean
    /// of the training rows at each question goes to the feature that was asked about. With the
    /// mean at the roots they add up to the prediction (Saabas, "Interpreting random forests",
    /// 2014).
    /// </summary>
    /// <param name="row">The features of one row.</param>
    public double[] Contributions(ReadOnlySpan<float> row)
    {
        Require(row.Length);
        double[] contributions = new double[Columns];
        foreach (Tree tree in trees)
        {
            for (int node = 0; !tree.IsLeaf(node);)
            {
                TreeNode question = tree.Nodes[node];
                int next = question.Child + (row[question.Feature] <= question.Threshold ? 0 : 1);
                contributions[question.Feature] +=
                    ((double)tree.Values[next] - tree.Values[node]) / trees.Length;
                node = next;
            }
        }

        return contributions;
    }

    /// <summary>What <see cref="Contributions"/> start from: the mean at the roots.</summary>
    public double Root => trees.Average(tree => (double)tree.Values[0]);

    /// <summary>
    /// For each row of the training set, the mean of the trees that did not draw it; null where
    /// all did.
    /// </summary>
    internal ImmutableArray<double?> OutOfBag(FeatureMatrix features, ulong[][] drawn, int threads)
    {
        double?[] result = new double?[features.Rows];
        InBlocks(features.Rows, threads, (first, count, block) =>
        {
            features.CopyRows(first, count, block);
            double[] sums = new double[count], says = new double[count];
            int[] votes = new int[count];
            for (int t = 0; t < trees.Length; t++)
            {
                Array.Clear(says);
                trees[t].AddTo(says, block.AsSpan(0, count * Columns), Columns);
                for (int row = 0; row < count; row++)
                {
                    if ((drawn[t][(first + row) >> 6] >> (first + row) & 1) == 0)
                    {
                        sums[row] += says[row];
                        votes[row]++;
                    }
                }
            }

            for (int row = 0; row < count; row++)
            {
                result[first + row] = votes[row] > 0 ? sums[row] / votes[row] : null;
            }
        });
        return [.. result];
    }

    private void Sum(ReadOnlySpan<float> block, Span<double> sums)
    {
        foreach (Tree tree in trees)
        {
            tree.AddTo(sums, block, Columns);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= trees.Length;
        }
    }

    /// <summary>Rows are independent, and the trees of each are added in their order.</summary>
    private void InBlocks(int rows, int threads, Action<int, int, float[]> work)
    {
        int blocks = (rows + BlockRows - 1) / BlockRows;
        try
        {
            Parallel.For(
                0,
                blocks,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                () => new float[BlockRows * Columns],
                (block, _, room) =>
                {
                    int first = block * BlockRows;
                    work(first, Math.Min(BlockRows, rows - first), room);
                    return room;
                },
                _ => { });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is ArgumentException argument)
        {
            throw new ArgumentException(argument.Message, e);
        }
    }

    private void Require(int columns)
    {
        if (columns != Columns)
        {
            throw new ArgumentException($"{columns} features; the forest was grown on {Columns}");
        }
    }
}
