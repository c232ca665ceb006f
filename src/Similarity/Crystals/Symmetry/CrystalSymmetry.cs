using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The space group of a periodic crystal: its operations, its type among the 230, which sites it
/// makes equivalent. Disordered crystals are allowed: a site falls on one of the same element and
/// occupancy. Handedness of the cell does not matter; of enantiomorphic types (P3₁21, P3₂21) the
/// one that the atoms show is found.
/// </summary>
public sealed class CrystalSymmetry
{
    /// <summary>
    /// 10⁻³ Å in bohr. Looser finds more symmetry in structures relaxed to loose forces.
    /// </summary>
    public const double DefaultTolerance = 1e-3 / PhysicalConstants.BohrInAngstrom;

    // A tolerance as wide as real displacements accepts some images and not others: no group.
    private const double Tightening = 0.7;
    private const int MaxAttempts = 40;

    // In bohr. The closest atoms are 1.4 bohr apart; 10⁶ atoms fill a cube of some 500.
    private const double ShortestEdge = 0.5;
    private const double LongestEdge = 1e5;

    private readonly SymmetryOperation[] operations;
    private readonly int[] equivalentSites;

    private CrystalSymmetry(
        Crystal crystal,
        PrimitiveCell primitive,
        SiteMapping[] found,
        SpaceGroupMatch match,
        double tolerance)
    {
        Crystal = crystal;
        Primitive = primitive;
        PrimitiveOperations = found;
        Match = match;
        Tolerance = tolerance;
        operations = InputOperations(primitive, found);
        equivalentSites = Orbits(primitive, found);
    }

    public Crystal Crystal { get; }

    /// <summary>
    /// How far (bohr) an image may lie from the site it falls on. Smaller than the one asked for
    /// when that one joined some sites but not all that symmetry would.
    /// </summary>
    public double Tolerance { get; }

    /// <summary>The type's number in the International Tables, 1 to 230.</summary>
    public int SpaceGroupNumber => Setting.Number;

    /// <summary>Short Hermann–Mauguin symbol of the type, e.g. "P6_3/mmc".</summary>
    public string InternationalSymbol => Setting.ShortSymbol;

    /// <summary>Hall symbol of the standard setting of the type.</summary>
    public string HallSymbol => Setting.HallSymbol;

    /// <summary>The standard setting of the type.</summary>
    public SpaceGroupSetting Setting => Match.Group.Setting;

    /// <summary>Hermann–Mauguin symbol of the point group, e.g. "6/mmm".</summary>
    public string PointGroup => Match.Group.PointGroup.Symbol;

    public CrystalSystem CrystalSystem => Match.Group.PointGroup.CrystalSystem;

    /// <summary>
    /// Operations on the coordinates of **this** cell, translations in [0, 1), the identity first;
    /// a cell of n primitive ones has n with each rotation. Rotations that do not keep the lattice
    /// of the cell (a 1×1×2 supercell of a cubic crystal) are left out, so the group can be smaller
    /// than its type.
    /// </summary>
    public ReadOnlySpan<SymmetryOperation> Operations => operations;

    /// <summary>
    /// equivalentSites[i]: the first site of the crystal that symmetry makes equal to site i.
    /// </summary>
    public ReadOnlySpan<int> EquivalentSites => equivalentSites;

    /// <summary>Number of primitive cells in this cell.</summary>
    public int PureTranslationCount => Primitive.Translations.Length;

    internal PrimitiveCell Primitive { get; }

    internal SiteMapping[] PrimitiveOperations { get; }

    internal SpaceGroupMatch Match { get; }

