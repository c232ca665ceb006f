using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class KPointPathTest
{
    private const int Samples = 200;

    private static readonly string[] Files =
    [
        "cod_C-Diamond.cif", "cod_SrTiO3-Tausonite.cif", "mp_ZnO_wurtzite_mp-2133.cif",
        "mp_SiO2_coesite_mp-11684.cif", "mp_SiC_15R_mp-11713.cif",
    ];

    /// <summary>
    /// Straight lines between random corners, joined, with the corner stored twice or with a jump,
    /// printed in fractional coordinates or in Cartesian ones of a random lattice.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(15)]
    public void RandomPathsAreFound(int decimals)
    {
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var random = new RandomStream(1000 * (ulong)decimals + seed);
            (Vector3D[] exact, (int, int)[] lines) = RandomPath(random);
            Matrix3D reciprocal = seed % 2 == 0 ? Matrix3D.Identity : RandomLattice(random);
            Vector3D[] printed = exact
                .Select(k => Rounded(k * reciprocal, decimals) * reciprocal.Inverse)
                .ToArray();
            KPointPath? path = KPointPath.Find(
                printed, Equal(exact.Length), KPointNames.Coordinates);
            Assert.NotNull(path);
            Assert.Equal(lines, path.Segments.Select(s => (s.Start, s.End)));

            // Behind a mesh, with weight 0, the same lines are found farther on.
            Vector3D[] mesh = Grid(new KPointGrid(3, 4, 5));
            KPointPath? behind = KPointPath.Find(
                [.. mesh, .. printed],
                [.. Equal(mesh.Length), .. new double[printed.Length]],
                KPointNames.Coordinates);
            Assert.Equal(
                lines.Select(l => (l.Item1 + mesh.Length, l.Item2 + mesh.Length)),
                behind!.Segments.Select(s => (s.Start, s.End)));
        }
    }

    /// <summary>Standard paths of all polymorphs are found from their points, with names.</summary>
    [Fact]
    public void StandardPathsAreFoundWithTheirNames()
    {
        int tested = 0;
        foreach (string file in Polymorphs.All.Select(entry => entry.File))
        {
            var standard = HighSymmetryPath.Of(Polymorphs.Read(file));
            (var points, KPointPath expected) = standard.Sample(spacing: 0.01);
            if (expected.Segments.Any(segment => segment.Count < 3))
            {
                // Some segments are shorter than two steps.
                continue;
            }

            tested++;
            KPointPath? found = KPointPath.Find(
                points.AsSpan(), Equal(points.Length), KPointNames.Of(standard.Primitive));
            Assert.True(found is not null, file);
            Assert.Equal($"{file}: {Text(expected)}", $"{file}: {Text(found)}");
        }

        Assert.InRange(tested, 80, 92);

        // W and W_2 can be equal: the letter stays, the index need not.
        static string Text(KPointPath path) => string.Join(' ', path.Segments.Select(
            s => $"{s.Start}{s.StartLabel[0]}-{s.End}{s.EndLabel[0]}"));
    }

    [Fact]
    public void ShuffledPathsAreNone()
    {
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var random = new RandomStream(seed);
            (Vector3D[] points, _) = RandomPath(random);
            random.Shuffle(points.AsSpan());
            AssertNoPath(points, Equal(points.Length));
        }
    }

    /// <summary>Whole meshes in every order of loops and every choice of the zone.</summary>
    [Fact]
    public void MeshesAreNoPath()
    {
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var random = new RandomStream(seed);
            Vector3D[] points = Grid(RandomGrid(random));
            int turn = random.Below(3);
            bool isCentred = random.Below(2) == 0;
            points = points.Select(k => Turned(k, turn)).Select(k => isCentred ? Centred(k) : k)
                .ToArray();
            AssertNoPath(points, Equal(points.Length));
            AssertNoPath([default, .. points], [1, .. new double[points.Length]]);

            // Half of the mesh, as time reversal leaves it, with the weights lost.
            Vector3D[] half = points[..((points.Length + 1) / 2)];
            if (half.Any(k => k.Y != half[0].Y) && half.Any(k => k.Z != half[0].Z))
            {
                AssertNoPath(half, Equal(half.Length));
            }

            random.Shuffle(points.AsSpan());
            AssertNoPath(points, Equal(points.Length));
        }
    }

    /// <summary>
    /// Meshes reduced by symmetry, with their weights and with equal ones, as a program would list
    /// them that does not print weights.
    /// </summary>
    [Fact]
    public void ReducedMeshesAreNoPath()
    {
        foreach (string file in Files)
        {
            var symmetry = CrystalSymmetry.Of(Polymorphs.Read(file));
            for (ulong seed = 0; seed < Samples / 4; seed++)
            {
                var random = new RandomStream(seed);
                KPointGrid grid = RandomGrid(random);
                var reduced = IrreducibleKPoints.Of(grid, symmetry);
                Vector3D[] points = reduced.Points.ToArray();
                double[] weights = reduced.Weights.ToArray().Select(w => (double)w).ToArray();
                AssertNoPath(points, weights);

                // A chain from Γ to the border is also half a mesh of one direction.
                IntegerVector3D n = grid.Divisions;
                if (n.X * n.Y * n.Z > Math.Max(n.X, Math.Max(n.Y, n.Z)))
                {
                    AssertNoPath(points, Equal(points.Length));
                }

                random.Shuffle(points.AsSpan());
                AssertNoPath(points, Equal(points.Length));
            }
        }
    }

    private static void AssertNoPath(Vector3D[] points, double[] weights) => Assert.True(
        KPointPath.Find(points, weights, KPointNames.Coordinates) is null,
        string.Join("; ", points.Take(40)));

    private static (Vector3D[] Points, (int, int)[] Lines) RandomPath(RandomStream random)
    {
        var points = new List<Vector3D>();
        var lines = new List<(int, int)>();
        Vector3D last = default, direction = default;
        int count = 1 + random.Below(8);
        while (lines.Count < count)
        {
            bool isJump = lines.Count > 0 && random.Below(3) == 0;
            bool isShared = lines.Count > 0 && !isJump && random.Below(2) == 0;
            Vector3D start = isJump ? RandomPoint(random) : last;
            Vector3D end = RandomPoint(random), line = end - start;

            // A bend of less than 30° between coarsely printed points could pass for rounding.
            bool isStraightOn = Vector3D.Cross(direction, line).Length
                < 0.5 * direction.Length * line.Length;
            if (line.Length < 0.2 || (direction != default && isStraightOn))
            {
                continue;
            }

            int first = isShared ? points.Count - 1 : points.Count;
            int steps = 2 + random.Below((int)(line.Length / 0.015) - 2);
            for (int i = isShared ? 1 : 0; i <= steps; i++)
            {
                points.Add(start + i / (double)steps * line);
            }

            lines.Add((first, points.Count - 1));
            (last, direction) = (end, line);
        }

        return (points.ToArray(), lines.ToArray());
    }

    private static Matrix3D RandomLattice(RandomStream random)
    {
        Matrix3D lattice;
        do
        {
            lattice = new Matrix3D(RandomPoint(random), RandomPoint(random), RandomPoint(random));
        }
        while (Math.Abs(lattice.Determinant) < 0.05);
        return 2 * lattice;
    }

    private static Vector3D RandomPoint(RandomStream random) =>
        new(random.Uniform(-0.5, 0.5), random.Uniform(-0.5, 0.5), random.Uniform(-0.5, 0.5));

    private static KPointGrid RandomGrid(RandomStream random) => new(
        1 + random.Below(9),
        1 + random.Below(7),
        1 + random.Below(5),
        new(0.5 * random.Below(2), 0.5 * random.Below(2), 0.5 * random.Below(2)));

    private static Vector3D[] Grid(KPointGrid grid) =>
        Enumerable.Range(0, grid.Count).Select(index => grid[index]).ToArray();

    private static Vector3D Turned(Vector3D k, int turn) => turn switch
    {
        0 => k,
        1 => new(k.Y, k.Z, k.X),
        _ => new(k.Z, k.X, k.Y),
    };

    private static Vector3D Centred(Vector3D k) => FractionalPosition.Nearest(k);

    private static double[] Equal(int count) => Enumerable.Repeat(1.0, count).ToArray();

    private static Vector3D Rounded(Vector3D k, int decimals) => new(
        Math.Round(k.X, decimals), Math.Round(k.Y, decimals), Math.Round(k.Z, decimals));
}
