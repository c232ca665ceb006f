namespace Similarity.Learning.Embeddings;

/// <summary>
/// The fuzzy set of edges of a graph of neighbours (McInnes et al., arXiv:1802.03426, algorithms 2
/// and 3): p(i → j) = exp(−max(0, d(i, j) − ρᵢ)/σᵢ), ρᵢ the smallest distance above 0, σᵢ such that
/// Σⱼ p = log₂ k; of the two directions w = p + q − p q.
/// </summary>
internal static class FuzzyNeighbours
{
    // σ is at least this part of the mean distance, where equal distances leave no solution.
    private const double LeastScale = 1e-3;

    public static EdgeWeights Of(NeighbourLists lists)
    {
        double[] directed = Directed(lists, out _);
        return EdgeWeights.Symmetric(lists, directed, (p, q) => p + q - p * q);
    }

    /// <param name="sigmas">σ of each item.</param>
    public static double[] Directed(NeighbourLists lists, out double[] sigmas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lists.Neighbours, 2, nameof(lists));
        double[] directed = new double[lists.Count * lists.Neighbours];
        sigmas = new double[lists.Count];
        double mean = 0;
        for (int i = 0; i < lists.Count; i++)
        {
            mean += Mean(lists.Distances(i)) / lists.Count;
        }

        for (int i = 0; i < lists.Count; i++)
        {
            ReadOnlySpan<double> distances = lists.Distances(i);
            double rho = 0;
            for (int k = 0; k < distances.Length && rho == 0; k++)
            {
                rho = distances[k];
            }

            double own = Mean(distances);
            double sigma = Math.Max(Scale(distances, rho), LeastScale * (own > 0 ? own : mean));
            sigmas[i] = sigma;
            for (int k = 0; k < distances.Length; k++)
            {
                directed[i * lists.Neighbours + k] = Membership(distances[k], rho, sigma);
            }
        }

        return directed;
    }

    /// <summary>The σ of the sum log₂ k, to the last digit; 0 where none is small enough.</summary>
    private static double Scale(ReadOnlySpan<double> distances, double rho)
    {
        double target = Math.Log2(distances.Length), low = 0;
        double high = Math.Max(distances[^1] - rho, double.Epsilon);
        while (Sum(distances, rho, high) < target && double.IsFinite(high))
        {
            high *= 2;
        }

        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                return low;
            }

            if (Sum(distances, rho, middle) < target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> distances, double rho, double sigma)
    {
        double sum = 0;
        foreach (double distance in distances)
        {
            sum += Membership(distance, rho, sigma);
        }

        return sum;
    }

    private static double Membership(double distance, double rho, double sigma) =>
        distance <= rho ? 1 : Math.Exp(-(distance - rho) / sigma);

    private static double Mean(ReadOnlySpan<double> distances)
    {
        double sum = 0;
        foreach (double distance in distances)
        {
            sum += distance;
        }

        return sum / distances.Length;
    }
}
