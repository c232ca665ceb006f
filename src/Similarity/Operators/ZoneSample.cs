using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators;

/// <summary>
/// The points of a grid at which bands must be computed, and for how many each stands.
/// </summary>
/// <param name="Symmetry">
/// By which the points were reduced; null when it was not used, for then the sample itself has the
/// symmetry that the grid leaves.
/// </param>
/// <param name="WhyNoSymmetry">Why there is no space group; null when none was looked for.</param>
internal sealed record ZoneSample(
    Vector3D[] Points, double[] Weights, CrystalSymmetry? Symmetry, string? WhyNoSymmetry)
{
    public static ZoneSample Of(Crystal crystal, KPointGrid grid, bool useSymmetry)
    {
        if (!useSymmetry)
        {
            Vector3D[] all = [.. Enumerable.Range(0, grid.Count).Select(i => grid[i])];
            return new(all, Array.ConvertAll(all, _ => 1.0), null, null);
        }

        string? whyNone = null;
        CrystalSymmetry? symmetry = grid.Count > 1 && crystal.Periodicity == Periodicity.Full
            ? CrystalSymmetry.Find(crystal, out whyNone)
            : null;
        IrreducibleKPoints irreducible = symmetry is null
            ? IrreducibleKPoints.OfTimeReversal(grid)
            : IrreducibleKPoints.Of(grid, symmetry);
        return new(
            irreducible.Points.ToArray(),
            Array.ConvertAll(irreducible.Weights.ToArray(), weight => (double)weight),
            symmetry,
            whyNone);
    }
}
