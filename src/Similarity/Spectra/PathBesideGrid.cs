using Similarity.Crystals;

namespace Similarity.Spectra;

/// <summary>
/// Bands on a grid, which fills them, and beside it bands along a path, whose points weigh nothing:
/// the Fermi level comes from the zone, edges and masses from the lines too.
/// </summary>
public static class PathBesideGrid
{
    /// <summary>As many bands as both have; projections are left out.</summary>
    public static BandStructure Join(BandStructure grid, BandStructure path)
    {
        if (grid.Spins != path.Spins || grid.StatesPerBand != path.StatesPerBand)
        {
            throw new ArgumentException("the path has other spins than the grid", nameof(path));
        }

        KPointPath lines = path.Path
            ?? throw new ArgumentException("the bands are not along a path", nameof(path));
        int bands = Math.Min(grid.Bands, path.Bands);
        var energies = new List<double>();
        for (int spin = 0; spin < grid.Spins; spin++)
        {
            foreach (BandStructure part in (BandStructure[])[grid, path])
            {
                for (int k = 0; k < part.KPoints.Length; k++)
                {
                    energies.AddRange(part.EnergiesAt(spin, k)[..bands]);
                }
            }
        }

        int shift = grid.KPoints.Length;
        return new BandStructure(
            grid.Spins,
            grid.StatesPerBand,
            [.. grid.KPoints, .. path.KPoints],
            [.. grid.Weights, .. new double[path.KPoints.Length]],
            energies.ToArray())
        {
            Crystal = grid.Crystal,
            ReciprocalLattice = grid.ReciprocalLattice,
            Electrons = grid.Electrons,
            ReportedFermiLevel = grid.ReportedFermiLevel,
            ReportedSmearing = grid.ReportedSmearing,
            Path = new KPointPath(
                [.. lines.Segments.Select(segment => segment with
                {
                    Start = segment.Start + shift,
                    End = segment.End + shift,
                })]),
        };
    }
}
