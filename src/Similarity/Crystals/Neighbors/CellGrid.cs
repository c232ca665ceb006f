using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals.Neighbors;

/// <summary>
/// The atoms sorted into a grid of cells parallel to the lattice planes. Periodic axes hold the
/// atoms wrapped into the unit cell, other axes span the extent of the atoms.
/// </summary>
/// <remarks>
/// Two points differing by Δ in fractional coordinate i are at least |Δ|·hᵢ apart, with the height
/// hᵢ = 1 / |column i of A⁻¹| of the unit cell over its face i. Cells of width wᵢ therefore need
/// <see cref="Reach"/>ᵢ = ⌊r_c / wᵢ⌋ + 1 cells on either side, whatever the angles.
/// </remarks>
internal sealed class CellGrid
{
    /// <summary>
    /// Extra entries behind the coordinates, so that a vector may be read at any atom.
    /// </summary>
    public const int Padding = 8;

    // Keeps ⌊r_c / w⌋ + 1 right when r_c / w is an integer spoilt by rounding.
    private const double RoundingMargin = 1e-9;

    private readonly int[] starts;

    public CellGrid(Crystal crystal, double cutoff)
    {
        ReadOnlySpan<Site> sites = crystal.Sites;
        Lattice = crystal.Lattice;
        Periodic = [crystal.Periodicity.A, crystal.Periodicity.B, crystal.Periodicity.C];
        Sizes = new int[3];
        Reach = new int[3];
        double[] origin = new double[3];
        double[] cellsPerUnit = new double[3];
        double[] extents = new double[3];
        double[] heights = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            (double low, double high) = Periodic[axis] ? (0, 1) : Range(sites, axis);
            origin[axis] = low;
            extents[axis] = high - low;
            heights[axis] = 1 / Lattice.Inverse.Column(axis).Length;
        }

        double width = CellWidth(sites.Length, cutoff, extents, heights);
        for (int axis = 0; axis < 3; axis++)
        {
            int size = (int)Math.Max(1, extents[axis] * heights[axis] / width);
            double actualWidth = extents[axis] * heights[axis] / size;
            Sizes[axis] = size;
            cellsPerUnit[axis] = extents[axis] > 0 ? size / extents[axis] : 0;
            Reach[axis] = actualWidth > 0 ? ReachOf(cutoff / actualWidth) : 0;
        }

        // Counting sort by cell; within a cell atoms keep the order of the crystal.
        CellOf = new int[sites.Length];
        AtomOf = new int[sites.Length];
        starts = new int[Sizes[0] * Sizes[1] * Sizes[2] + 1];
        for (int i = 0; i < sites.Length; i++)
        {
            Vector3D f = sites[i].Position;
            int cell = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                double local = f[axis] - (Periodic[axis] ? Math.Floor(f[axis]) : origin[axis]);
                int index = Math.Min((int)(local * cellsPerUnit[axis]), Sizes[axis] - 1);
                cell = cell * Sizes[axis] + index;
            }

            CellOf[i] = cell;
            starts[cell + 1]++;
        }

        for (int cell = 1; cell < starts.Length; cell++)
        {
            starts[cell] += starts[cell - 1];
        }

        Order = new int[sites.Length];
        X = new double[sites.Length + Padding];
        Y = new double[sites.Length + Padding];
        Z = new double[sites.Length + Padding];
        Wraps = new (int A, int B, int C)[sites.Length];
        int[] next = starts[..^1];
        for (int i = 0; i < sites.Length; i++)
        {
            int atom = AtomOf[i] = next[CellOf[i]]++;
            Vector3D f = sites[i].Position;
            Order[atom] = i;
            (int a, int b, int c) = Wraps[atom] =
                (Wrap(f.X, Periodic[0], i), Wrap(f.Y, Periodic[1], i), Wrap(f.Z, Periodic[2], i));
            Vector3D r = Lattice.ToCartesian(f - new Vector3D(a, b, c));
            (X[atom], Y[atom], Z[atom]) = (r.X, r.Y, r.Z);
        }
    }

    public Lattice Lattice { get; }

    public bool[] Periodic { get; }

    /// <summary>Number of cells along each axis.</summary>
    public int[] Sizes { get; }

    /// <summary>How many cells away along each axis a neighbour may be.</summary>
    public int[] Reach { get; }

    /// <summary>
    /// Order[atom]: the site of the crystal that is the atom-th in the order of cells.
    /// </summary>
    public int[] Order { get; }

    /// <summary>AtomOf[site]: the inverse of <see cref="Order"/>.</summary>
    public int[] AtomOf { get; }

    /// <summary>CellOf[site]: the cell it lies in, (a Sizes[1] + b) Sizes[2] + c.</summary>
    public int[] CellOf { get; }

    /// <summary>Cartesian coordinates of the wrapped atoms in the order of cells.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double[] Z { get; }

    /// <summary>The translation taken off each atom to wrap it, in the order of cells.</summary>
    public (int A, int B, int C)[] Wraps { get; }

    /// <summary>Rows of cells along the third axis, the unit of parallel work.</summary>
    public int Slabs => Sizes[0] * Sizes[1];

    /// <summary>Atoms First … End − 1 lie in cells low … high − 1 of one row.</summary>
    public (int First, int End) Atoms(int a, int b, int low, int high)
    {
        int row = (a * Sizes[1] + b) * Sizes[2];
        return (starts[row + low], starts[row + high]);
    }

    private static (double Low, double High) Range(ReadOnlySpan<Site> sites, int axis)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (Site site in sites)
        {
            low = Math.Min(low, site.Position[axis]);
            high = Math.Max(high, site.Position[axis]);
        }

        return sites.IsEmpty ? (0, 0) : (low, high);
    }

    /// <summary>
    /// The cutoff, or more where atoms are sparse: at most about one cell per atom in all.
    /// </summary>
    private static double CellWidth(int atoms, double cutoff, double[] extents, double[] heights)
    {
        double width = cutoff * (1 + 2 * RoundingMargin);
        while (true)
        {
            double cells = 1;
            for (int axis = 0; axis < 3; axis++)
            {
                cells *= Math.Max(1, extents[axis] * heights[axis] / width);
            }

            if (cells <= atoms + 64)
            {
                return width;
            }

            width *= 1.25;
        }
    }

    private static int ReachOf(double cutoffInCells) =>
        cutoffInCells < 1e6
            ? (int)(cutoffInCells + RoundingMargin) + 1
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a cutoff of {cutoffInCells:G3} cell heights is out of reach"));

    private static int Wrap(double fractional, bool periodic, int site)
    {
        if (!periodic)
        {
            return 0;
        }

        // Beyond this a fraction has lost half its digits, and sums of translations could overflow.
        if (Math.Abs(fractional) > 1e8)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"site {site} lies {fractional:G3} cells away from the origin"));
        }

        return (int)Math.Floor(fractional);
    }
}
