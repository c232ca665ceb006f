using Similarity.Crystals;
using Similarity.Crystals.Neighbors;

namespace Similarity.Screening;

/// <summary>
/// Hoppe's effective coordination of an atom (doi:10.1524/zkri.1979.150.14.23): neighbours at
/// distances d weigh w = exp(1 − (d/d̄)⁶), where d̄ = Σ w d / Σ w; Σ w is the number. Means below
/// are weighed by w. Lengths in bohr.
/// </summary>
/// <param name="Number">Σ w; 0 without neighbours.</param>
/// <param name="BondLength">d̄; as far as one looked without neighbours.</param>
/// <param name="Contrast">Mean |Δχ|, χ Pauling's electronegativity, 0 where unknown.</param>
/// <param name="SignedContrast">Mean χ of the neighbours, less its own.</param>
/// <param name="LikeShare">Neighbours that are the same element.</param>
/// <param name="EqualShare">Neighbours with |Δχ| below 0.4: bonds that are hardly polar.</param>
/// <param name="Nearest">Distance of the nearest neighbour.</param>
internal readonly record struct EffectiveCoordination(
    double Number,
    double BondLength,
    double Contrast,
    double SignedContrast,
    double LikeShare,
    double EqualShare,
    double Nearest)
{
    /// <summary>Sites closer than this, in bohr, share one place.</summary>
    public const double SamePlace = 0.2;

    private const double HardlyPolar = 0.4;

    /// <summary>d̄ changes by less than a millionth within so many turns.</summary>
    private const int Turns = 40;

    public bool IsAnion => SignedContrast < 0;

    /// <summary>
    /// Two and a half spacings of a lattice of as many points, some 65 neighbours, and no more than
    /// 12 Å; these where there is no volume per atom.
    /// </summary>
    public static double Reach(Crystal crystal)
    {
        const double most = 12 / PhysicalConstants.BohrInAngstrom;
        return crystal.Periodicity == Periodicity.Full
            ? Math.Min(most, 2.5 * Math.Cbrt(crystal.Lattice.Volume / crystal.Sites.Length))
            : most;
    }

    public static EffectiveCoordination Of(NeighborList neighbors, int site)
    {
        ReadOnlySpan<Site> sites = neighbors.Crystal.Sites;
        ReadOnlySpan<Neighbor> own = neighbors.Of(site);
        double nearest = double.PositiveInfinity;
        foreach (Neighbor neighbor in own)
        {
            nearest = neighbor.Distance > SamePlace
                ? Math.Min(nearest, neighbor.Distance)
                : nearest;
        }

        if (double.IsPositiveInfinity(nearest))
        {
            return new EffectiveCoordination(0, neighbors.Cutoff, 0, 0, 0, 0, neighbors.Cutoff);
        }

        double[] weights = new double[own.Length];
        double mean = nearest;
        for (int turn = 0; turn < Turns; turn++)
        {
            double before = mean;
            mean = Weigh(sites, own, mean, weights);
            if (Math.Abs(mean - before) < 1e-9 * mean)
            {
                break;
            }
        }

        Element element = sites[site].Element;
        double number = 0, contrast = 0, signed = 0, like = 0, equal = 0;
        for (int i = 0; i < own.Length; i++)
        {
            Element other = sites[own[i].Site].Element;
            double difference = (other.Electronegativity ?? 0) - (element.Electronegativity ?? 0);
            number += weights[i];
            contrast += weights[i] * Math.Abs(difference);
            signed += weights[i] * difference;
            like += other == element ? weights[i] : 0;
            equal += Math.Abs(difference) < HardlyPolar ? weights[i] : 0;
        }

        return new EffectiveCoordination(
            number,
            mean,
            contrast / number,
            signed / number,
            like / number,
            equal / number,
            nearest);
    }

    /// <summary>w of all neighbours about d̄; returns the next d̄.</summary>
    private static double Weigh(
        ReadOnlySpan<Site> sites,
        ReadOnlySpan<Neighbor> own,
        double mean,
        double[] weights)
    {
        double sum = 0, weight = 0;
        for (int i = 0; i < own.Length; i++)
        {
            double distance = own[i].Distance;
            weights[i] = distance > SamePlace
                ? sites[own[i].Site].Occupancy * Math.Exp(1 - Math.Pow(distance / mean, 6))
                : 0;
            sum += weights[i] * distance;
            weight += weights[i];
        }

        return sum / weight;
    }
}
