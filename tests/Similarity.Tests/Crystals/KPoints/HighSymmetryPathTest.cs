using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class HighSymmetryPathTest
{
    private const double Rounding = 1e-9;

    private static readonly Dictionary<int, Case[]> KnownCases = [];

    public static IEnumerable<object[]> Numbers =>
        Enumerable.Range(1, 230).Select(number => new object[] { number });

    /// <summary>
    /// Every labelled point is fixed by something besides the identity, unlike a point beside it.
    /// Indexed points lie on axes of the lattice, which a group like R-3 need not have.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void PointsAreSymmetric(int number)
    {
        foreach ((HighSymmetryPath path, var rotations, var holohedry) in Cases(number))
        {
            var aside = new Vector3D(0.0123, 0.0271, -0.0057);
            Assert.All(path.Points, point =>
            {
                HashSet<IntegerMatrix3D> group = IsIndexed(point.Label) ? holohedry : rotations;
                Assert.True(LittleGroup(group, point.Position) > 1,
                    $"{path.ExtendedBravaisLattice} {point}");
                Assert.Equal(1, LittleGroup(group, point.Position + aside));
            });
            Assert.Equal(rotations.Count, LittleGroup(rotations, path["Γ"]));
        }
    }

    /// <summary>
    /// No point is nearer to another reciprocal lattice point than to Γ, as it would be in the zone
    /// of another shape.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void PointsLieInTheZone(int number)
    {
        foreach ((HighSymmetryPath path, _, _) in Cases(number))
        {
            Matrix3D reciprocal = path.Primitive.Lattice.Reciprocal;
            Assert.All(path.Points, point =>
            {
                double length = (point.Position * reciprocal).Length;
                for (int code = 0; code < 125; code++)
                {
                    var node = new Vector3D(code % 5 - 2, code / 5 % 5 - 2, code / 25 - 2);
                    double distance = ((point.Position - node) * reciprocal).Length;
                    Assert.True(
                        distance > length - Rounding, $"{path.ExtendedBravaisLattice} {point}");
                }
            });
        }
    }

    /// <summary>
    /// Where the path jumps between two indexed labels, or two of one letter, the points are one:
    /// equal by a rotation of the lattice and a reciprocal vector. U and K of fcc are such a pair
    /// without index; triclinic paths are separate lines.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void JumpsJoinEquivalentPoints(int number)
    {
        foreach ((HighSymmetryPath path, _, var holohedry) in Cases(number))
        {
            for (int i = 1; i < path.Segments.Length; i++)
            {
                (string from, string to) = (path.Segments[i - 1].End, path.Segments[i].Start);
                bool isPair = (IsIndexed(from) && IsIndexed(to)) || from[0] == to[0]
                    || (from, to) == ("U", "K");
                if (from != to && isPair && number > 2)
                {
                    Assert.True(
                        holohedry.Any(w => IsSame(path[from] * w.ToMatrix(), path[to])),
                        $"{path.ExtendedBravaisLattice} {from} | {to}");
                }
            }
        }
    }

    /// <summary>
    /// The variants 1 of cP, cF and hP add a segment; it is new exactly in the groups that have it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void ExtraSegmentsAreNew(int number)
    {
        foreach ((HighSymmetryPath path, var rotations, _) in Cases(number))
        {
            (string Known, string Extra)? lines = path.ExtendedBravaisLattice switch
            {
                "cP1" or "cP2" => ("X M", "X_1 M"),
                "cF1" or "cF2" => ("X W", "X W_2"),
                "hP1" or "hP2" => ("K H", "K H_2"),
                _ => null,
            };
            if (lines is null)
            {
                continue;
            }

            Vector3D known = Inside(lines.Value.Known), extra = Inside(lines.Value.Extra);
            bool isSame = rotations.Any(rotation => IsSame(known * rotation.ToMatrix(), extra));
            Assert.Equal(path.ExtendedBravaisLattice.EndsWith('2'), isSame);

            Vector3D Inside(string line) =>
                0.37 * path[line.Split(' ')[0]] + 0.63 * path[line.Split(' ')[1]];
        }
    }

    /// <summary>Standard coordinates in units of 2π/a, from any textbook.</summary>
    [Theory]
    [InlineData("cod_SrTiO3-Tausonite.cif", "cP2", "X", 0, 0.5, 0)]
    [InlineData("cod_SrTiO3-Tausonite.cif", "cP2", "M", 0.5, 0.5, 0)]
    [InlineData("cod_SrTiO3-Tausonite.cif", "cP2", "R", 0.5, 0.5, 0.5)]
    [InlineData("cod_C-Diamond.cif", "cF2", "X", 0, 1, 0)]
    [InlineData("cod_C-Diamond.cif", "cF2", "L", 0.5, 0.5, 0.5)]
    [InlineData("cod_C-Diamond.cif", "cF2", "W", 0.5, 1, 0)]
    [InlineData("cod_C-Diamond.cif", "cF2", "K", 0.75, 0.75, 0)]
    [InlineData("cod_C-Diamond.cif", "cF2", "U", 0.25, 1, 0.25)]
    public void CubicPointsAreWhereTheyShouldBe(
        string file, string lattice, string label, double x, double y, double z)
    {
        HighSymmetryPath path = HighSymmetryPath.Of(Polymorphs.Read(file));
        Assert.Equal(lattice, path.ExtendedBravaisLattice);
        double a = StandardCell.Of(
            CrystalSymmetry.Of(Polymorphs.Read(file))).Conventional.Lattice.Lengths.X;
        Vector3D found = a / (2 * Math.PI) * (path[label] * path.Primitive.Lattice.Reciprocal);

        // The point may be named on another axis: compare coordinates without sign and order.
        double[] sorted = [Math.Abs(found.X), Math.Abs(found.Y), Math.Abs(found.Z)];
        Array.Sort(sorted);
        double[] expected = [x, y, z];
        Array.Sort(expected);
        Assert.All(expected.Zip(sorted), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    /// <summary>Wurtzite: |ΓM| = 2π/(√3 a), |ΓK| = 4π/(3a), |ΓA| = π/c.</summary>
    [Fact]
    public void HexagonalDistancesFollowFromTheCell()
    {
        var path = HighSymmetryPath.Of(Polymorphs.Read("mp_ZnO_wurtzite_mp-2133.cif"));
        Vector3D edges = path.Primitive.Lattice.Lengths;
        Assert.Equal("hP2", path.ExtendedBravaisLattice);
        Assert.Equal(2 * Math.PI / (Math.Sqrt(3) * edges.X), Distance("M"), Rounding);
        Assert.Equal(4 * Math.PI / (3 * edges.X), Distance("K"), Rounding);
        Assert.Equal(Math.PI / edges.Z, Distance("A"), Rounding);

        double Distance(string label) => (path[label] * path.Primitive.Lattice.Reciprocal).Length;
    }

    [Fact]
    public void SamplesAreEvenAndClose()
    {
        const double spacing = 0.03;
        var path = HighSymmetryPath.Of(Polymorphs.Read("mp_TiO2_anatase_mp-390.cif"));
        (ImmutableArray<Vector3D> kPoints, KPointPath sampled) = path.Sample(spacing);
        Assert.Equal(path.Segments,
            sampled.Segments.Select(segment => (segment.StartLabel, segment.EndLabel)));
        Matrix3D reciprocal = path.Primitive.Lattice.Reciprocal;
        int next = 0;
        string? end = null;
        foreach (KPointPathSegment segment in sampled.Segments)
        {
            // A segment that goes on where the last one ended shares its point.
            Assert.Equal(segment.StartLabel == end ? next - 1 : next, segment.Start);
            end = segment.EndLabel;
            Assert.Equal(path[segment.StartLabel], kPoints[segment.Start]);
            Assert.Equal(path[segment.EndLabel], kPoints[segment.End]);
            double length = (
                (path[segment.EndLabel] - path[segment.StartLabel]) * reciprocal).Length;
            for (int i = segment.Start + 1; i <= segment.End; i++)
            {
                double step = ((kPoints[i] - kPoints[i - 1]) * reciprocal).Length;
                Assert.Equal(length / (segment.Count - 1), step, Rounding);
                Assert.True(step <= spacing);
            }

            next = segment.End + 1;
        }

        Assert.Equal(next, kPoints.Length);
    }

    /// <summary>Without time reversal k and −k differ unless the crystal has inversion.</summary>
    [Theory]
    [InlineData("mp_ZnO_zincblende_mp-1986.cif", 2)]
    [InlineData("mp_ZnO_rocksalt_mp-2229.cif", 1)]
    public void OppositePointsAreAddedWithoutTimeReversal(string file, int times)
    {
        var symmetry = CrystalSymmetry.Of(Polymorphs.Read(file));
        var usual = HighSymmetryPath.Of(symmetry);
        var magnetic = HighSymmetryPath.Of(symmetry, timeReversal: false);
        Assert.Equal(times * usual.Segments.Length, magnetic.Segments.Length);
        Assert.Equal(times == 2, magnetic.Points.Any(point => point.Label == "X′"));
    }

    [Fact]
    public void AllZonesAreMet()
    {
        IEnumerable<string> met = Enumerable.Range(1, 230).SelectMany(Cases)
            .Select(known => known.Path.ExtendedBravaisLattice)
            .Distinct()
            .Order(StringComparer.Ordinal);
        string all = "aP2 aP3 cF1 cF2 cI1 cP1 cP2 hP1 hP2 hR1 hR2 mC1 mC2 mC3 mP1 "
            + "oA1 oA2 oC1 oC2 oF1 oF2 oF3 oI1 oI2 oI3 oP1 tI1 tI2 tP1";
        Assert.Equal(all, string.Join(' ', met));
    }

    /// <summary>
    /// Random crystals of a group, stretched so that lattices of all shapes occur; kept, because
    /// several tests look at the same ones.
    /// </summary>
    private static Case[] Cases(int number)
    {
        if (!KnownCases.TryGetValue(number, out Case[]? cases))
        {
            var random = new Random(number);
            cases = new Case[4];
            for (int i = 0; i < cases.Length; i++)
            {
                Crystal crystal = RandomCrystal.Of(
                    SpaceGroupSetting.Standard(number), random, stretch: 0.9 * random.NextDouble());
                var path = HighSymmetryPath.Of(RandomCrystal.Disguised(crystal, random));
                var bare = new Crystal(path.Primitive.Lattice, [new Site(new Element(1), default)]);
                cases[i] = new Case(path, LaueRotations(path.Primitive), LaueRotations(bare));
            }

            KnownCases.Add(number, cases);
        }

        return cases;
    }

    /// <summary>A path, the rotations of its crystal and those of the bare lattice.</summary>
    private sealed record Case(
        HighSymmetryPath Path,
        HashSet<IntegerMatrix3D> Rotations,
        HashSet<IntegerMatrix3D> Holohedry);

    private static bool IsIndexed(string label) => label.Contains('_', StringComparison.Ordinal);

    /// <summary>Rotations of the crystal and, by time reversal, their negatives.</summary>
    private static HashSet<IntegerMatrix3D> LaueRotations(Crystal crystal) =>
        CrystalSymmetry.Of(crystal).Operations.ToArray()
            .SelectMany(operation => new[] { operation.Rotation, -operation.Rotation })
            .ToHashSet();

    private static int LittleGroup(HashSet<IntegerMatrix3D> rotations, Vector3D k) =>
        rotations.Count(rotation => IsSame(k * rotation.ToMatrix(), k));

    private static bool IsSame(Vector3D k, Vector3D l) =>
        FractionalPosition.Nearest(k - l).Length < Rounding;
}
