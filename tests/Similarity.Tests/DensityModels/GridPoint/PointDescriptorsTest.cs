using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.GridPoint;

public sealed class PointDescriptorsTest
{
    private static readonly Element Al = new(13), Mg = new(12);

    public static TheoryData<bool, bool> Kinds => new()
    {
        { false, false }, { false, true }, { true, false }, { true, true },
    };

    /// <summary>Against all atoms of all images, sorted.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void BoxesSayWhatSortingAllAtomsSays(bool isSmooth, bool isAlloy)
    {
        DescriptorSettings settings = Settings(isSmooth, isAlloy);
        Crystal crystal = Atoms(1, isAlloy);
        var grid = new UniformGrid(crystal.Lattice, 5, 7, 6);
        var descriptors = new PointDescriptors(crystal, settings);
        var search = new PointSearch(settings);
        foreach (GridBox box in grid.Boxes(1, 4, 4))
        {
            double[] rows = new double[box.Count * settings.Columns];
            descriptors.Compute(grid, box, search, rows);
            double[] last = rows[^settings.Columns..];
            Vector3D point = grid.Point(
                box.I + box.CountI - 1, box.J + box.CountJ - 1, box.K + box.CountK - 1);
            double[] expected = SlowDescriptor.Of(crystal, settings, point);
            for (int i = 0; i < last.Length; i++)
            {
                Assert.Equal(expected[i], last[i], 1e-11);
            }

            double[] alone = new double[settings.Columns];
            descriptors.Compute(point, search, alone);
            Assert.All(alone.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void RotationTranslationAndPermutationChangeNothing(bool isSmooth, bool isAlloy)
    {
        DescriptorSettings settings = Settings(isSmooth, isAlloy);
        Crystal crystal = Atoms(2, isAlloy);
        var random = new RandomStream(5);
        Matrix3D turn = Rotation(random);
        var turned = new Lattice(new Matrix3D(
            crystal.Lattice.Vectors.Row0 * turn,
            crystal.Lattice.Vectors.Row1 * turn,
            crystal.Lattice.Vectors.Row2 * turn));
        var shift = new Vector3D(0.31, -1.7, 0.62);
        Site[] sites = [.. crystal.Sites.ToArray()
            .Select(site => site with { Position = site.Position + shift })];
        random.Shuffle(sites.AsSpan());
        var other = new Crystal(turned, sites);
        for (int i = 0; i < 20; i++)
        {
            var f = new Vector3D(random.Uniform(), random.Uniform(), random.Uniform());
            double[] here = One(crystal, settings, crystal.Lattice.ToCartesian(f));
            double[] there = One(other, settings, turned.ToCartesian(f + shift));
            Assert.All(here.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }
    }

    /// <summary>
    /// Along a line on which atoms exchange ranks: products in the order of distances jump, smooth
    /// ones and distances do not.
    /// </summary>
    [Fact]
    public void SmoothOnesAreContinuousAndRankedOnesAreNot()
    {
        Crystal crystal = Atoms(3, isAlloy: false);
        Assert.True(LargestStep(Settings(isSmooth: false, isAlloy: false)) > 0.1);
        Assert.True(LargestStep(Settings(isSmooth: true, isAlloy: false)) < 0.002);

        double LargestStep(DescriptorSettings settings)
        {
            double largest = 0;
            double[]? before = null;
            for (int i = 0; i <= 10_000; i++)
            {
                double[] now = One(crystal, settings, new Vector3D(5e-4 * i, 1.1, 2.3));
                largest = Math.Max(
                    largest, before?.Zip(now, (a, b) => Math.Abs(a - b)).Max() ?? 0);
                before = now;
            }

            return largest;
        }
    }

    [Fact]
    public void WhereAtomsAreFewTheRestIsFar()
    {
        var box = new Lattice(new Matrix3D(new(9, 0, 0), new(0, 9, 0), new(0, 0, 9)));
        var molecule = new Crystal(
            box, [new Site(Al, default), new Site(Al, new(1 / 3.0, 0, 0))], Periodicity.None);
        DescriptorSettings settings = Settings(isSmooth: false, isAlloy: true) with { Far = 12 };
        double[] row = One(molecule, settings, new Vector3D(0, 4, 0));
        Assert.Equal([4, 5, 12, 12, 12], row[..5].Select(r => Math.Round(r, 12)));
        Assert.All(row[5..10], r => Assert.Equal(12, r));
        Assert.Equal(0.8, row[10], 1e-12);
        Assert.All(row[11..], product => Assert.Equal(0, product));
    }

    [Fact]
    public void StrangersAreNamed()
    {
        DescriptorSettings settings = Settings(isSmooth: false, isAlloy: false);
        var error = Assert.Throws<ArgumentException>(
            () => new PointDescriptors(Atoms(1, isAlloy: true), settings));
        Assert.Contains("Mg", error.Message, StringComparison.Ordinal);
    }

    private static double[] One(Crystal crystal, DescriptorSettings settings, Vector3D point)
    {
        double[] row = new double[settings.Columns];
        new PointDescriptors(crystal, settings).Compute(point, new PointSearch(settings), row);
        return row;
    }

    private static DescriptorSettings Settings(bool isSmooth, bool isAlloy) => new()
    {
        Species = isAlloy ? [Al, Mg] : [Al],
        Distances = 5,
        Directions = 3,
        IsSmooth = isSmooth,
        RadialSums = isSmooth ? 4 : 0,
        RadialCutoff = 6,
    };

    /// <summary>A skew cell of a few atoms.</summary>
    private static Crystal Atoms(ulong seed, bool isAlloy)
    {
        var random = new RandomStream(seed);
        var lattice = new Lattice(new Matrix3D(new(7, 0, 1), new(-2, 8, 0), new(1, 3, 6)));
        return new Crystal(lattice, Enumerable.Range(0, 6).Select(i => new Site(
            isAlloy && i > 3 ? Mg : Al,
            new Vector3D(random.Uniform(-1, 2), random.Uniform(), random.Uniform()))));
    }

    /// <summary>Of a random unit quaternion.</summary>
    private static Matrix3D Rotation(RandomStream random)
    {
        double[] q = [random.Normal(), random.Normal(), random.Normal(), random.Normal()];
        double norm = Math.Sqrt(q.Sum(x => x * x));
        (double a, double b, double c, double d) =
            (q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm);
        return new Matrix3D(
            new(a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)),
            new(2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b)),
            new(2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d));
    }

    private static class SlowDescriptor
    {
        public static double[] Of(Crystal crystal, DescriptorSettings settings, Vector3D point)
        {
            var row = new List<double>();
            var sums = new List<double>();
            var directions = new List<(Vector3D U, double Weight, int Kind)>();
            foreach ((int kind, Element species) in settings.Species.Index())
            {
                Vector3D[] around = [.. Around(crystal, species, point)
                    .OrderBy(away => away.Length)];
                row.AddRange(around.Take(settings.Distances).Select(away => away.Length));
                for (int k = 0; k < settings.RadialSums; k++)
                {
                    double cutoff = settings.RadialCutoff, step = cutoff / settings.RadialSums;
                    sums.Add(around.Select(away => away.Length).Where(r => r < cutoff).Sum(r =>
                        Math.Pow(1 - r * r / (cutoff * cutoff), 2)
                            * Math.Exp(-0.5 * Math.Pow(r / step - k, 2))));
                }

                double outside = around[settings.Directions].LengthSquared;
                directions.AddRange(around.Take(settings.Directions).Select(away =>
                {
                    double square = away.LengthSquared, inside = 1 - square / outside;
                    double weight = settings.IsSmooth
                        ? inside * inside * square / (square + 0.25)
                        : 1;
                    return (away / away.Length, weight, kind);
                }));
            }

            row.AddRange(sums);
            var products = new List<(int Group, double Value)>();
            for (int j = 0; j < directions.Count; j++)
            {
                for (int k = j + 1; k < directions.Count; k++)
                {
                    (Vector3D u, double w, int a) = directions[j];
                    (Vector3D v, double x, int b) = directions[k];
                    products.Add((
                        settings.IsSmooth ? a * settings.Species.Length + b : 0,
                        w * x * Vector3D.Dot(u, v)));
                }
            }

            row.AddRange(settings.IsSmooth
                ? products.OrderBy(p => p.Group).ThenBy(p => p.Value).Select(p => p.Value)
                : products.Select(p => p.Value));
            return [.. row];
        }

        private static IEnumerable<Vector3D> Around(
            Crystal crystal, Element species, Vector3D point)
        {
            const int Reach = 4;
            foreach (Site site in crystal.Sites.ToArray().Where(s => s.Element == species))
            {
                for (int a = -Reach; a <= Reach; a++)
                {
                    for (int b = -Reach; b <= Reach; b++)
                    {
                        for (int c = -Reach; c <= Reach; c++)
                        {
                            yield return crystal.Lattice.ToCartesian(
                                site.Position + new Vector3D(a, b, c)) - point;
                        }
                    }
                }
            }
        }
    }
}
