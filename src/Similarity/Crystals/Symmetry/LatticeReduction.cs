using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Reduced bases of a lattice. Each method returns the change of basis P, integer with det P = ±1:
/// the columns of P are the new vectors in terms of the old, so the new rows are Pᵀ A.
/// </summary>
public static class LatticeReduction
{
    // Relative to squared lengths: two lengths that differ less are equal, or reduction may circle.
    private const double Epsilon = 1e-10;
    private const int MaxSteps = 1000;

    /// <summary>The lattice whose rows are Pᵀ A.</summary>
    public static Lattice Transform(Lattice lattice, IntegerMatrix3D change) =>
        new(change.Transpose.ToMatrix() * lattice.Vectors);

    /// <summary>
    /// Minkowski reduction: |a| ≤ |b| ≤ |c| are the three successive minima of the lattice. The
    /// greedy algorithm of Nguyen and Stehlé (ACM Trans. Algorithms 5, 46, 2009), exact up to four
    /// dimensions: reduce the shorter two, then take from c its closest vector in their plane.
    /// </summary>
    public static IntegerMatrix3D Minkowski(Lattice lattice)
    {
        var basis = new Basis(lattice.Vectors);
        for (int step = 0; step < MaxSteps; step++)
        {
            basis.SortByLength();
            if (!basis.ReducePair() && !basis.ReduceThird())
            {
                return basis.Change;
            }
        }

        throw new ArgumentException(
            $"no reduced basis after {MaxSteps} steps of {lattice.Vectors}", nameof(lattice));
    }

    /// <summary>
    /// The Niggli cell: of all Minkowski-reduced bases the one chosen by the International Tables
    /// (A, 9.2), with all angles acute or none. Algorithm of Křivý and Gruber (Acta Cryst. A32,
    /// 297, 1976) with the tolerance of Grosse-Kunstleve et al. (Acta Cryst. A60, 1, 2004).
    /// </summary>
    public static IntegerMatrix3D Niggli(Lattice lattice)
    {
        IntegerMatrix3D change = Minkowski(lattice);
        for (int step = 0; step < MaxSteps; step++)
        {
            IntegerMatrix3D? next = NiggliStep.Of(Transform(lattice, change), Epsilon);
            if (next is null)
            {
                return change;
            }

            change *= next.Value;
        }

        throw new ArgumentException(
            $"no Niggli cell after {MaxSteps} steps of {lattice.Vectors}", nameof(lattice));
    }

    /// <summary>Three vectors and their coefficients in the basis one started from.</summary>
    private sealed class Basis(Matrix3D vectors)
    {
        private readonly Vector3D[] vectors = [vectors.Row0, vectors.Row1, vectors.Row2];
        private readonly IntegerVector3D[] columns = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];

        public IntegerMatrix3D Change =>
            IntegerMatrix3D.FromColumns(columns[0], columns[1], columns[2]);

        public void SortByLength() =>
            Array.Sort(vectors, columns,
                Comparer<Vector3D>.Create((u, v) => u.LengthSquared.CompareTo(v.LengthSquared)));

        /// <summary>Takes from b its multiple of a; true when b became shorter.</summary>
        public bool ReducePair() => Shorten(1, Nearest(vectors[1], vectors[0]), 0);

        /// <summary>
        /// Takes from c its closest lattice vector in the plane of a and b; true when shorter.
        /// </summary>
        public bool ReduceThird()
        {
            (Vector3D a, Vector3D b, Vector3D c) = (vectors[0], vectors[1], vectors[2]);
            double aa = a.LengthSquared, bb = b.LengthSquared, ab = Vector3D.Dot(a, b);
            double ac = Vector3D.Dot(a, c), bc = Vector3D.Dot(b, c);
            double x = (bb * ac - ab * bc) / (aa * bb - ab * ab);
            double y = (aa * bc - ab * ac) / (aa * bb - ab * ab);

            // In a reduced plane the closest point is a corner of the cell around the projection.
            (double Length, int I, int J) best = (double.PositiveInfinity, 0, 0);
            for (int i = (int)Math.Floor(x); i <= (int)Math.Floor(x) + 1; i++)
            {
                for (int j = (int)Math.Floor(y); j <= (int)Math.Floor(y) + 1; j++)
                {
                    double length = (c - i * a - j * b).LengthSquared;
                    best = length < best.Length ? (length, i, j) : best;
                }
            }

            return Shorten(2, best.I, best.J);
        }

        private bool Shorten(int index, int timesA, int timesB)
        {
            Vector3D shorter = vectors[index] - timesA * vectors[0] - timesB * vectors[1];
            if (shorter.LengthSquared >= vectors[index].LengthSquared * (1 - Epsilon))
            {
                return false;
            }

            vectors[index] = shorter;
            columns[index] -= timesA * columns[0] + timesB * columns[1];
            return true;
        }

        private static int Nearest(Vector3D v, Vector3D unit) =>
            (int)Math.Round(Vector3D.Dot(v, unit) / unit.LengthSquared);
    }
}
