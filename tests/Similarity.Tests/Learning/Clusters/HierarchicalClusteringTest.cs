using Similarity.Learning;
using Similarity.Learning.Clusters;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Clusters;

public sealed class HierarchicalClusteringTest
{
    /// <summary>
    /// Heights are of order 1 and come from sums of at most a hundred numbers; those of Ward are
    /// square roots of differences.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <summary>Road distances of six Italian cities in km, an example of the literature.</summary>
    private static readonly DistanceMatrix Cities = new(
        6, [662, 877, 255, 412, 996, 295, 468, 268, 400, 754, 564, 138, 219, 869, 669]);

    /// <summary>Twelve points in four corners, of the documentation of scipy.</summary>
    private static readonly double[] Corners =
    [
        0, 0, 0, 1, 1, 0, 0, 4, 0, 3, 1, 4, 4, 0, 3, 0, 4, 1, 4, 4, 3, 4, 4, 3,
    ];

    public static TheoryData<Linkage> Linkages => [.. Enum.GetValues<Linkage>()];

    /// <summary>Rows as scipy 1.10 prints them (scipy/cluster/tests, BSD 3-Clause).</summary>
    public static TheoryData<Linkage, double[]> ScipyRows => new()
    {
        {
            Linkage.Single,
            [2, 5, 138, 2, 3, 4, 219, 2, 0, 7, 255, 3, 1, 8, 268, 4, 6, 9, 295, 6]
        },
        {
            Linkage.Complete,
            [2, 5, 138, 2, 3, 4, 219, 2, 1, 6, 400, 3, 0, 7, 412, 3, 8, 9, 996, 6]
        },
        {
            Linkage.Average,
            [2, 5, 138, 2, 3, 4, 219, 2, 0, 7, 333.5, 3, 1, 6, 347.5, 3, 8, 9, 6127 / 9.0, 6]
        },
        {
            Linkage.Weighted,
            [2, 5, 138, 2, 3, 4, 219, 2, 0, 7, 333.5, 3, 1, 6, 347.5, 3, 8, 9, 670.125, 6]
        },
    };

    [Theory]
    [MemberData(nameof(ScipyRows))]
    public void TheTreeOfCitiesIsThatOfScipy(Linkage linkage, double[] rows)
    {
        Dendrogram tree = HierarchicalClustering.Of(Cities, linkage);
        Assert.Equal(
            rows.Chunk(4).Select(row => ((int)row[0], (int)row[1], (int)row[3])), Ids(tree));
        AssertNear(rows.Chunk(4).Select(row => row[2]), Heights(tree), 996 * 1e-15);
    }

    /// <summary>Most distances are tied here, and the same of them are preferred.</summary>
    [Fact]
    public void WardOfTiedPointsIsThatOfScipy()
    {
        DistanceMatrix distances = RandomPoints.Distances(new Matrix<double>(12, 2, Corners));
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Ward);

        Assert.Equal(
            [
                (0, 1, 2), (3, 4, 2), (6, 7, 2), (9, 10, 2), (2, 12, 3), (5, 13, 3), (8, 14, 3),
                (11, 15, 3), (16, 17, 6), (18, 19, 6), (20, 21, 12),
            ],
            Ids(tree));

        // √(5/3), √(100/3), √(200/3): printed as 1.29099445, 5.77350269 and 8.16496581.
        double corner = Math.Sqrt(5 / 3.0), side = Math.Sqrt(100 / 3.0);
        AssertNear(
            [1, 1, 1, 1, corner, corner, corner, corner, side, side, Math.Sqrt(200 / 3.0)],
            Heights(tree),
            1e-14);
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void TheTreeIsThatOfTryingAllPairs(Linkage linkage)
    {
        for (ulong seed = 0; seed < (ulong)RandomCases.Count(6); seed++)
        {
            int count = 1 + 5 * (int)(seed % 6);
            Matrix<double> points = RandomPoints.Uniform(seed, count, dimensions: 3);
            DistanceMatrix distances = RandomPoints.Distances(points);

            Merger[] slow = NaiveClustering.Mergers(
                count, NaiveClustering.Of(linkage, distances, points));
            Dendrogram tree = HierarchicalClustering.Of(distances, linkage);

            Assert.Equal(slow.Select(row => (row.First, row.Second, row.Size)), Ids(tree));
            AssertNear(slow.Select(row => row.Height), Heights(tree), Rounding);
        }
    }

