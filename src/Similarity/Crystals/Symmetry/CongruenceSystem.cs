using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Linear equations A x ≡ b (mod 1) with integer A (n × 3) and measured b. Integer row and column
/// operations bring A to diagonal form (Smith, without the divisor chain); rows take b along, and
/// the columns are undone on the solution.
/// </summary>
internal sealed class CongruenceSystem
{
    private readonly List<IntegerVector3D> rows = [];
    private readonly List<double> rightSides = [];
    private IntegerMatrix3D columns = IntegerMatrix3D.Identity;

    /// <summary>Adds the three equations M x ≡ b.</summary>
    public void Add(IntegerMatrix3D matrix, Vector3D rightSide)
    {
        for (int i = 0; i < 3; i++)
        {
            rows.Add(matrix[i]);
            rightSides.Add(rightSide[i]);
        }
    }

    /// <summary>One solution, or null when an equation 0 ≡ b misses by more than the tolerance.</summary>
    public Vector3D? Solve(double tolerance)
    {
        double[] y = new double[3];
        int rank = 0;
        while (rank < 3 && TryDiagonalize(rank))
        {
            y[rank] = rightSides[rank] / rows[rank][rank];
            rank++;
        }

        for (int i = rank; i < rows.Count; i++)
        {
            if (Math.Abs(rightSides[i] - Math.Round(rightSides[i])) > tolerance)
            {
                return null;
            }
        }

        return columns * new Vector3D(y[0], y[1], y[2]);
    }

    /// <summary>Leaves a single entry in row and column p; false when only zeros remain.</summary>
    private bool TryDiagonalize(int p)
    {
        while (true)
        {
            (int Size, int Row, int Column) pivot = (int.MaxValue, -1, -1);
            for (int i = p; i < rows.Count; i++)
            {
                for (int j = p; j < 3; j++)
                {
                    int size = Math.Abs(rows[i][j]);
                    pivot = size > 0 && size < pivot.Size ? (size, i, j) : pivot;
                }
            }

            if (pivot.Row < 0)
            {
                return false;
            }

            (rows[p], rows[pivot.Row]) = (rows[pivot.Row], rows[p]);
            (rightSides[p], rightSides[pivot.Row]) = (rightSides[pivot.Row], rightSides[p]);
            ApplyToColumns(Swap(p, pivot.Column));
            if (Eliminate(p))
            {
                return true;
            }
        }
    }

    /// <summary>Subtracts multiples of the pivot; false when a remainder, a smaller pivot, is left.</summary>
    private bool Eliminate(int p)
    {
        bool isClean = true;
        for (int i = p + 1; i < rows.Count; i++)
        {
            int times = rows[i][p] / rows[p][p];
            rows[i] -= times * rows[p];
            rightSides[i] -= times * rightSides[p];
            isClean &= rows[i][p] == 0;
        }

        for (int j = p + 1; j < 3; j++)
        {
            ApplyToColumns(Subtract(p, j, rows[p][j] / rows[p][p]));
            isClean &= rows[p][j] == 0;
        }

        return isClean;
    }

    private void ApplyToColumns(IntegerMatrix3D change)
    {
        IntegerMatrix3D transpose = change.Transpose;
        for (int i = 0; i < rows.Count; i++)
        {
            rows[i] = transpose * rows[i];
        }

        columns *= change;
    }

    private static IntegerMatrix3D Swap(int i, int j)
    {
        int[] order = [0, 1, 2];
        (order[i], order[j]) = (order[j], order[i]);
        return IntegerMatrix3D.FromColumns(Unit(order[0]), Unit(order[1]), Unit(order[2]));
    }

    /// <summary>Column j minus a multiple of column i.</summary>
    private static IntegerMatrix3D Subtract(int i, int j, int times)
    {
        IntegerVector3D[] units = [Unit(0), Unit(1), Unit(2)];
        units[j] -= times * Unit(i);
        return IntegerMatrix3D.FromColumns(units[0], units[1], units[2]);
    }

    private static IntegerVector3D Unit(int axis) => new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
}
