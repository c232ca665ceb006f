namespace Similarity.Tests.Learning.Forests;

/// <summary>
/// A tree grown in the plainest way: at each node every threshold of every feature is tried, and
/// impurities are computed from their definitions. The slow twin of the fast one.
/// </summary>
internal sealed class NaiveTree
{
    private readonly Func<double[], double[], double> impurity;
    private readonly int smallestLeaf;
    private readonly Node root;

    /// <param name="impurity">Of the values of some rows and their weights.</param>
    public NaiveTree(
        float[][] rows, double[] values, double[] weights, int smallestLeaf,
        Func<double[], double[], double> impurity)
    {
        this.impurity = impurity;
        this.smallestLeaf = smallestLeaf;
        root = Grow(rows, values, weights, [.. Enumerable.Range(0, rows.Length)]);
    }

    public static double Gini(double[] values, double[] weights)
    {
        double share = Mean(values, weights);
        return 1 - share * share - (1 - share) * (1 - share);
    }

    public static double Entropy(double[] values, double[] weights)
    {
        double share = Mean(values, weights);
        return share is 0 or 1
            ? 0
            : -share * Math.Log2(share) - (1 - share) * Math.Log2(1 - share);
    }

    public static double Variance(double[] values, double[] weights)
    {
        double mean = Mean(values, weights);
        return Mean([.. values.Select(v => (v - mean) * (v - mean))], weights);
    }

    public double Predict(float[] row)
    {
        Node node = root;
        while (node.Left is not null)
        {
            node = row[node.Feature] <= node.Threshold ? node.Left : node.Right!;
        }

        return node.Value;
    }

    private static double Mean(double[] values, double[] weights) =>
        values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();

    private Node Grow(float[][] rows, double[] values, double[] weights, int[] own)
    {
        double mean = Mean(Of(values, own), Of(weights, own));
        double before = Cost(values, weights, own);
        (double Cost, int Feature, float Threshold)? best = null;
        for (int feature = 0; feature < rows[0].Length && before > 1e-9; feature++)
        {
            float[] distinct = [.. own.Select(i => rows[i][feature]).Distinct().Order()];
            for (int i = 1; i < distinct.Length; i++)
            {
                float threshold = (float)(((double)distinct[i - 1] + distinct[i]) / 2);
                int[] left = [.. own.Where(row => rows[row][feature] <= threshold)];
                int[] right = [.. own.Except(left)];
                double cost = Cost(values, weights, left) + Cost(values, weights, right);
                if (left.Length >= smallestLeaf && right.Length >= smallestLeaf
                    && (best is null || cost < best.Value.Cost - 1e-9))
                {
                    best = (cost, feature, threshold);
                }
            }
        }

        if (best is not (_, int asked, float at))
        {
            return new Node(mean, 0, 0, null, null);
        }

        int[] below = [.. own.Where(row => rows[row][asked] <= at)];
        return new Node(
            mean,
            asked,
            at,
            Grow(rows, values, weights, below),
            Grow(rows, values, weights, [.. own.Except(below)]));
    }

    private double Cost(double[] values, double[] weights, int[] rows) => rows.Length == 0
        ? 0
        : Of(weights, rows).Sum() * impurity(Of(values, rows), Of(weights, rows));

    private static double[] Of(double[] values, int[] rows) => [.. rows.Select(r => values[r])];

    private sealed record Node(
        double Value, int Feature, float Threshold, Node? Left, Node? Right);
}
