using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// The row of a sample with the least sum of distances to the sample: where searches begin. Unlike
/// a mean it exists for every metric.
/// </summary>
internal static unsafe class Centre
{
    private const int SampleSize = 256;

    /// <param name="order">In random order: its first rows are the sample.</param>
    internal static int Of<TDistance>(
        TDistance distance, in GraphRows rows, ReadOnlySpan<int> order)
        where TDistance : struct, IGraphDistance
    {
        ReadOnlySpan<int> sample = order[..Math.Min(order.Length, SampleSize)];
        int centre = sample[0];
        double least = double.PositiveInfinity;
        foreach (int row in sample)
        {
            double sum = 0;
            foreach (int other in sample)
            {
                sum += distance.Between(
                    rows.Table.Row(row), rows.Size(row), rows.Table.Row(other), rows.Size(other));
            }

            if (sum < least)
            {
                (centre, least) = (row, sum);
            }
        }

        return centre;
    }
}