    /// <summary>Rounding and ties make chains turn back where a method is not careful.</summary>
    [Theory]
    [MemberData(nameof(Linkages))]
    public void TiedDistancesMakeATreeTheSameEveryTime(Linkage linkage)
    {
        for (ulong seed = 0; seed < (ulong)RandomCases.Count(20); seed++)
        {
            DistanceMatrix distances =
                RandomPoints.Distances(RandomPoints.OnGrid(seed, count: 80, dimensions: 3));
            Dendrogram tree = HierarchicalClustering.Of(distances, linkage);

            Assert.Equal(80, tree.Mergers[^1].Size);
            Assert.Equal(Heights(tree).Order(), Heights(tree));
            Assert.Equal(
                tree.Mergers.AsEnumerable(),
                HierarchicalClustering.Of(distances, linkage).Mergers);
        }
    }

    /// <summary>
    /// J. C. Gower and G. J. S. Ross, Appl. Stat. 18, 54 (1969): two items first share a cluster of
    /// single linkage at the longest edge of the path between them in the minimum spanning tree.
    /// </summary>
    [Fact]
    public void SingleLinkageIsTheMinimumSpanningTree()
    {
        DistanceMatrix distances = RandomPoints.Distances(RandomPoints.Uniform(7, 60, 3));
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Single);
        DistanceMatrix cophenetic = tree.CopheneticDistances();

        // Prim's algorithm; reach[i, j] is the longest edge between items already in the tree.
        var inside = new List<int> { 0 };
        var edges = new List<double>();
        var reach = new Matrix<double>(60, 60);
        while (inside.Count < 60)
        {
            (int from, int to) = (
                from i in inside
                from j in Enumerable.Range(0, 60).Except(inside)
                select (i, j)).MinBy(pair => distances[pair.i, pair.j]);
            foreach (int i in inside)
            {
                reach[i, to] = reach[to, i] = Math.Max(reach[i, from], distances[from, to]);
            }

            inside.Add(to);
            edges.Add(distances[from, to]);
        }

        Assert.Equal(edges.Order(), Heights(tree));
        Assert.All(
            from i in Enumerable.Range(0, 60) from j in Enumerable.Range(0, i) select (i, j),
            pair => Assert.Equal(reach[pair.i, pair.j], cophenetic[pair.i, pair.j]));
    }

    /// <summary>The squared deviations that mergers add make up those of all points.</summary>
    [Fact]
    public void HeightsOfWardSumUpToTheScatter()
    {
        Matrix<double> points = RandomPoints.Uniform(3, 50, 4);
        DistanceMatrix distances = RandomPoints.Distances(points);
        double scatter = 0;
        foreach (double distance in distances.Upper)
        {
            scatter += distance * distance / 50;
        }

        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Ward);
        Assert.Equal(scatter, Heights(tree).Sum(height => height * height / 2), Rounding * scatter);
    }

    [Fact]
    public void NoItemMakesNoTree() => Assert.Throws<ArgumentOutOfRangeException>(
        () => HierarchicalClustering.Of(new DistanceMatrix(0, []), Linkage.Average));

    private static IEnumerable<(int, int, int)> Ids(Dendrogram tree) =>
        tree.Mergers.Select(row => (row.First, row.Second, row.Size));

    private static double[] Heights(Dendrogram tree) => [.. tree.Mergers.Select(row => row.Height)];

    private static void AssertNear(
        IEnumerable<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        double[] all = [.. expected];
        Assert.Equal(all.Length, actual.Count);
        Assert.All(all.Index(), row => Assert.Equal(row.Item, actual[row.Index], tolerance));
    }
}
