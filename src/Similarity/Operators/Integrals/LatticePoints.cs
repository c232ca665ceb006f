using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// Enumerates the translations of a crystal that bring a point into a sphere, without trying any
/// outside (Fincke and Pohst, doi:10.1090/S0025-5718-1985-0777278-8).
/// </summary>
/// <remarks>
/// With the rows of the lattice A = L Q, L lower triangular and Q orthogonal, |(f + n) A|² is the
/// sum of the squares of (f + n) L, whose third component holds n₃ alone, the second n₂ and n₃.
/// </remarks>
internal sealed class LatticePoints
{
    // Widens the ranges so that rounding loses no point; each point is checked by its distance.
    private const double RoundingMargin = 1e-9;

    private readonly Lattice lattice;
    private readonly Periodicity periodicity;
    private readonly Matrix3D lower;

    public LatticePoints(Crystal crystal)
    {
        lattice = crystal.Lattice;
        periodicity = crystal.Periodicity;

        // Gram and Schmidt from the last row up: row i has components along q₁ … q_i only.
        Matrix3D a = lattice.Vectors;
        Vector3D normal = Vector3D.Cross(a.Row0, a.Row1);
        Vector3D q3 = normal / normal.Length;
        Vector3D q1 = a.Row0 / a.Row0.Length;
        Vector3D q2 = Vector3D.Cross(q3, q1);
        lower = new Matrix3D(
            new(a.Row0.Length, 0, 0),
            new(Vector3D.Dot(a.Row1, q1), Vector3D.Dot(a.Row1, q2), 0),
            new(
                Vector3D.Dot(a.Row2, q1),
                Vector3D.Dot(a.Row2, q2),
                Vector3D.Dot(a.Row2, q3)));
    }

    /// <summary>
    /// Adds every n with |(f + n) A| ≤ radius and the vector (f + n) A, ascending in n₃, n₂, n₁.
    /// </summary>
    public void Find(
        Vector3D f, double radius, List<(IntegerVector3D Cell, Vector3D Displacement)> found)
    {
        double wide = radius * radius * (1 + RoundingMargin);
        (int low3, int high3) = Range(periodicity.C, f.Z, 0, lower.Row2.Z, wide);
        for (int n3 = low3; n3 <= high3; n3++)
        {
            double z = f.Z + n3;
            double rest2 = wide - Square(z * lower.Row2.Z);
            double shift2 = z * lower.Row2.Y;
            (int low2, int high2) = Range(periodicity.B, f.Y, shift2, lower.Row1.Y, rest2);
            for (int n2 = low2; n2 <= high2; n2++)
            {
                double y = f.Y + n2;
                double rest1 = rest2 - Square(y * lower.Row1.Y + shift2);
                double shift1 = y * lower.Row1.X + z * lower.Row2.X;
                (int low1, int high1) = Range(periodicity.A, f.X, shift1, lower.Row0.X, rest1);
                for (int n1 = low1; n1 <= high1; n1++)
                {
                    Vector3D displacement = lattice.ToCartesian(new(f.X + n1, y, z));
                    if (displacement.LengthSquared <= radius * radius)
                    {
                        found.Add((new IntegerVector3D(n1, n2, n3), displacement));
                    }
                }
            }
        }
    }

    /// <summary>All n with ((f + n) width + shift)² ≤ square; only 0 if not periodic.</summary>
    private static (int Low, int High) Range(
        bool periodic, double f, double shift, double width, double square)
    {
        if (!periodic || square < 0)
        {
            return periodic ? (0, -1) : (0, 0);
        }

        double centre = -f - shift / width;
        double half = Math.Sqrt(square) / width;
        return ((int)Math.Ceiling(centre - half), (int)Math.Floor(centre + half));
    }

    private static double Square(double x) => x * x;
}