    /// <summary>Finds the symmetry of a crystal periodic in three directions.</summary>
    /// <param name="crystal">With at least one site, no two equal ones at the same place.</param>
    /// <param name="tolerance">In bohr; <see cref="DefaultTolerance"/> when absent.</param>
    public static CrystalSymmetry Of(Crystal crystal, double? tolerance = null)
    {
        if (crystal.Periodicity != Periodicity.Full || crystal.Count == 0)
        {
            throw new ArgumentException(
                "a space group belongs to atoms periodic in three directions");
        }

        double current = tolerance ?? DefaultTolerance;
        if (!(current > 0) || !double.IsFinite(current))
        {
            throw new ArgumentOutOfRangeException(
                nameof(tolerance), current, "a tolerance is a positive length");
        }

        RefuseAbsurdEdges(crystal.Lattice);
        RefuseAbsurdEdges(LatticeReduction.Transform(
            crystal.Lattice, LatticeReduction.Minkowski(crystal.Lattice)));
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (PrimitiveCell.Find(crystal, current) is PrimitiveCell primitive
                && SymmetrySearch.Find(primitive.Crystal, current) is SiteMapping[] found
                && SpaceGroupMatch.Find(
                    primitive.Crystal.Lattice, Array.ConvertAll(found, m => m.Operation))
                    is SpaceGroupMatch match)
            {
                return new CrystalSymmetry(crystal, primitive, found, match, current);
            }

            current *= Tightening;
        }

        throw new ArgumentException(
            $"the operations of {crystal.Name ?? crystal.Formula} form no group at any tolerance",
            nameof(crystal));
    }

    /// <summary>
    /// As <see cref="Of"/>, but null for what has no space group: molecules, atoms at one place,
    /// lattices too skewed or too large to be reduced.
    /// </summary>
    public static CrystalSymmetry? Find(
        Crystal crystal, out string? whyNone, double? tolerance = null)
    {
        try
        {
            whyNone = null;
            return Of(crystal, tolerance);
        }
        catch (ArgumentException e)
        {
            whyNone = e.Message;
            return null;
        }
    }

    /// <summary>
    /// Damaged files hold cells smaller than the tolerance, or so long that the integers of a
    /// change of basis overflow; no crystal comes near either.
    /// </summary>
    private static void RefuseAbsurdEdges(Lattice lattice)
    {
        Vector3D edges = lattice.Lengths;
        double shortest = Math.Min(edges.X, Math.Min(edges.Y, edges.Z));
        double longest = Math.Max(edges.X, Math.Max(edges.Y, edges.Z));
        if (shortest < ShortestEdge || longest > LongestEdge)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a cell with edges from {shortest:G3} to {longest:G3} bohr is no crystal's"));
        }
    }

    private static SymmetryOperation[] InputOperations(PrimitiveCell primitive, SiteMapping[] found)
    {
        Matrix3D change = primitive.Change, inverse = change.Inverse;
        var operations = new List<SymmetryOperation>();
        foreach (SiteMapping mapping in found)
        {
            Matrix3D exact = change * mapping.Operation.Rotation.ToMatrix() * inverse;
            IntegerMatrix3D rotation = IntegerMatrix3D.Round(exact);
            if (!IsInteger(exact, rotation))
            {
                continue;
            }

            foreach (SiteMapping translation in primitive.Translations)
            {
                Vector3D shift =
                    change * mapping.Operation.Translation + translation.Operation.Translation;
                operations.Add(new SymmetryOperation(rotation, shift).Wrapped);
            }
        }

        return operations.ToArray();
    }

    // Entries are ratios of small integers, so they are whole or clearly not.
    private static bool IsInteger(Matrix3D matrix, IntegerMatrix3D rounded)
    {
        Matrix3D integers = rounded.ToMatrix();
        return (matrix.Row0 - integers.Row0).LengthSquared
            + (matrix.Row1 - integers.Row1).LengthSquared
            + (matrix.Row2 - integers.Row2).LengthSquared < 1e-8;
    }

    private static int[] Orbits(PrimitiveCell primitive, SiteMapping[] found)
    {
        // The image of a site under all operations is its whole orbit.
        int[] orbit = new int[primitive.Crystal.Count];
        for (int i = 0; i < orbit.Length; i++)
        {
            orbit[i] = found.Min(mapping => mapping.Permutation[i]);
        }

        var first = new Dictionary<int, int>();
        int[] equivalent = new int[primitive.SiteMap.Length];
        for (int i = 0; i < equivalent.Length; i++)
        {
            int key = orbit[primitive.SiteMap[i]];
            first.TryAdd(key, i);
            equivalent[i] = first[key];
        }

        return equivalent;
    }
}
