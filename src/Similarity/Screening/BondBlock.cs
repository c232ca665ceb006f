using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Crystals.Neighbors;

namespace Similarity.Screening;

/// <summary>
/// What atoms are bound to, by Hoppe's effective coordination
/// (<see cref="EffectiveCoordination"/>): mean, deviation, least and greatest over the atoms of
/// coordination number, bond length, difference in electronegativity (its size, and with its sign),
/// share of like and of nearly equally electronegative neighbours, and nearest distance; the first
/// three of anions and cations apart, an anion being what is more electronegative than its
/// neighbours; and the least distances between cations and between anions, as far as one looks.
/// Lengths in Å.
/// </summary>
public sealed record BondBlock : CrystalBlock
{
    private const int Statistics = 4;

    private static readonly string[] Quantities =
    [
        "coordination", "bond length", "contrast of electronegativity",
        "electronegativity of neighbours above its own", "share of like neighbours",
        "share of neighbours of like electronegativity", "nearest distance",
    ];

    public override string Name => "bonds";

    public override ImmutableArray<FeatureColumn> Columns { get; } =
    [
        .. Quantities.SelectMany(quantity => new[] { "mean", "deviation", "least", "greatest" }
            .Select(statistic => new FeatureColumn($"{statistic} {quantity}", quantity))),
        .. Quantities.Take(3).SelectMany(quantity => new[] { "anions", "cations" }
            .Select(ion => new FeatureColumn($"{quantity} of {ion}", quantity))),
        new FeatureColumn("distance between anions", "distance between ions"),
        new FeatureColumn("distance between cations", "distance between ions"),
    ];

    public override void Fill(Crystal crystal, Span<float> features)
    {
        double reach = EffectiveCoordination.Reach(crystal);
        var neighbors = NeighborList.Build(crystal, reach);
        EffectiveCoordination[] atoms =
        [
            .. Enumerable.Range(0, crystal.Sites.Length)
                .Select(site => EffectiveCoordination.Of(neighbors, site)),
        ];
        double[] weights = [.. crystal.Sites.ToArray().Select(site => site.Occupancy)];
        for (int i = 0; i < Quantities.Length; i++)
        {
            double[] values = [.. atoms.Select(atom => Quantity(atom, i))];
            double mean = Mean(values, weights);
            double[] squares = [.. values.Select(value => (value - mean) * (value - mean))];
            Span<float> own = features.Slice(Statistics * i, Statistics);
            own[0] = (float)mean;
            own[1] = (float)Math.Sqrt(Mean(squares, weights));
            own[2] = (float)values.Min();
            own[3] = (float)values.Max();
        }

        int next = Statistics * Quantities.Length;
        for (int i = 0; i < 3; i++)
        {
            double[] values = [.. atoms.Select(atom => Quantity(atom, i))];
            foreach (bool anions in new[] { true, false })
            {
                double[] chosen =
                    [.. weights.Select((w, site) => atoms[site].IsAnion == anions ? w : 0)];
                features[next++] = (float)Mean(values, chosen);
            }
        }

        features[next++] = (float)LeastDistance(neighbors, atoms, anions: true);
        features[next] = (float)LeastDistance(neighbors, atoms, anions: false);
    }

    private static double Quantity(EffectiveCoordination atom, int quantity) => quantity switch
    {
        0 => atom.Number,
        1 => atom.BondLength * PhysicalConstants.BohrInAngstrom,
        2 => atom.Contrast,
        3 => atom.SignedContrast,
        4 => atom.LikeShare,
        5 => atom.EqualShare,
        _ => atom.Nearest * PhysicalConstants.BohrInAngstrom,
    };

    private static double Mean(double[] values, double[] weights)
    {
        double sum = 0, weight = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
            weight += weights[i];
        }

        return weight > 0 ? sum / weight : 0;
    }

    private static double LeastDistance(
        NeighborList neighbors, EffectiveCoordination[] atoms, bool anions)
    {
        double least = neighbors.Cutoff;
        for (int site = 0; site < atoms.Length; site++)
        {
            if (atoms[site].IsAnion != anions)
            {
                continue;
            }

            foreach (Neighbor neighbor in neighbors.Of(site))
            {
                if (atoms[neighbor.Site].IsAnion == anions
                    && neighbor.Distance > EffectiveCoordination.SamePlace)
                {
                    least = Math.Min(least, neighbor.Distance);
                }
            }
        }

        return least * PhysicalConstants.BohrInAngstrom;
    }
}
