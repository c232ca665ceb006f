using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// The histograms of all features of a node. Those of a child are its parent's without those of
/// the other child, so that only the smaller child is ever summed. Exact, as counts are whole
/// numbers; of sums of numbers the rounding is that of any other order of adding.
/// </summary>
internal sealed class FullHistograms(BinnedFeatures features, int columns)
{
    /// <summary>Below, summing costs less than going through all intervals.</summary>
    public const int FewestRows = 512;

    private readonly Stack<Vector128<double>[]> spare = new();

    public Vector128<double>[] Of(ReadOnlySpan<int> rows, ReadOnlySpan<Vector128<double>> terms)
    {
        Vector128<double>[] bins = spare.TryPop(out Vector128<double>[]? used)
            ? used
            : new Vector128<double>[columns * BinnedFeatures.MaximumBins];
        Array.Clear(bins);
        for (int column = 0; column < columns; column++)
        {
            Span<Vector128<double>> histogram = bins.AsSpan(
                column * BinnedFeatures.MaximumBins, BinnedFeatures.MaximumBins);
            ReadOnlySpan<byte> numbers = features.Column(column);
            for (int i = 0; i < rows.Length; i++)
            {
                histogram[numbers[rows[i]]] += terms[i];
            }
        }

        return bins;
    }

    /// <summary>Takes a child away from its parent, which becomes the other child.</summary>
    public static void Subtract(Vector128<double>[] parent, Vector128<double>[] child)
    {
        for (int i = 0; i < parent.Length; i++)
        {
            parent[i] -= child[i];
        }
    }

    public ReadOnlySpan<Vector128<double>> Column(Vector128<double>[] bins, int column) =>
        bins.AsSpan(column * BinnedFeatures.MaximumBins, features.Bins(column));

    /// <summary>Gives the room back.</summary>
    public void Release(Vector128<double>[]? bins)
    {
        if (bins is not null)
        {
            spare.Push(bins);
        }
    }
}
