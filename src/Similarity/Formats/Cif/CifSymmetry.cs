using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>The symmetry operators of a data block.</summary>
internal static class CifSymmetry
{
    /// <summary>
    /// A face-centred cubic cell has 192; cells larger than conventional ones have more.
    /// </summary>
    private const int MostOperators = 768;

    private static readonly string[] OperatorTags =
        ["_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz"];

    private static readonly string[] HallTags =
        ["_space_group_name_hall", "_symmetry_space_group_name_hall"];

    private static readonly string[] NameTags =
    [
        "_space_group_name_h-m_alt",
        "_symmetry_space_group_name_h-m",
        "_space_group_name_h-m_full",
    ];

    private static readonly string[] NumberTags =
        ["_space_group_it_number", "_symmetry_int_tables_number"];

    public static List<SymmetryOperation> Operators(
        CifBlock block, Lattice lattice, List<string> warnings)
    {
        foreach (string tag in OperatorTags)
        {
            if (block.TryGet(tag, out _)
                && block.TryGetLoop(tag, out CifLoop? loop, out int column))
            {
                return Listed(block, tag, loop, column);
            }
        }

        return OfNamedGroup(block, lattice, warnings);
    }

    /// <summary>Warns where the operators are no group, or no symmetry of the cell.</summary>
    public static void Check(
        CifBlock block, List<SymmetryOperation> operators, Lattice lattice, List<string> warnings)
    {
        // Closed under products modulo lattice translations, or lines of the list are missing.
        var known = operators.Select(Modulo).ToHashSet();
        bool isGroup = operators.All(a => operators.All(b => known.Contains(Modulo(a * b))));
        if (!isGroup)
        {
            warnings.Add(
                $"data block {block.Name}: the {operators.Count} symmetry operators are no group; "
                + "some may be missing");
        }

        if (!Fits(operators, lattice))
        {
            warnings.Add(
                $"data block {block.Name}: the cell does not have the symmetry of its operators");
        }
    }

    /// <summary>
    /// W leaves lengths and angles alone when Wᵀ G W = G for the metric G of the cell.
    /// </summary>
    private static bool Fits(List<SymmetryOperation> operators, Lattice lattice)
    {
        const double Tolerance = 1e-2;
        Matrix3D metric = lattice.Vectors * lattice.Vectors.Transpose;
        double scale = Math.Max(metric[0, 0], Math.Max(metric[1, 1], metric[2, 2]));
        return operators.TrueForAll(op =>
        {
            Matrix3D rotation = op.Rotation.ToMatrix();
            Matrix3D turned = rotation.Transpose * metric * rotation;
            return Enumerable.Range(0, 3).All(
                i => (turned[i] - metric[i]).Length <= Tolerance * scale);
        });
    }

    private static List<SymmetryOperation> Listed(
        CifBlock block, string tag, CifLoop loop, int column)
    {
        var seen = new HashSet<(IntegerMatrix3D, Vector3D)>();
        var operators = new List<SymmetryOperation>();
        for (int row = 0; row < loop.Rows; row++)
        {
            CifToken token = loop[row, column];
            FilePlace place = block.Place(tag, token.Line);
            if (!SymmetryOperation.TryParse(token.Text, out SymmetryOperation op))
            {
                throw place.Error(
                    $"'{FilePlace.Excerpt(token.Text)}' is no symmetry operator; "
                    + "expected a triplet such as -y,x-y,z+1/3");
            }

            if (seen.Add(Modulo(op)))
            {
                operators.Add(op);
            }

            if (operators.Count > MostOperators)
            {
                throw place.Error(
                    $"more than {MostOperators} symmetry operators; no space group has so many");
            }
        }

        if (seen.Add(Modulo(SymmetryOperation.Identity)))
        {
            operators.Insert(0, SymmetryOperation.Identity);
        }

        return operators;
    }

    /// <summary>
    /// The operators of a group that is only named. A Hall symbol settles axes and origin; other
    /// names may leave them open, and then the first tabulated setting counts that fits the cell.
    /// </summary>
    private static List<SymmetryOperation> OfNamedGroup(
        CifBlock block, Lattice lattice, List<string> warnings)
    {
        bool hasHall = block.TryGetAny(HallTags, out CifToken hall);
        bool hasName = block.TryGetAny(NameTags, out CifToken name);
        bool hasNumber = block.TryGetAny(NumberTags, out CifToken number);
        if (!hasHall && !hasName && !hasNumber)
        {
            warnings.Add($"data block {block.Name}: no symmetry is given; read as P1");
            return [SymmetryOperation.Identity];
        }

        if (hasHall && SpaceGroupSetting.FindByHall(hall.Text) is { } exact)
        {
            return [.. exact.Operations];
        }

        SpaceGroupSetting? named = hasName ? SpaceGroupSetting.FindBySymbol(name.Text)
            : hasNumber && CifNumber.TryParse(number.Text, out double value)
                && value is >= 1 and <= 230
                ? SpaceGroupSetting.Standard((int)value)
            : null;
        if (named is null)
        {
            CifToken group = hasName ? name : hasNumber ? number : hall;
            throw block.Place(OperatorTags[0], group.Line).Error(
                $"is missing, and the space group '{FilePlace.Excerpt(group.Text)}' "
                + "is not in the tables");
        }

        SpaceGroupSetting[] fitting = hasName && name.Text.Contains(':', StringComparison.Ordinal)
            ? [named]
            : [.. SpaceGroupSetting.All.Where(
                each => each.Number == named.Number && Fits([.. each.Operations], lattice))];
        SpaceGroupSetting chosen = fitting.Length == 0 || fitting.Contains(named)
            ? named
            : fitting[0];
        bool isOpen = chosen == named
            ? fitting.Count(each => each.FullSymbol == chosen.FullSymbol) > 1
            : fitting.Length > 1;
        if (isOpen)
        {
            warnings.Add(
                $"data block {block.Name}: the setting of space group {named.ShortSymbol} "
                + $"is not given; read as Hall symbol {chosen.HallSymbol}");
        }

        return [.. chosen.Operations];
    }

    /// <summary>The operator with its translation reduced to [0, 1), as a key of lookup.</summary>
    private static (IntegerMatrix3D, Vector3D) Modulo(SymmetryOperation op)
    {
        const double Steps = 1e4;
        Vector3D w = op.Translation;
        return (op.Rotation, new(Reduced(w.X), Reduced(w.Y), Reduced(w.Z)));

        static double Reduced(double x) => Math.Round((x - Math.Floor(x)) * Steps) % Steps;
    }
}
