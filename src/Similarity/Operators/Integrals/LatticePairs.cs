using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// All pairs of a site in cell 0 and a site in any cell whose functions overlap, each of (i, j, n)
/// and (j, i, −n) once. Sorted by First and Second, the block of a site with itself before those
/// with its images; Offsets ascend without gaps.
/// </summary>
/// <remarks>
/// What is left out changes no element of S(k) or T(k) at any k by more than the tolerance, nor one
/// of Σ |S| r with r in bohr, which bounds Hamiltonians that are S times at most r. The bound is
/// rigorous and stands at <see cref="ShellPair.Radius"/>; every two shells have their own radius,
/// and in the block of two sites those beyond theirs are zero.
/// </remarks>
public sealed class LatticePairs
{
    /// <summary>Nuclei are never this close, in bohr; H₂ has 1.4.</summary>
    private const double SmallestDistance = 0.1;

    private const double LeastTolerance = 1e-17;

    private readonly LatticePair[] pairs;
    private readonly int[] kinds;
    private readonly SitePairBlock[,] blocks;

    private LatticePairs(
        GaussianBasis basis,
        double tolerance,
        LatticePair[] pairs,
        int valueCount,
        int[] kinds,
        SitePairBlock[,] blocks)
    {
        Basis = basis;
        Tolerance = tolerance;
        ValueCount = valueCount;
        this.pairs = pairs;
        this.kinds = kinds;
        this.blocks = blocks;
    }

    public GaussianBasis Basis { get; }

    /// <summary>The bound on what is left out of an element of S(k) or T(k).</summary>
    public double Tolerance { get; }

    public ReadOnlySpan<LatticePair> Pairs => pairs;

    /// <summary>Length of an array of values of all pairs.</summary>
    public int ValueCount { get; }

    /// <param name="threads">The pairs do not depend on it.</param>
    /// <exception cref="UnsuitableCrystalException">Two atoms are on top of each other.</exception>
    public static LatticePairs Build(
        GaussianBasis basis, double tolerance = 1e-10, int threads = 1)
    {
        if (!(tolerance is >= LeastTolerance and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(tolerance), tolerance, $"a tolerance is {LeastTolerance} to 1");
        }

        double[] distances = PlaneDistances(basis.Crystal);
        return Build(
            basis, tolerance, (a, b) => Block(basis, a, b, tolerance, distances), threads);
    }

    /// <summary>
    /// All pairs no farther apart than the sum of the radii of their sites; for functions that end
    /// there, whose integrals are not those of pairs of shells.
    /// </summary>
    /// <param name="radii">Of each site, equal for sites with equal shells.</param>
    /// <exception cref="UnsuitableCrystalException">Two atoms are on top of each other.</exception>
    internal static LatticePairs Within(GaussianBasis basis, double[] radii, int threads) => Build(
        basis,
        0,
        (a, b) => new SitePairBlock(
            basis.FunctionsOf(a).Count, basis.FunctionsOf(b).Count, radii[a] + radii[b], []),
        threads);

    private static LatticePairs Build(
        GaussianBasis basis,
        double tolerance,
        Func<int, int, SitePairBlock> blockOfSites,
        int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (int[] kinds, int[] examples) = SiteKinds(basis);
        var blocks = new SitePairBlock[examples.Length, examples.Length];
        for (int a = 0; a < examples.Length; a++)
        {
            for (int b = 0; b < examples.Length; b++)
            {
                blocks[a, b] = blockOfSites(examples[a], examples[b]);
            }
        }

        var points = new LatticePoints(basis.Crystal);
        var pairsOfFirst = new List<LatticePair>[basis.Crystal.Count];
        Parallel.For(
            0,
            pairsOfFirst.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            first => pairsOfFirst[first] = PairsOf(basis.Crystal, points, first, RadiusTo(first)));
        var pairs = new LatticePair[pairsOfFirst.Sum(list => list.Count)];
        int offset = 0;
        int index = 0;
        foreach (LatticePair pair in pairsOfFirst.SelectMany(list => list))
        {
            RefuseCoincidence(basis.Crystal, pair);
            pairs[index++] = pair with { Offset = offset };
            SitePairBlock block = blocks[kinds[pair.First], kinds[pair.Second]];
            offset = checked(offset + block.Rows * block.Columns);
        }

        return new LatticePairs(basis, tolerance, pairs, offset, kinds, blocks);

        Func<int, double> RadiusTo(int first) =>
            second => blocks[kinds[first], kinds[second]].Radius;
    }

