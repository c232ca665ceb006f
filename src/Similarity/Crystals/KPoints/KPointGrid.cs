using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A regular grid of k-points, kᵢ = (nᵢ + sᵢ) / Nᵢ in units of the reciprocal vectors bᵢ, nᵢ = 0 …
/// Nᵢ − 1, with shifts sᵢ of 0 (through Γ) or ½. Point (n₁, n₂, n₃) has the index
/// n₁ + N₁ (n₂ + N₂ n₃): the first axis runs fastest.
/// </summary>
public sealed record KPointGrid
{
    public KPointGrid(int n1, int n2, int n3, Vector3D shift = default)
    {
        Divisions = new(Positive(n1), Positive(n2), Positive(n3));
        if ((double)n1 * n2 * n3 > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(n1), $"{n1} × {n2} × {n3}", $"a grid has at most {int.MaxValue} points");
        }

        for (int axis = 0; axis < 3; axis++)
        {
            if (shift[axis] is not (0 or 0.5))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(shift), shift[axis], "a grid is shifted by 0 or 0.5");
            }
        }

        Shift = shift;
    }

    /// <summary>N₁, N₂, N₃.</summary>
    public IntegerVector3D Divisions { get; }

    /// <summary>s₁, s₂, s₃, each 0 or ½ of a grid step.</summary>
    public Vector3D Shift { get; }

    public int Count => Divisions.X * Divisions.Y * Divisions.Z;

    /// <summary>
    /// The Γ-centred grid with Nᵢ = max(1, round(|bᵢ| / spacing)); |bᵢ| includes 2π, the spacing is
    /// in 1/bohr and ties round to even.
    /// </summary>
    public static KPointGrid FromSpacing(Lattice lattice, double spacing)
    {
        if (!(spacing > 0) || !double.IsFinite(spacing))
        {
            throw new ArgumentOutOfRangeException(
                nameof(spacing), spacing, "a spacing of k-points is positive");
        }

        Matrix3D reciprocal = lattice.Reciprocal;
        return new(Divide(reciprocal.Row0), Divide(reciprocal.Row1), Divide(reciprocal.Row2));

        int Divide(Vector3D b) => Math.Max(1, (int)Math.Round(b.Length / spacing));
    }

    /// <summary>Fractional coordinates of point i, each in (−½, ½].</summary>
    public Vector3D this[int index]
    {
        get
        {
            IntegerVector3D twice = Doubled(index);
            return new(
                Coordinate(twice.X, Divisions.X),
                Coordinate(twice.Y, Divisions.Y),
                Coordinate(twice.Z, Divisions.Z));
        }
    }

    /// <summary>Index of the grid point (n₁, n₂, n₃), each taken modulo Nᵢ.</summary>
    public int Index(int n1, int n2, int n3) =>
        Modulo(n1, Divisions.X)
        + Divisions.X * (Modulo(n2, Divisions.Y) + Divisions.Y * Modulo(n3, Divisions.Z));

    /// <summary>2nᵢ + 2sᵢ: the point in units of 1/(2Nᵢ), whole numbers.</summary>
    internal IntegerVector3D Doubled(int index)
    {
        if (index < 0 || index >= Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"the grid has {Count} points");
        }

        var n = new IntegerVector3D(
            index % Divisions.X,
            index / Divisions.X % Divisions.Y,
            index / (Divisions.X * Divisions.Y));
        return 2 * n + IntegerVector3D.Round(2 * Shift);
    }

    private static double Coordinate(int twice, int divisions) =>
        (twice > divisions ? twice - 2 * divisions : twice) / (2.0 * divisions);

    private static int Modulo(int n, int divisions) => ((n % divisions) + divisions) % divisions;

    private static int Positive(int n) =>
        n > 0
            ? n
            : throw new ArgumentOutOfRangeException(nameof(n), n, "a grid has 1 or more divisions");
}
