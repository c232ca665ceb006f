using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Right-handed conventional cells along the symmetry axes of a point group. Each candidate is a
/// matrix whose columns are the conventional vectors in terms of the primitive ones; preferred
/// cells (short, sorted, obtuse) come first. Among them is one on the standard axes of the group.
/// </summary>
internal static class ConventionalAxes
{
    public static IEnumerable<IntegerMatrix3D> Candidates(
        Lattice primitive, PointGroup pointGroup, IReadOnlyCollection<IntegerMatrix3D> rotations)
    {
        // The axis of −n is that of n.
        IntegerMatrix3D[] proper = rotations.Select(rotation => rotation.Determinant * rotation).Distinct().ToArray();
        return pointGroup.System switch
        {
            CrystalSystem.Triclinic => [RightHanded(LatticeReduction.Niggli(primitive))],
            CrystalSystem.Monoclinic => Monoclinic(primitive, First(proper, 2)),
            CrystalSystem.Orthorhombic => Orthorhombic(primitive, Axes(proper, 2)),
            CrystalSystem.Tetragonal => [AroundAxis(primitive, First(proper, 4))],
            CrystalSystem.Trigonal or CrystalSystem.Hexagonal => Hexagonal(primitive, First(proper, 3)),
            _ => Cubic(Axes(proper, proper.Any(rotation => PointGroup.Order(rotation) == 4) ? 4 : 2)),
        };
    }

    private static IntegerMatrix3D First(IntegerMatrix3D[] proper, int order) =>
        proper.First(rotation => PointGroup.Order(rotation) == order);

    /// <summary>Distinct axes of the rotations of an order.</summary>
    private static IntegerVector3D[] Axes(IntegerMatrix3D[] proper, int order)
    {
        var axes = new List<IntegerVector3D>();
        foreach (IntegerMatrix3D rotation in proper.Where(rotation => PointGroup.Order(rotation) == order))
        {
            IntegerVector3D axis = Axis(rotation);
            if (!axes.Contains(axis) && !axes.Contains(-axis))
            {
                axes.Add(axis);
            }
        }

        return axes.ToArray();
    }

    /// <summary>The shortest lattice vector with W v = v: W − 1 has rank 2, v is normal to its rows.</summary>
    private static IntegerVector3D Axis(IntegerMatrix3D proper)
    {
        IntegerMatrix3D m = proper - IntegerMatrix3D.Identity;
        IntegerVector3D normal = IntegerVector3D.Cross(m.Row0, m.Row1);
        normal = normal != default ? normal : IntegerVector3D.Cross(m.Row0, m.Row2);
        normal = normal != default ? normal : IntegerVector3D.Cross(m.Row1, m.Row2);
        return normal.Reduced;
    }

    /// <summary>Reduced basis |u| ≤ |v| of the lattice plane normal to the axis of W.</summary>
    private static (IntegerVector3D U, IntegerVector3D V) Plane(Lattice lattice, IntegerMatrix3D proper)
    {
        // 1 + W + W² + … + Wⁿ⁻¹ projects on the axis: its rows are multiples of the plane's index.
        var sum = IntegerMatrix3D.Identity;
        for (IntegerMatrix3D power = proper; power != IntegerMatrix3D.Identity; power *= proper)
        {
            sum += power;
        }

        IntegerVector3D index = sum.Row0 != default ? sum.Row0 : sum.Row1 != default ? sum.Row1 : sum.Row2;
        return LatticePlane.ReducedBasis(lattice, index.Reduced);
    }

    private static IEnumerable<IntegerMatrix3D> Monoclinic(Lattice lattice, IntegerMatrix3D twofold)
    {
        (IntegerVector3D u, IntegerVector3D v) = Plane(lattice, twofold);
        IntegerVector3D b = Axis(twofold);
        var cells = new List<(double Size, IntegerMatrix3D Cell)>();

        // Every cell choice of the tables has coefficients up to 1 in a reduced plane; 2 leaves room
        // for a plane that noise has reduced differently.
        for (int code = 0; code < 625; code++)
        {
            IntegerVector3D a = (code % 5 - 2) * u + (code / 5 % 5 - 2) * v;
            IntegerVector3D c = (code / 25 % 5 - 2) * u + (code / 125 - 2) * v;
            IntegerVector3D normal = IntegerVector3D.Cross(a, c);
            if (normal != default && normal == normal.Reduced)
            {
                var cell = IntegerMatrix3D.FromColumns(a, b, c);
                cell = cell.Determinant > 0 ? cell : IntegerMatrix3D.FromColumns(a, -b, c);
                cells.Add((MonoclinicSize(lattice, a, c), cell));
            }
        }

        return cells.OrderBy(cell => cell.Size).Select(cell => cell.Cell);
    }

    /// <summary>|a| + |c| with small penalties, so that of equal cells the obtuse, then a ≤ c, is first.</summary>
    private static double MonoclinicSize(Lattice lattice, IntegerVector3D a, IntegerVector3D c)
    {
        const double tie = 1e-5;
        Vector3D va = lattice.ToCartesian(a.ToVector()), vc = lattice.ToCartesian(c.ToVector());
        double size = va.Length + vc.Length;
        bool isAcute = Vector3D.Dot(va, vc) > tie * tie * size * size;
        bool isSwapped = va.Length > vc.Length * (1 + tie);
        return size * (1 + (isAcute ? 4 * tie : 0) + (isSwapped ? 2 * tie : 0));
    }

    private static IEnumerable<IntegerMatrix3D> Orthorhombic(Lattice lattice, IntegerVector3D[] axes)
    {
        IntegerVector3D[] sorted = axes.OrderBy(axis => lattice.ToCartesian(axis.ToVector()).Length).ToArray();
        int[][] permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        return permutations.Select(p =>
            RightHanded(IntegerMatrix3D.FromColumns(sorted[p[0]], sorted[p[1]], sorted[p[2]])));
    }

    /// <summary>Obverse and reverse setting: which of them suits R depends on the crystal.</summary>
    private static IEnumerable<IntegerMatrix3D> Hexagonal(Lattice lattice, IntegerMatrix3D threefold)
    {
        IntegerMatrix3D cell = AroundAxis(lattice, threefold);
        yield return cell;
        yield return IntegerMatrix3D.FromColumns(-cell.Column(0), -cell.Column(1), cell.Column(2));
    }

    /// <summary>In the classes 23 and m-3 a quarter turn changes the setting (Pa-3 and Pb-3).</summary>
    private static IEnumerable<IntegerMatrix3D> Cubic(IntegerVector3D[] axes)
    {
        yield return RightHanded(IntegerMatrix3D.FromColumns(axes[0], axes[1], axes[2]));
        yield return RightHanded(IntegerMatrix3D.FromColumns(axes[1], axes[0], axes[2]));
    }

    /// <summary>c along the axis, a the shortest vector normal to it, b = W a.</summary>
    private static IntegerMatrix3D AroundAxis(Lattice lattice, IntegerMatrix3D turn)
    {
        IntegerVector3D a = Plane(lattice, turn).U;
        IntegerVector3D b = turn * a;
        IntegerVector3D c = Axis(turn);
        var cell = IntegerMatrix3D.FromColumns(a, b, c);
        return cell.Determinant > 0 ? cell : IntegerMatrix3D.FromColumns(a, b, -c);
    }

    private static IntegerMatrix3D RightHanded(IntegerMatrix3D cell) => cell.Determinant > 0 ? cell : -cell;
}
