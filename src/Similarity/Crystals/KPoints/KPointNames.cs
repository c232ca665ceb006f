using System.Collections.Immutable;
using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Names of k-points: those of the high-symmetry points they equal, else their coordinates. A
/// rotation of the crystal, time reversal and reciprocal vectors lead from equal to equal points.
/// </summary>
public sealed class KPointNames
{
    /// <summary>Of coordinates; four decimals are the fewest that programs print.</summary>
    private const double Tolerance = 2e-4;

    private readonly Lazy<ImmutableArray<HighSymmetryPoint>> images;

    private KPointNames(Func<ImmutableArray<HighSymmetryPoint>> images) =>
        this.images = new Lazy<ImmutableArray<HighSymmetryPoint>>(images);

    /// <summary>Coordinates alone, and Γ.</summary>
    public static KPointNames Coordinates { get; } = new(() => []);

    /// <summary>
    /// The names of a crystal's points, found when first asked for. A cell of several primitive
    /// ones folds many points on each, and a crystal that has no space group has no names: both
    /// give coordinates.
    /// </summary>
    public static KPointNames Of(Crystal? crystal) =>
        crystal is null || crystal.Count == 0 || crystal.Periodicity != Periodicity.Full
            ? Coordinates
            : new KPointNames(() => ImagesOf(crystal));

    /// <summary>
    /// Names by the symmetry of the lattice alone, for files that hold no atoms; coordinates if
    /// they hold no lattice either.
    /// </summary>
    /// <param name="reciprocal">Rows b₁, b₂, b₃ in 1/bohr with 2π.</param>
    public static KPointNames Of(Matrix3D? reciprocal) => reciprocal is Matrix3D vectors
        ? Of(new Crystal(
            new Lattice(new Lattice(vectors).Reciprocal), [new Site(new Element(1), default)]))
        : Coordinates;

    /// <param name="k">Fractional, in the reciprocal basis of the crystal's cell.</param>
    public string this[Vector3D k] => Find(k) ?? string.Create(
        CultureInfo.InvariantCulture, $"{Rounded(k.X)} {Rounded(k.Y)} {Rounded(k.Z)}");

    /// <summary>The name of a high-symmetry point; null for any other point.</summary>
    public string? Find(Vector3D k)
    {
        if (k.Length < Tolerance)
        {
            return "Γ";
        }

        // Points of two names may differ by a reciprocal vector (U and K of a face-centred cubic
        // crystal), so the one with the wave vector itself goes first.
        HighSymmetryPoint[] equal = images.Value
            .Where(p => FractionalPosition.Nearest(k - p.Position).Length < Tolerance)
            .ToArray();
        HighSymmetryPoint? same = Array.Find(equal, p => (k - p.Position).Length < Tolerance);
        return (same ?? equal.FirstOrDefault())?.Label;
    }

    // Adding 0 turns −0 into 0.
    private static string Rounded(double coordinate) => (Math.Round(coordinate, 4) + 0.0)
        .ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>All images of the high-symmetry points, on the crystal's own cell.</summary>
    private static ImmutableArray<HighSymmetryPoint> ImagesOf(Crystal crystal)
    {
        // Who asks for the space group hears why there is none.
        if (CrystalSymmetry.Find(crystal, out _) is not { PureTranslationCount: 1 } symmetry)
        {
            return [];
        }

        HighSymmetryPath path;
        try
        {
            path = HighSymmetryPath.Of(symmetry);
        }
        catch (ArgumentException)
        {
            // A cell as flat as only damaged files have it: its zone cannot be reduced.
            return [];
        }

        Matrix3D fromPrimitive = path.Change.Inverse;
        Matrix3D[] rotations = symmetry.Operations.ToArray()
            .Select(operation => operation.Rotation)
            .Distinct()
            .Select(rotation => rotation.ToMatrix())
            .SelectMany(rotation => new[] { rotation, -1 * rotation })
            .ToArray();

        // W and W_2 can be equal; the plain name is preferred.
        return
        [
            .. from point in path.Points.OrderBy(point => point.Label.Length)
               from rotation in rotations
               select point with { Position = point.Position * fromPrimitive * rotation },
        ];
    }
}
