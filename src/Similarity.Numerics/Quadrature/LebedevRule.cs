using System.Collections.Immutable;

namespace Similarity.Numerics.Quadrature;

/// <summary>
/// Points and weights on the unit sphere, ∫ f dΩ ≈ Σ wᵢ f(uᵢ), exact for polynomials up to a degree
/// and unchanged by the 48 rotations and reflections of a cube. Takes (degree + 1)²/3 points, where
/// a product of Gauss and uniform points takes a half more.
/// </summary>
public sealed partial class LebedevRule
{
    private LebedevRule(Table table)
    {
        Degree = table.Degree;
        var points = ImmutableArray.CreateBuilder<Vector3D>();
        var weights = ImmutableArray.CreateBuilder<double>();
        foreach (Orbit orbit in table.Orbits)
        {
            int before = points.Count;
            points.AddRange(Images(orbit.Representative));
            weights.AddRange(
                Enumerable.Repeat(4 * Math.PI * orbit.Weight, points.Count - before));
        }

        Points = points.ToImmutable();
        Weights = weights.ToImmutable();
    }

    /// <summary>What an orbit of points under the group of the cube is made of.</summary>
    private enum OctahedralOrbit
    {
        /// <summary>(1, 0, 0), 6 points.</summary>
        Vertices,

        /// <summary>(0, 1, 1)/√2, 12 points.</summary>
        Edges,

        /// <summary>(1, 1, 1)/√3, 8 points.</summary>
        Faces,

        /// <summary>(a, a, √(1 − 2a²)), 24 points.</summary>
        Diagonals,

        /// <summary>(a, √(1 − a²), 0), 24 points.</summary>
        Planes,

        /// <summary>(a, b, √(1 − a² − b²)), 48 points.</summary>
        General,
    }

    /// <summary>The degrees there are rules for, ascending.</summary>
    public static ImmutableArray<int> Degrees => [.. Tables.Select(table => table.Degree)];

    /// <summary>Polynomials up to this degree are integrated exactly.</summary>
    public int Degree { get; }

    public ImmutableArray<Vector3D> Points { get; }

    /// <summary>They sum to 4π.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The smallest rule that is exact up to a degree.</summary>
    public static LebedevRule OfDegree(int degree)
    {
        Table? table = Array.Find(Tables, table => table.Degree >= degree);
        return table is null
            ? throw new ArgumentOutOfRangeException(
                nameof(degree), degree, $"there are rules up to degree {Degrees[^1]}")
            : table.Rule.Value;
    }

    /// <summary>All different points (±x, ±y, ±z) in every order of the axes.</summary>
    private static IEnumerable<Vector3D> Images(Vector3D p)
    {
        Vector3D[] orders =
        [
            p, new(p.Y, p.Z, p.X), new(p.Z, p.X, p.Y),
            new(p.Y, p.X, p.Z), new(p.X, p.Z, p.Y), new(p.Z, p.Y, p.X),
        ];
        foreach (Vector3D q in orders.Distinct())
        {
            for (int signs = 0; signs < 8; signs++)
            {
                bool repeats = (q.X == 0 && (signs & 1) != 0)
                    || (q.Y == 0 && (signs & 2) != 0)
                    || (q.Z == 0 && (signs & 4) != 0);
                if (!repeats)
                {
                    yield return new Vector3D(
                        (signs & 1) != 0 ? -q.X : q.X,
                        (signs & 2) != 0 ? -q.Y : q.Y,
                        (signs & 4) != 0 ? -q.Z : q.Z);
                }
            }
        }
    }

    private sealed record Orbit(OctahedralOrbit Kind, double Weight, double A = 0, double B = 0)
    {
        public Vector3D Representative => Kind switch
        {
            OctahedralOrbit.Vertices => new(1, 0, 0),
            OctahedralOrbit.Edges => Math.Sqrt(0.5) * new Vector3D(0, 1, 1),
            OctahedralOrbit.Faces => Math.Sqrt(1 / 3.0) * new Vector3D(1, 1, 1),
            OctahedralOrbit.Diagonals => new(A, A, Math.Sqrt(1 - 2 * A * A)),
            OctahedralOrbit.Planes => new(A, Math.Sqrt(1 - A * A), 0),
            _ => new(A, B, Math.Sqrt(1 - A * A - B * B)),
        };
    }

    private sealed class Table(int degree, Orbit[] orbits)
    {
        public int Degree => degree;

        public Orbit[] Orbits => orbits;

        public Lazy<LebedevRule> Rule => field ??= new(() => new LebedevRule(this));
    }
}
