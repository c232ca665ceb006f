using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals.Neighbors;

/// <summary>
/// For every site i, all pairs (j, T) of a site and a translation of the crystal with
/// |r_j + T − r_i| ≤ r_c, except the site itself (j = i, T = 0). An atom's own images are among its
/// neighbours; two sites at one point (a mixed position) are neighbours at distance 0.
/// </summary>
/// <remarks>
/// A pair belongs to the list when its squared distance in floating point does not exceed r_c².
/// That number is the same bit for bit seen from either end, so the list is always symmetric; but a
/// shell lying exactly at r_c is at the mercy of rounding, so choose r_c between shells.
/// The time is linear in the atoms and, at worst, in |a||b||c| / V: reduce oblique cells first.
/// </remarks>
public sealed class NeighborList
{
    private readonly Neighbor[] neighbors;
    private readonly int[] offsets;

    private NeighborList(Crystal crystal, double cutoff, int[] offsets, Neighbor[] neighbors)
    {
        Crystal = crystal;
        Cutoff = cutoff;
        this.offsets = offsets;
        this.neighbors = neighbors;
    }

    public Crystal Crystal { get; }

    /// <summary>r_c in bohr.</summary>
    public double Cutoff { get; }

    /// <summary>
    /// Number of neighbours of all sites together; every pair is counted from both ends.
    /// </summary>
    public int Count => neighbors.Length;

    /// <summary>
    /// The neighbours of site i are entries Offsets[i] … Offsets[i + 1] − 1 of All.
    /// </summary>
    public ReadOnlySpan<int> Offsets => offsets;

    /// <summary>All neighbours, site after site.</summary>
    public ReadOnlySpan<Neighbor> All => neighbors;

    /// <summary>Neighbours of one site, ascending in (Site, A, B, C).</summary>
    public ReadOnlySpan<Neighbor> Of(int site) =>
        neighbors.AsSpan(offsets[site], offsets[site + 1] - offsets[site]);

    /// <summary>The Cartesian vector from a site to one of its neighbours, in bohr.</summary>
    public Vector3D Displacement(int site, Neighbor neighbor)
    {
        ReadOnlySpan<Site> sites = Crystal.Sites;
        var image = new Vector3D(neighbor.A, neighbor.B, neighbor.C);
        return Crystal.Lattice.ToCartesian(
            sites[neighbor.Site].Position - sites[site].Position + image);
    }

    /// <param name="cutoff">r_c in bohr, positive; may exceed the cell many times.</param>
    /// <param name="threads">The list does not depend on it.</param>
    public static NeighborList Build(Crystal crystal, double cutoff, int threads = 1)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(cutoff), cutoff, "a cutoff is positive and finite");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var cells = new CellGrid(crystal, cutoff);

        // Two passes, the first only counting, let every thread write where its result belongs.
        int[] offsets = new int[crystal.Count + 1];
        ForEachSlab((search, slab) => search.CountSlab(slab, offsets.AsSpan(1)));

        long total = 0;
        for (int i = 1; i < offsets.Length; i++)
        {
            total += offsets[i];
            if (total > Array.MaxLength)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"more than {Array.MaxLength} neighbours within {cutoff} bohr "
                    + $"of {crystal.Count} atoms"));
            }

            offsets[i] = (int)total;
        }

        var neighbors = new Neighbor[total];
        ForEachSlab((search, slab) => search.FillSlab(slab, offsets, neighbors));

        return new NeighborList(crystal, cutoff, offsets, neighbors);

        void ForEachSlab(Action<NeighborSearch, int> visit) => Parallel.For(
            0,
            cells.Slabs,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new NeighborSearch(cells, cutoff),
            (slab, _, search) =>
            {
                visit(search, slab);
                return search;
            },
            _ => { });
    }
}
