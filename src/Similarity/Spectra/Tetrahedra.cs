using System.Runtime.InteropServices;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// The Brillouin zone cut into tetrahedra whose corners are k-points; levels are interpolated
/// linearly inside each (Lehmann and Taut, doi:10.1002/pssb.2220540211; Blöchl, Jepsen and
/// Andersen, doi:10.1103/PhysRevB.49.16223). Equivalent tetrahedra are stored once. Bands are
/// those in ascending energy, whatever their order in the source.
/// </summary>
public sealed partial class Tetrahedra
{
    private readonly int[] corners;
    private readonly double[] weights;

    /// <param name="corners">Four indices of k-points for each tetrahedron.</param>
    /// <param name="weights">
    /// The share of the Brillouin zone of each tetrahedron, equivalent ones included; normalised
    /// here to sum to 1.
    /// </param>
    public Tetrahedra(ReadOnlySpan<int> corners, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty || corners.Length != 4 * weights.Length)
        {
            throw new ArgumentException(
                $"{corners.Length} corners of {weights.Length} tetrahedra; expected 4 each, at "
                    + $"least one");
        }

        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException(
                    "a tetrahedron has no positive volume", nameof(weights));
            }

            sum += weight;
        }

        foreach (int corner in corners)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(corner, nameof(corners));
        }

        this.corners = corners.ToArray();
        this.weights = weights.ToArray();
        for (int i = 0; i < this.weights.Length; i++)
        {
            this.weights[i] /= sum;
        }
    }

    public int Count => weights.Length;

    /// <summary>Indices of k-points, four for each tetrahedron.</summary>
    public ReadOnlySpan<int> Corners => corners;

    /// <summary>Shares of the Brillouin zone, which sum to 1.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>
    /// A grid n₁ × n₂ × n₃ of any shift, each of its boxes cut into six tetrahedra around the
    /// shortest of its main diagonals, which keeps them compact. An n of 1 leaves out that
    /// dimension.
    /// </summary>
    /// <param name="map">
    /// map[i₁ + n₁ (i₂ + n₂ i₃)]: the k-point of the band structure equivalent to point i of the
    /// grid.
    /// </param>
    /// <param name="reciprocalLattice">Rows b₁, b₂, b₃, in any unit.</param>
    public static Tetrahedra Of(
        int n1, int n2, int n3, ReadOnlySpan<int> map, Matrix3D reciprocalLattice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(n2, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(n3, 1);
        if (map.Length != (long)n1 * n2 * n3)
        {
            throw new ArgumentException(
                $"{map.Length} entries for a grid {n1} × {n2} × {n3}", nameof(map));
        }

        int start = StartOfShortestDiagonal(new Matrix3D(
            reciprocalLattice.Row0 / n1, reciprocalLattice.Row1 / n2, reciprocalLattice.Row2 / n3));
        var found = new Dictionary<(int, int, int, int), int>();
        Span<int> tetrahedron = stackalloc int[4];
        Span<int> cube = stackalloc int[8];
        for (int i = 0; i < map.Length; i++)
        {
            for (int corner = 0; corner < 8; corner++)
            {
                int a = (i % n1 + (corner & 1)) % n1;
                int b = (i / n1 % n2 + (corner >> 1 & 1)) % n2;
                int c = (i / n1 / n2 + (corner >> 2)) % n3;
                cube[corner] = map[a + n1 * (b + n2 * c)];
            }

            for (int first = 0; first < 3; first++)
            {
                for (int second = 0; second < 3; second++)
                {
                    if (second == first)
                    {
                        continue;
                    }

                    // Along the edges of the box from one end of the diagonal to the other.
                    tetrahedron[0] = cube[start];
                    tetrahedron[1] = cube[start ^ 1 << first];
                    tetrahedron[2] = cube[start ^ 1 << first ^ 1 << second];
                    tetrahedron[3] = cube[start ^ 7];
                    tetrahedron.Sort();
                    (int, int, int, int) key =
                        (tetrahedron[0], tetrahedron[1], tetrahedron[2], tetrahedron[3]);
                    CollectionsMarshal.GetValueRefOrAddDefault(found, key, out _)++;
                }
            }
        }

        // Sorted, so that sums do not depend on the order of a hash table.
        (int, int, int, int)[] keys = [.. found.Keys];
        Array.Sort(keys);
        int[] corners = new int[4 * keys.Length];
        double[] weights = new double[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            Span<int> of = corners.AsSpan(4 * i, 4);
            (of[0], of[1], of[2], of[3]) = keys[i];
            weights[i] = found[keys[i]];
        }

        return new Tetrahedra(corners, weights);
    }

    /// <summary>
    /// The corner (bit i: displaced along axis i) where the shortest of four diagonals starts.
    /// </summary>
    private static int StartOfShortestDiagonal(Matrix3D box)
    {
        int shortest = 0;
        double least = double.PositiveInfinity;
        for (int start = 0; start < 4; start++)
        {
            double x = (start & 1) == 0 ? 1 : -1, y = (start & 2) == 0 ? 1 : -1;
            double length = (new Vector3D(x, y, 1) * box).LengthSquared;

            // Ties, as in cubic lattices, go to the first whatever the rounding.
            if (length < least * (1 - 1e-10))
            {
                (shortest, least) = (start, length);
            }
        }

        return shortest;
    }
}
