namespace Similarity.Spectra;

/// <summary>
/// Millions of levels replaced by few, for sums Σ wᵢ f(εᵢ) with an f that is smooth over a length
/// h. The levels of a cluster no longer than h become n = 12 at Chebyshev nodes xⱼ between the
/// first and the last, with Wⱼ = Σᵢ wᵢ Lⱼ(εᵢ) from the Lagrange polynomials L of the nodes:
/// polynomials up to degree 11 keep their sums, and the error is below 2 (h/4)¹²/12! max |f⁽¹²⁾| of
/// the weight. Weights may be negative.
/// </summary>
internal static class LevelClusters
{
    private const int Nodes = 12;

    public static SortedLevels Of(SortedLevels levels, double length)
    {
        List<double> energies = [], weights = [];
        for (int first = 0; first < levels.Count;)
        {
            int end = Math.Max(first + 1, levels.CountUpTo(levels.Energies[first] + length));
            ReadOnlySpan<double> members = levels.Energies[first..end];
            ReadOnlySpan<double> capacities = levels.Capacities[first..end];
            if (members.Length > Nodes && members[^1] > members[0])
            {
                double total = levels.Below[end] - levels.Below[first];
                Merge(members, capacities, total, energies, weights);
            }
            else
            {
                energies.AddRange(members);
                weights.AddRange(capacities);
            }

            first = end;
        }

        return new SortedLevels([.. energies], [.. weights]);
    }

    private static void Merge(
        ReadOnlySpan<double> members,
        ReadOnlySpan<double> capacities,
        double total,
        List<double> energies,
        List<double> weights)
    {
        double middle = members[0] + (members[^1] - members[0]) / 2;
        double halfLength = (members[^1] - members[0]) / 2;

        // Moments Σ w Tⱼ(x) of the Chebyshev polynomials, x in [−1, 1].
        Span<double> moments = stackalloc double[Nodes];
        moments.Clear();
        for (int i = 0; i < members.Length; i++)
        {
            double x = (members[i] - middle) / halfLength;
            double term = capacities[i];
            double next = capacities[i] * x;
            for (int j = 0; j < Nodes; j++)
            {
                moments[j] += term;
                (term, next) = (next, 2 * x * next - term);
            }
        }

        // The compensated sum: millions of terms added plainly lose four digits.
        moments[0] = total;

        // By the discrete orthogonality of the Tⱼ on their nodes cos θ.
        for (int node = Nodes - 1; node >= 0; node--)
        {
            double angle = Math.PI * (node + 0.5) / Nodes;
            double sum = moments[0];
            for (int j = 1; j < Nodes; j++)
            {
                sum += 2 * Math.Cos(j * angle) * moments[j];
            }

            energies.Add(middle + halfLength * Math.Cos(angle));
            weights.Add(sum / Nodes);
        }
    }
}
