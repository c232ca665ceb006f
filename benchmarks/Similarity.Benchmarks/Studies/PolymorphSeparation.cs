using System.Globalization;
using Similarity.Learning;
using Similarity.Learning.Clusters;
using Similarity.Learning.Validation;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// How far apart named polymorphs of one composition are, beside how far from the same polymorph
/// (within), and what average linkage makes of them: whether, cut where there are as many clusters
/// as polymorphs, those that are the same are together and no others.
/// </summary>
internal static class PolymorphSeparation
{
    public const string Header =
        "| distance | within, median | between, median | ratio | least between / largest within, "
        + "median of families | adjusted Rand |\n| --- | ---: | ---: | ---: | ---: | ---: |";

    public static string Row(PolymorphDescriptor descriptor, PolymorphFamily[] families)
    {
        List<double> within = [], between = [], margins = [], agreements = [];
        foreach (PolymorphFamily family in families)
        {
            PolymorphEntry[] named = family.Named;
            double[][] table = descriptor.Distances(named, named);
            double unit = Quantiles.Median(
                [.. Pairs(named.Length).Select(pair => table[pair.I][pair.J])]);
            (int I, int J)[] same =
                [.. Pairs(named.Length).Where(p => AreSame(named[p.I], named[p.J]))];
            (int I, int J)[] different = [.. Pairs(named.Length).Except(same)];
            if (same.Length == 0 || different.Length == 0)
            {
                continue;
            }

            within.AddRange(same.Select(pair => table[pair.I][pair.J] / unit));
            between.AddRange(different.Select(pair => table[pair.I][pair.J] / unit));
            margins.Add(different.Min(pair => table[pair.I][pair.J])
                / same.Max(pair => table[pair.I][pair.J]));
            agreements.Add(Agreement(named, table));
        }

        double near = Quantiles.Median([.. within]), far = Quantiles.Median([.. between]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {descriptor.Name} | {near:F3} | {far:F3} | {far / near:F1} "
            + $"| {Quantiles.Median([.. margins]):F2} | {agreements.Average():F2} |");
    }

    /// <summary>The adjusted Rand index of clusters and polymorphs.</summary>
    private static double Agreement(PolymorphEntry[] named, double[][] table)
    {
        int[] truth = new int[named.Length];
        int groups = 0;
        for (int i = 0; i < named.Length; i++)
        {
            int like = Enumerable.Range(0, i)
                .FirstOrDefault(j => AreSame(named[i], named[j]), -1);
            truth[i] = like < 0 ? groups++ : truth[like];
        }

        DistanceMatrix heights = HierarchicalClustering
            .Of(DistanceMatrix.Of(named.Length, (i, j) => table[i][j]), Linkage.Average)
            .CopheneticDistances();
        int[] found = Cut(heights, named.Length, groups);
        return AdjustedRand(truth, found);
    }

    /// <summary>The cut with as many clusters as asked for, or the next fewer.</summary>
    private static int[] Cut(DistanceMatrix heights, int count, int groups)
    {
        double[] levels =
        [
            -1,
            .. Pairs(count).Select(pair => heights[pair.I, pair.J]).Distinct().Order(),
        ];
        foreach (double level in levels)
        {
            int[] labels = new int[count];
            int found = 0;
            for (int i = 0; i < count; i++)
            {
                int like = Enumerable.Range(0, i)
                    .FirstOrDefault(j => heights[i, j] <= level, -1);
                labels[i] = like < 0 ? found++ : labels[like];
            }

            if (found <= groups)
            {
                return labels;
            }
        }

        return new int[count];
    }

    /// <summary>
    /// (Σ C(n_ij, 2) − e)/(½(a + b) − e), e = ab/C(n, 2), a and b the same sums over either
    /// labelling: 1 for the same partition, 0 on average for chance.
    /// </summary>
    private static double AdjustedRand(int[] a, int[] b)
    {
        double Together(IEnumerable<int> sizes) => sizes.Sum(size => size * (size - 1) / 2.0);
        double ofA = Together(a.GroupBy(x => x).Select(g => g.Count()));
        double ofB = Together(b.GroupBy(x => x).Select(g => g.Count()));
        double both = Together(a.Zip(b).GroupBy(x => x).Select(g => g.Count()));
        double expected = ofA * ofB / (a.Length * (a.Length - 1) / 2.0);
        double most = (ofA + ofB) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    private static bool AreSame(PolymorphEntry a, PolymorphEntry b) =>
        PolymorphIdentity.AreSame(a, b);

    private static IEnumerable<(int I, int J)> Pairs(int count) =>
        from i in Enumerable.Range(0, count)
        from j in Enumerable.Range(i + 1, count - i - 1)
        select (i, j);
}
