using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>An atom of a crystal seen in any cell.</summary>
/// <param name="Position">Cartesian, in bohr.</param>
internal readonly record struct SiteImage(int Site, IntegerVector3D Cell, Vector3D Position)
{
    /// <summary>
    /// All images within a distance of some site of cell 0, those of cell 0 first and in order.
    /// </summary>
    public static SiteImage[] Around(Crystal crystal, double distance)
    {
        var lattice = new LatticePoints(crystal);
        var found = new List<(IntegerVector3D Cell, Vector3D Displacement)>();
        var images = new List<SiteImage>();
        for (int site = 0; site < crystal.Count; site++)
        {
            images.Add(new SiteImage(
                site, default, crystal.Lattice.ToCartesian(crystal.Sites[site].Position)));
        }

        var others = new SortedSet<(int Z, int Y, int X)>();
        for (int site = 0; site < crystal.Count; site++)
        {
            others.Clear();
            for (int centre = 0; centre < crystal.Count; centre++)
            {
                found.Clear();
                lattice.Find(
                    crystal.Sites[site].Position - crystal.Sites[centre].Position,
                    distance,
                    found);
                foreach ((IntegerVector3D cell, _) in found)
                {
                    others.Add((cell.Z, cell.Y, cell.X));
                }
            }

            others.Remove((0, 0, 0));
            foreach ((int z, int y, int x) in others)
            {
                var cell = new IntegerVector3D(x, y, z);
                images.Add(new SiteImage(
                    site,
                    cell,
                    crystal.Lattice.ToCartesian(
                        crystal.Sites[site].Position + cell.ToVector())));
            }
        }

        return [.. images];
    }
}
