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

    private static double Farthest =>
        1 + Reach / Gfn0Parameters.Published.CoordinationSteepness;

    public static ImmutableArray<double> Of(
        Crystal crystal, ReadOnlySpan<Gfn0Element> elements, int threads)
    {
        double largestRadius = 0;
        foreach (Gfn0Element element in elements)
        {
            largestRadius = Math.Max(largestRadius, element.CoordinationRadius);
        }

        var neighbors = NeighborList.Build(crystal, Farthest * 2 * largestRadius, threads);
        var numbers = ImmutableArray.CreateBuilder<double>(crystal.Count);
        for (int i = 0; i < crystal.Count; i++)
        {
            double sum = 0;
            foreach (Neighbor neighbor in neighbors.Of(i))
            {
                sum += Contribution(elements[i], elements[neighbor.Site], neighbor.Distance);
            }

            numbers.Add(Capped(sum));
        }

        return numbers.MoveToImmutable();
    }

    /// <summary>CN of an atom among others of its element at given distances.</summary>
    public static double Among(Gfn0Element element, IEnumerable<double> distances) =>
        Capped(distances.Sum(distance => Contribution(element, element, distance)));

    /// <summary>The distance in bohr beyond which atoms of an element do not count.</summary>
    public static double ReachOf(Gfn0Element element) => Farthest * 2 * element.CoordinationRadius;

    private static double Contribution(Gfn0Element a, Gfn0Element b, double distance)
    {
        double contact = a.CoordinationRadius + b.CoordinationRadius;
        return distance < Farthest * contact
            ? 0.5 * SpecialFunctions.Erfc(
                Gfn0Parameters.Published.CoordinationSteepness * (distance - contact) / contact)
            : 0;
    }

    private static double Capped(double number)
    {
        double largest = Gfn0Parameters.Published.LargestCoordination;
        return SpecialFunctions.Log1p(Math.Exp(largest))
            - SpecialFunctions.Log1p(Math.Exp(largest - number));
    }
}
