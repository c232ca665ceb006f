using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The points of a grid that symmetry does not make equal, and what each stands for. Two points
/// are equal when a rotation takes one to the other modulo reciprocal vectors; a rotation that
/// leads off the grid (a cubic crystal on a 6×6×2 grid) still joins the points it keeps on it, so
/// that equal energies are counted once.
/// </summary>
public sealed class IrreducibleKPoints
{
    private readonly Vector3D[] points;
    private readonly int[] weights;
    private readonly int[] map;
    private readonly int[] gridIndices;

    private IrreducibleKPoints(KPointGrid grid, int[] map, int[] gridIndices, int[] weights)
    {
        Grid = grid;
        this.map = map;
        this.gridIndices = gridIndices;
        this.weights = weights;
        points = Array.ConvertAll(gridIndices, index => grid[index]);
    }

    public KPointGrid Grid { get; }

    public int Count => points.Length;

    /// <summary>
    /// Fractional coordinates; each the first of its class in the order of the grid.
    /// </summary>
    public ReadOnlySpan<Vector3D> Points => points;

    /// <summary>
    /// How many grid points each stands for; they sum to the number of grid points.
    /// </summary>
    public ReadOnlySpan<int> Weights => weights;

    /// <summary>map[i]: grid index i → irreducible index; many-to-one.</summary>
    public ReadOnlySpan<int> Map => map;

    /// <summary>gridIndices[j]: irreducible index j → grid index of its point.</summary>
    public ReadOnlySpan<int> GridIndices => gridIndices;

    /// <param name="symmetry">Of the crystal in the cell to which the grid belongs.</param>
    /// <param name="timeReversal">Takes k and −k as equal; false for magnetic crystals.</param>
    public static IrreducibleKPoints Of(
        KPointGrid grid, CrystalSymmetry symmetry, bool timeReversal = true)
    {
        var rotations = new HashSet<IntegerMatrix3D>();
        foreach (SymmetryOperation operation in symmetry.Operations)
        {
            rotations.Add(operation.Rotation);
            if (timeReversal)
            {
                rotations.Add(-operation.Rotation);
            }
        }

        return Of(grid, rotations);
    }

    /// <summary>
    /// With k and −k as equal and nothing else: for what has no space group, and for slabs.
    /// </summary>
    public static IrreducibleKPoints OfTimeReversal(KPointGrid grid) =>
        Of(grid, [IntegerMatrix3D.Identity, -IntegerMatrix3D.Identity]);

    /// <param name="rotations">A group.</param>
    private static IrreducibleKPoints Of(KPointGrid grid, IEnumerable<IntegerMatrix3D> rotations)
    {
        GridRotation[] onGrid = rotations.Select(rotation => new GridRotation(grid, rotation))
            .ToArray();
        int[] map = new int[grid.Count];
        Array.Fill(map, -1);
        var gridIndices = new List<int>();
        var weights = new List<int>();
        for (int index = 0; index < map.Length; index++)
        {
            if (map[index] >= 0)
            {
                continue;
            }

            // The images under a group are the whole class; none of them has been seen before.
            int weight = 0;
            foreach (GridRotation rotation in onGrid)
            {
                int image = rotation.Image(index);
                if (image >= 0 && map[image] < 0)
                {
                    map[image] = gridIndices.Count;
                    weight++;
                }
            }

            gridIndices.Add(index);
            weights.Add(weight);
        }

        return new IrreducibleKPoints(grid, map, gridIndices.ToArray(), weights.ToArray());
    }

    /// <summary>
    /// k → k W on grid points. Over a group of W this gives the same classes as k → W⁻ᵀ k.
    /// </summary>
    private readonly struct GridRotation
    {
        private readonly KPointGrid grid;
        private readonly IntegerMatrix3D scaled;
        private readonly long common;

        public GridRotation(KPointGrid grid, IntegerMatrix3D rotation)
        {
            this.grid = grid;
            IntegerVector3D n = grid.Divisions;
            common = LeastCommonMultiple(LeastCommonMultiple(n.X, n.Y), n.Z);

            // Row i of W by common/Nᵢ: doubled grid coordinates go to units of 1/(2 common).
            scaled = new(
                (int)(common / n.X) * rotation.Row0,
                (int)(common / n.Y) * rotation.Row1,
                (int)(common / n.Z) * rotation.Row2);
        }

        /// <summary>Grid index of the image, or −1 when it is not on the grid.</summary>
        public int Image(int index)
        {
            IntegerVector3D image = scaled.Transpose * grid.Doubled(index);
            return TryCoordinate(image.X, 0, out int n1) && TryCoordinate(image.Y, 1, out int n2)
                && TryCoordinate(image.Z, 2, out int n3)
                ? grid.Index(n1, n2, n3)
                : -1;
        }

        private bool TryCoordinate(int value, int axis, out int n)
        {
            long step = common / grid.Divisions[axis];
            long doubled = value / step - (long)(2 * grid.Shift[axis]);
            n = (int)(doubled / 2);
            return value % step == 0 && doubled % 2 == 0;
        }

        private static long LeastCommonMultiple(long a, long b)
        {
            long gcd = a;
            for (long rest = b; rest != 0;)
            {
                (gcd, rest) = (rest, gcd % rest);
            }

            return a / gcd * b;
        }
    }
}