    /// <summary>The shells of the block of two sites.</summary>
    internal SitePairBlock BlockOf(LatticePair pair) =>
        blocks[kinds[pair.First], kinds[pair.Second]];

    /// <summary>
    /// Other pairs of the same sites, in the same order of First and Second. Displacements need not
    /// be those of their cells: nothing that follows the integrals reads them.
    /// </summary>
    internal LatticePairs With(LatticePair[] others, int otherValueCount) =>
        new(Basis, Tolerance, others, otherValueCount, kinds, blocks);

    /// <summary>Numbers the different lists of shells; each with one of its sites.</summary>
    private static (int[] Kinds, int[] Examples) SiteKinds(GaussianBasis basis)
    {
        int[] kinds = new int[basis.Crystal.Count];
        var examples = new List<int>();
        for (int site = 0; site < kinds.Length; site++)
        {
            kinds[site] = examples.FindIndex(other => basis.HaveEqualShells(site, other));
            if (kinds[site] < 0)
            {
                kinds[site] = examples.Count;
                examples.Add(site);
            }
        }

        return (kinds, [.. examples]);
    }

    private static SitePairBlock Block(
        GaussianBasis basis, int a, int b, double tolerance, ReadOnlySpan<double> distances)
    {
        (int rowOfSite, int rows) = basis.FunctionsOf(a);
        (int columnOfSite, int columns) = basis.FunctionsOf(b);
        var shells = new List<ShellBlock>();
        foreach (SiteShell row in basis.ShellsOf(a))
        {
            foreach (SiteShell column in basis.ShellsOf(b))
            {
                (ShellPair pair, int sign) = ShellPairCache.Find(row.Shell, column.Shell);
                shells.Add(new ShellBlock(
                    row.Shell.AngularMomentum,
                    column.Shell.AngularMomentum,
                    row.First - rowOfSite,
                    column.First - columnOfSite,
                    pair,
                    sign,
                    pair.Radius(tolerance, distances)));
            }
        }

        double radius = shells.Select(shell => shell.Radius).DefaultIfEmpty().Max();
        return new SitePairBlock(rows, columns, radius, [.. shells]);
    }

    /// <summary>Distances of the lattice planes along the periodic axes.</summary>
    private static double[] PlaneDistances(Crystal crystal)
    {
        bool[] periodic =
            [crystal.Periodicity.A, crystal.Periodicity.B, crystal.Periodicity.C];
        return [..
            from axis in Enumerable.Range(0, 3)
            where periodic[axis]
            select 1 / crystal.Lattice.Inverse.Column(axis).Length];
    }

    /// <summary>The pairs of a site with those before it and itself, without offsets.</summary>
    private static List<LatticePair> PairsOf(
        Crystal crystal, LatticePoints points, int first, Func<int, double> radiusTo)
    {
        var pairs = new List<LatticePair>();
        var images = new List<(IntegerVector3D Cell, Vector3D Displacement)>();
        for (int second = 0; second <= first; second++)
        {
            Vector3D f = crystal.Sites[second].Position - crystal.Sites[first].Position;
            images.Clear();
            points.Find(f, Math.Max(radiusTo(second), SmallestDistance), images);
            if (second == first)
            {
                pairs.Add(new LatticePair(first, first, default, default, 0));
                images.RemoveAll(image => !IsPositive(image.Cell));
            }

            foreach ((IntegerVector3D cell, Vector3D displacement) in images)
            {
                pairs.Add(new LatticePair(first, second, cell, displacement, 0));
            }
        }

        return pairs;
    }

    private static bool IsPositive(IntegerVector3D cell) =>
        (cell.Z, cell.Y, cell.X).CompareTo((0, 0, 0)) > 0;

    private static void RefuseCoincidence(Crystal crystal, LatticePair pair)
    {
        double distance = pair.Displacement.Length;
        bool isOneSite = pair.First == pair.Second && pair.Cell == default;
        if (distance < SmallestDistance && !isOneSite)
        {
            string problem = string.Create(
                CultureInfo.InvariantCulture,
                $"lies on top of site {pair.Second + 1} ({crystal.Sites[pair.Second].Element}), "
                + $"{distance:F4} bohr away");
            throw new UnsuitableCrystalException(crystal, pair.First, problem);
        }
    }
}
