using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The path through the Brillouin zone along which bands are drawn, by the recipe HPKOT: Y. Hinuma,
/// G. Pizzi, Y. Kumagai, F. Oba, I. Tanaka, Comput. Mater. Sci. 128, 140 (2017), as in SeeK-path.
/// </summary>
public sealed class HighSymmetryPath
{
    private readonly Dictionary<string, Vector3D> positions;

    private HighSymmetryPath(
        Crystal primitive,
        Matrix3D change,
        string name,
        ImmutableArray<HighSymmetryPoint> points,
        ImmutableArray<(string, string)> segments)
    {
        Primitive = primitive;
        Change = change;
        ExtendedBravaisLattice = name;
        Points = points;
        Segments = segments;
        positions = points.ToDictionary(
            point => point.Label, point => point.Position, StringComparer.Ordinal);
    }

    /// <summary>
    /// The standard primitive crystal, to whose reciprocal vectors the points belong.
    /// </summary>
    public Crystal Primitive { get; }

    /// <summary>
    /// P: its columns are the vectors of <see cref="Primitive"/> in terms of the **input** vectors,
    /// up to a turn. Fractional k-points of the input become k P, as the points are given.
    /// </summary>
    public Matrix3D Change { get; }

    /// <summary>Bravais lattice and shape of the zone, e.g. "cF2", "oF3".</summary>
    public string ExtendedBravaisLattice { get; }

    public ImmutableArray<HighSymmetryPoint> Points { get; }

    /// <summary>
    /// Labels of the ends of each segment, in order; a segment may start where none ended.
    /// </summary>
    public ImmutableArray<(string Start, string End)> Segments { get; }

    public Vector3D this[string label] => positions.TryGetValue(label, out Vector3D position)
        ? position
        : throw new ArgumentException(
            $"{ExtendedBravaisLattice} has no point {label}", nameof(label));

    public static HighSymmetryPath Of(Crystal crystal) => Of(CrystalSymmetry.Of(crystal));

    /// <param name="timeReversal">
    /// Takes k and −k as equal. When they are not, and the crystal has no inversion either, the
    /// path is followed by that through the opposite points, whose labels end in ′.
    /// </param>
    public static HighSymmetryPath Of(CrystalSymmetry symmetry, bool timeReversal = true)
    {
        var cell = StandardCell.Of(symmetry);
        Crystal primitive = cell.Primitive;
        Matrix3D toPrimitive = cell.Change;
        string name;
        if (cell.BravaisLattice == "aP")
        {
            (name, IntegerMatrix3D change) = BrillouinZoneShape.Triclinic(primitive.Lattice);
            primitive = Rebased(primitive, change);
            toPrimitive *= change.ToMatrix();
        }
        else
        {
            name = BrillouinZoneShape.Of(
                cell.BravaisLattice, symmetry.SpaceGroupNumber, cell.Conventional.Lattice);
        }

        var table = HighSymmetryTable.Of(name);
        ImmutableArray<HighSymmetryPoint> points = table.Points(cell.Conventional.Lattice);
        ImmutableArray<(string Start, string End)> segments = table.Segments;
        bool hasInversion = symmetry.Operations.ToArray()
            .Any(o => o.Rotation == -IntegerMatrix3D.Identity);
        if (!timeReversal && !hasInversion)
        {
            segments = [.. segments, .. segments.Select(s => (Opposite(s.Start), Opposite(s.End)))];
            points = [.. points, .. points.Where(point => point.Label != "Γ")
                .Select(point => new HighSymmetryPoint(Opposite(point.Label), -point.Position))];
        }

        return new HighSymmetryPath(primitive, toPrimitive, name, points, segments);
    }

    /// <summary>
    /// Points along all segments, at most <paramref name="spacing"/> (1/bohr, with 2π) apart and
    /// evenly within each; a segment that starts where the last one ended shares its end.
    /// </summary>
    public (ImmutableArray<Vector3D> KPoints, KPointPath Path) Sample(double spacing)
    {
        if (!(spacing > 0) || !double.IsFinite(spacing))
        {
            throw new ArgumentOutOfRangeException(
                nameof(spacing), spacing, "a spacing of k-points is positive");
        }

        Matrix3D reciprocal = Primitive.Lattice.Reciprocal;
        var kPoints = ImmutableArray.CreateBuilder<Vector3D>();
        var segments = ImmutableArray.CreateBuilder<KPointPathSegment>();
        string? last = null;
        foreach ((string start, string end) in Segments)
        {
            Vector3D from = positions[start], to = positions[end];
            if (start != last)
            {
                kPoints.Add(from);
            }

            int first = kPoints.Count - 1;
            int steps = Math.Max(1, (int)Math.Ceiling(((to - from) * reciprocal).Length / spacing));
            for (int i = 1; i < steps; i++)
            {
                kPoints.Add(from + i / (double)steps * (to - from));
            }

            kPoints.Add(to);
            segments.Add(new KPointPathSegment(first, kPoints.Count - 1, start, end));
            last = end;
        }

        return (kPoints.ToImmutable(), new KPointPath(segments.ToImmutable()));
    }

    private static string Opposite(string label) => label == "Γ" ? label : label + "′";

    private static Crystal Rebased(Crystal crystal, IntegerMatrix3D change) => new(
        LatticeReduction.Transform(crystal.Lattice, change),
        crystal.Sites.ToArray().Select(site =>
            site with { Position = FractionalPosition.Wrap(change.Inverse * site.Position) }))
    {
        Name = crystal.Name,
    };
}
