using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// CNᵢ = Σ_{j,T} ½ [1 + erf(−k (r − r₀)/r₀)], r₀ = Rᵢ + Rⱼ, over all other atoms and images, then
/// bent towards a largest value m: ln(1 + e^m) − ln(1 + e^{m − CN}).
/// </summary>
internal static class CoordinationNumbers
{
    // The method sums to 40 bohr. ½ erfc(6) = 1e-17 leaves the sum unchanged long before: at
    // r = (1 + 6/7.5) r₀, which is 20 bohr for the largest atoms and 10 for most.
    private const double Reach = 6;

    public static ImmutableArray<double> Of(
        Crystal crystal, ReadOnlySpan<Gfn0Element> elements, int threads)
    {
        Gfn0Parameters parameters = Gfn0Parameters.Published;
        double steepness = parameters.CoordinationSteepness;
        double farthest = 1 + Reach / steepness;
        double largestRadius = 0;
        foreach (Gfn0Element element in elements)
        {
            largestRadius = Math.Max(largestRadius, element.CoordinationRadius);
        }

        var neighbors = NeighborList.Build(crystal, farthest * 2 * largestRadius, threads);
        var numbers = ImmutableArray.CreateBuilder<double>(crystal.Count);
        for (int i = 0; i < crystal.Count; i++)
        {
            double sum = 0;
            foreach (Neighbor neighbor in neighbors.Of(i))
            {
                double contact =
                    elements[i].CoordinationRadius + elements[neighbor.Site].CoordinationRadius;
                if (neighbor.Distance < farthest * contact)
                {
                    double excess = (neighbor.Distance - contact) / contact;
                    sum += 0.5 * SpecialFunctions.Erfc(steepness * excess);
                }
            }

            numbers.Add(Capped(sum, parameters.LargestCoordination));
        }

        return numbers.MoveToImmutable();
    }

    private static double Capped(double number, double largest) =>
        SpecialFunctions.Log1p(Math.Exp(largest))
        - SpecialFunctions.Log1p(Math.Exp(largest - number));
}
