using Similarity.Numerics;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>
/// Which pair is that of two sites, by the cell between them.
/// </summary>
internal sealed class PairLookup
{
    private readonly int[] indices;
    private readonly int reachX;
    private readonly int reachY;
    private readonly int reachZ;

    public PairLookup(LatticePairs pairs)
    {
        foreach (LatticePair pair in pairs.Pairs)
        {
            reachX = Math.Max(reachX, Math.Abs(pair.Cell.X));
            reachY = Math.Max(reachY, Math.Abs(pair.Cell.Y));
            reachZ = Math.Max(reachZ, Math.Abs(pair.Cell.Z));
        }

        int sites = pairs.Basis.Crystal.Count;
        indices = new int[
            sites * (sites + 1) / 2 * (2 * reachX + 1) * (2 * reachY + 1) * (2 * reachZ + 1)];
        Array.Fill(indices, -1);
        for (int i = 0; i < pairs.Pairs.Length; i++)
        {
            LatticePair pair = pairs.Pairs[i];
            indices[Index(pair.First, pair.Second, pair.Cell)] = i;
        }
    }

    /// <summary>The index of a pair, first ≥ second; −1 if its orbitals do not overlap.</summary>
    public int Find(int first, int second, IntegerVector3D cell) =>
        Math.Abs(cell.X) > reachX || Math.Abs(cell.Y) > reachY || Math.Abs(cell.Z) > reachZ
            ? -1
            : indices[Index(first, second, cell)];

    private int Index(int first, int second, IntegerVector3D cell)
    {
        int index = first * (first + 1) / 2 + second;
        index = index * (2 * reachX + 1) + cell.X + reachX;
        index = index * (2 * reachY + 1) + cell.Y + reachY;
        return index * (2 * reachZ + 1) + cell.Z + reachZ;
    }
}
