using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Coulomb;

/// <summary>
/// A slab or a wire repeated in all three directions, far from its images, and what undoes the
/// field their dipoles make: −(2π/V) Δz² for a slab of normal z (Yeh and Berkowitz 1999),
/// −(π/V)(Δx² + Δy²) for a wire along z (Bródka and Śliwiński 2004), Δ between sites i and j.
/// </summary>
/// <remarks>
/// The rest falls off exponentially with the vacuum for a slab, with its fourth power for a wire
/// (quadrupoles of its images, 1e-5 of the energy at 120 bohr). Only neutral slabs and wires have
/// an energy.
/// </remarks>
internal sealed class IsolatedImages
{
    private readonly Vector3D[] isolated;

    private IsolatedImages(Crystal repeated, Vector3D[] isolated)
    {
        Repeated = repeated;
        this.isolated = isolated;
    }

    /// <summary>The same sites in a cell with vacuum, periodic in three directions.</summary>
    public Crystal Repeated { get; }

    /// <param name="vacuum">
    /// Least distance in bohr between images; twice the longest translation where that is more.
    /// </param>
    public static IsolatedImages Of(Crystal crystal, double vacuum)
    {
        Periodicity periodicity = crystal.Periodicity;
        Matrix3D vectors = crystal.Lattice.Vectors;
        Vector3D[] periodic = [.. new[]
        {
            (periodicity.A, vectors.Row0), (periodicity.B, vectors.Row1),
            (periodicity.C, vectors.Row2),
        }.Where(row => row.Item1).Select(row => row.Item2)];
        Vector3D[] isolated = periodic.Length == 2
            ? [Unit(Vector3D.Cross(periodic[0], periodic[1]))]
            : Perpendicular(Unit(periodic[0]));

        // Only in a square section do the dipoles of a wire's images act the same along x and y.
        vacuum = Math.Max(vacuum, 2 * periodic.Max(vector => vector.Length));
        double height = vacuum + isolated.Max(unit => Extent(crystal, unit));
        Vector3D[] rows = [.. periodic, .. isolated.Select(unit => height * unit)];
        var lattice = new Lattice(new Matrix3D(rows[0], rows[1], rows[2]));
        var sites = new Site[crystal.Count];
        for (int i = 0; i < sites.Length; i++)
        {
            Vector3D position = lattice.ToFractional(crystal.CartesianPosition(i));
            sites[i] = crystal.Sites[i] with { Position = position };
        }

        return new IsolatedImages(new Crystal(lattice, sites), isolated);
    }

    /// <summary>60 bohr between slabs, 120 between wires, whose images matter longer.</summary>
    public static IsolatedImages Of(Crystal crystal)
    {
        Periodicity periodicity = crystal.Periodicity;
        bool[] axes = [periodicity.A, periodicity.B, periodicity.C];
        return Of(crystal, axes.Count(periodic => periodic) == 2 ? 60 : 120);
    }

    public void RemoveDipoles(Matrix<double> interactions)
    {
        double strength = 2 * Math.PI / (isolated.Length * Repeated.Lattice.Volume);
        for (int i = 0; i < Repeated.Count; i++)
        {
            for (int j = 0; j < Repeated.Count; j++)
            {
                Vector3D d = Repeated.CartesianPosition(j) - Repeated.CartesianPosition(i);
                foreach (Vector3D unit in isolated)
                {
                    double along = Vector3D.Dot(d, unit);
                    interactions[i, j] -= strength * along * along;
                }
            }
        }
    }

    private static Vector3D Unit(Vector3D v) => 1 / v.Length * v;

    private static Vector3D[] Perpendicular(Vector3D axis)
    {
        Vector3D other = Math.Abs(axis.X) < 0.5 ? new(1, 0, 0) : new(0, 1, 0);
        Vector3D first = Unit(Vector3D.Cross(axis, other));
        return [first, Vector3D.Cross(axis, first)];
    }

    private static double Extent(Crystal crystal, Vector3D unit)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < crystal.Count; i++)
        {
            double along = Vector3D.Dot(crystal.CartesianPosition(i), unit);
            low = Math.Min(low, along);
            high = Math.Max(high, along);
        }

        return high - low;
    }
}
