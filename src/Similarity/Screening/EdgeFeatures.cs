using System.Collections.Immutable;
using System.Globalization;
using Similarity.Fingerprints;

namespace Similarity.Screening;

/// <summary>
/// What a density of states says at its edge at 0: how far the empty range beyond it reaches, and
/// ∫ D within some energies of either side. Near an edge the integral goes with m^(3/2) E^(3/2), so
/// it tells light carriers from heavy ones. Of segments counted from the valence or the conduction
/// edge or the Fermi level.
/// </summary>
/// <param name="offset">Where the segment begins in the fingerprint.</param>
internal sealed class EdgeFeatures(FingerprintSegment segment, int offset)
{
    /// <summary>Of the largest density in the segment: less is the foot of a level.</summary>
    private const double EmptyShare = 1e-3;

    private static readonly double[] Reaches = [0.25, 0.5, 1, 2, 4];

    private static readonly string[] Centres = ["vbm", "cbm", "fermi"];

    public static int Count => 1 + 2 * Reaches.Length;

    public IEnumerable<string> Names =>
    [
        $"{segment.Name} gap",
        .. Reaches.Select(reach => string.Create(
            CultureInfo.InvariantCulture, $"{segment.Name} states within {reach} eV below")),
        .. Reaches.Select(reach => string.Create(
            CultureInfo.InvariantCulture, $"{segment.Name} states within {reach} eV above")),
    ];

    public static ImmutableArray<EdgeFeatures> Of(ImmutableArray<FingerprintSegment> segments)
    {
        var edges = ImmutableArray.CreateBuilder<EdgeFeatures>();
        int offset = 0;
        foreach (FingerprintSegment segment in segments)
        {
            // A window that ends before 4 eV says of the rest what it says of its end.
            if (Centres.Contains(segment.Name.Split(' ')[0]) && segment.EnergiesEv.Length > 1)
            {
                edges.Add(new EdgeFeatures(segment, offset));
            }

            offset += segment.EnergiesEv.Length;
        }

        return edges.ToImmutable();
    }

    /// <param name="values">Of the whole fingerprint.</param>
    public void Fill(ReadOnlySpan<float> values, Span<float> features)
    {
        ImmutableArray<double> energies = segment.EnergiesEv;
        ReadOnlySpan<float> own = values.Slice(offset, energies.Length);
        features[0] = (float)Gap(own, energies);
        for (int i = 0; i < Reaches.Length; i++)
        {
            features[1 + i] = (float)States(own, energies, -Reaches[i], 0);
            features[1 + Reaches.Length + i] = (float)States(own, energies, 0, Reaches[i]);
        }
    }

    /// <summary>
    /// The empty range that ends or begins at the edge, or lies about the Fermi level; 0 of a
    /// metal. The foot that broadening gives the edge level itself is skipped.
    /// </summary>
    private double Gap(ReadOnlySpan<float> densities, ImmutableArray<double> energies)
    {
        float largest = 0;
        foreach (float density in densities)
        {
            largest = Math.Max(largest, density);
        }

        double empty = EmptyShare * largest;
        double longest = 0, first = double.NaN;
        for (int i = 0; i < densities.Length; i++)
        {
            bool isEmpty = densities[i] <= empty;
            if (isEmpty && double.IsNaN(first))
            {
                first = energies[i];
            }

            if (!double.IsNaN(first) && (!isEmpty || i == densities.Length - 1))
            {
                double last = energies[isEmpty ? i : i - 1];
                longest = IsAtEdge(first, last) ? Math.Max(longest, last - first) : longest;
                first = double.NaN;
            }
        }

        return longest;
    }

    /// <summary>Within half an electronvolt on the right side of 0.</summary>
    private bool IsAtEdge(double first, double last)
    {
        const double near = 0.5;
        return segment.Name[0] switch
        {
            'v' => first >= -near && first <= near,
            'c' => last >= -near && last <= near,
            _ => first <= near && last >= -near,
        };
    }

    /// <summary>∫ from low to high, by trapezia between the points.</summary>
    internal static double States(
        ReadOnlySpan<float> densities, ImmutableArray<double> energies, double low, double high)
    {
        double sum = 0;
        for (int i = 1; i < densities.Length; i++)
        {
            double width = Math.Min(energies[i], high) - Math.Max(energies[i - 1], low);
            if (width > 0)
            {
                sum += width * ((double)densities[i] + densities[i - 1]) / 2;
            }
        }

        return sum;
    }
}
