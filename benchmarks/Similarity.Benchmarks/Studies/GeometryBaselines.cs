using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Formats;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// What distances between atoms tell, without any electron: what a spectral fingerprint has to do
/// better than, or as well as, to be worth its time.
/// </summary>
internal static class GeometryBaselines
{
    /// <summary>
    /// Mean distance of the k-th nearest neighbour, k = 1 … count, in bohr, for each element in
    /// turn: average minimum distances (Widdowson et al., doi:10.46793/match.87-3.529W) by element.
    /// </summary>
    public static double[] SortedDistances(Crystal crystal, int count)
    {
        // The sphere that would hold twice as many, and larger where there are voids.
        double volume = crystal.Lattice.Volume / crystal.Count;
        double cutoff = Math.Cbrt(2 * count * volume * 3 / (4 * Math.PI));
        NeighborList list = NeighborList.Build(crystal, cutoff);
        while (Enumerable.Range(0, crystal.Count).Any(site => list.Of(site).Length < count))
        {
            cutoff *= 1.3;
            list = NeighborList.Build(crystal, cutoff);
        }

        (int[] kinds, int[] amounts) = Kinds(crystal);
        var means = new double[amounts.Length * count];
        for (int site = 0; site < crystal.Count; site++)
        {
            int first = kinds[site] * count;
            var distances = new double[list.Of(site).Length];
            for (int i = 0; i < distances.Length; i++)
            {
                distances[i] = list.Of(site)[i].Distance;
            }

            Array.Sort(distances);
            for (int k = 0; k < count; k++)
            {
                means[first + k] += distances[k] / amounts[kinds[site]];
            }
        }

        return means;
    }

    /// <summary>
    /// Radial distribution functions of all pairs of elements, 1 far away, with a Gaussian of
    /// width σ for each distance up to 10 Å, in steps of 0.05 Å.
    /// </summary>
    /// <param name="sigma">In Å.</param>
    public static double[] RadialDistribution(Crystal crystal, double sigma)
    {
        const double Range = 10;
        const double Step = 0.05;
        const int Points = (int)(Range / Step);
        double reach = 4 * sigma;
        (int[] kinds, int[] amounts) = Kinds(crystal);
        var values = new double[amounts.Length * amounts.Length * Points];
        double volume = Math.Pow(PhysicalConstants.BohrInAngstrom, 3) * crystal.Lattice.Volume;
        NeighborList list = NeighborList.Build(crystal, Angstrom.ToBohr(Range + reach));
        for (int site = 0; site < crystal.Count; site++)
        {
            int kind = kinds[site];
            foreach (Neighbor neighbor in list.Of(site))
            {
                int other = kinds[neighbor.Site];
                int first = Points * (kind * amounts.Length + other);
                double r = Angstrom.FromBohr(neighbor.Distance);
                double weight = volume / amounts[kind] / amounts[other]
                    / (4 * Math.PI * r * r * Math.Sqrt(2 * Math.PI) * sigma);
                int begin = Math.Max(0, (int)((r - reach) / Step));
                int end = Math.Min(Points, (int)((r + reach) / Step) + 1);
                for (int i = begin; i < end; i++)
                {
                    double x = (i * Step - r) / sigma;
                    values[first + i] += weight * Math.Exp(-x * x / 2);
                }
            }
        }

        return values;
    }

    /// <summary>
    /// The element of each site as an index in ascending atomic number, and how many sites each
    /// has.
    /// </summary>
    private static (int[] Kinds, int[] Amounts) Kinds(Crystal crystal)
    {
        Element[] ofSites = [.. crystal.Sites.ToArray().Select(site => site.Element)];
        Element[] elements = [.. ofSites.Distinct().Order()];
        return (
            [.. ofSites.Select(element => Array.IndexOf(elements, element))],
            [.. elements.Select(element => ofSites.Count(other => other == element))]);
    }
}
