namespace Similarity.Learning.Validation;

/// <summary>
/// Ranks 1 … n in ascending order; equal values share the mean of the ranks they take up.
/// </summary>
public static class Ranks
{
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        var order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = double.IsNaN(values[i])
                ? throw new ArgumentException($"value {i} is not a number and has no rank")
                : i;
        }

        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first])
            {
                end++;
            }

            foreach (int i in order.AsSpan(first, end - first))
            {
                ranks[i] = (first + 1 + end) / 2.0;
            }

            first = end;
        }

        return ranks;
    }
}
