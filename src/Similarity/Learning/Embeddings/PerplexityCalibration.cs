namespace Similarity.Learning.Embeddings;

/// <summary>
/// p(j | i) = exp(−βᵢ d(i, j)²) / Σ over the neighbours of i, with βᵢ such that the entropy is that
/// of a fair choice of Π: −Σ p log p = log Π (L. van der Maaten, G. Hinton, J. Mach. Learn. Res. 9,
/// 2579 (2008)); joint, (p(j | i) + p(i | j)) / 2n, which sum to 1.
/// </summary>
internal static class PerplexityCalibration
{
    private const int Bisections = 200;

    public static EdgeWeights Of(NeighbourLists lists, double perplexity)
    {
        double[] directed = Directed(lists, perplexity);
        double scale = 0.5 / lists.Count;
        return EdgeWeights.Symmetric(lists, directed, (p, q) => scale * (p + q));
    }

    public static double[] Directed(NeighbourLists lists, double perplexity)
    {
        if (!(perplexity > 1 && perplexity < lists.Neighbours))
        {
            throw new ArgumentOutOfRangeException(
                nameof(perplexity),
                perplexity,
                $"expected more than 1 and less than the {lists.Neighbours} neighbours known");
        }

        double[] directed = new double[lists.Count * lists.Neighbours];
        for (int i = 0; i < lists.Count; i++)
        {
            Span<double> p = directed.AsSpan(i * lists.Neighbours, lists.Neighbours);
            ReadOnlySpan<double> distances = lists.Distances(i);
            double low = 0, high = double.PositiveInfinity, beta = 1 / Unit(distances);
            for (int step = 0; step < Bisections; step++)
            {
                // Entropy falls as β grows.
                if (Fill(distances, beta, p) > Math.Log(perplexity))
                {
                    low = beta;
                }
                else
                {
                    high = beta;
                }

                double middle = double.IsInfinity(high) ? 2 * beta : low + (high - low) / 2;
                if (middle == beta || !double.IsFinite(middle))
                {
                    break;
                }

                beta = middle;
            }
        }

        return directed;
    }

    /// <summary>A square of a distance to begin from; 1 where all are 0.</summary>
    private static double Unit(ReadOnlySpan<double> distances)
    {
        double square = distances[^1] * distances[^1] - distances[0] * distances[0];
        return square > 0 ? square : 1;
    }

    /// <summary>The entropy.</summary>
    private static double Fill(ReadOnlySpan<double> distances, double beta, Span<double> p)
    {
        double sum = 0, energy = 0, nearest = distances[0] * distances[0];
        for (int k = 0; k < p.Length; k++)
        {
            // Squares beyond the nearest: the largest term is 1, whatever β.
            double square = distances[k] * distances[k] - nearest;
            p[k] = Math.Exp(-beta * square);
            sum += p[k];
            energy += beta * square * p[k];
        }

        foreach (ref double value in p)
        {
            value /= sum;
        }

        return energy / sum + Math.Log(sum);
    }
}
