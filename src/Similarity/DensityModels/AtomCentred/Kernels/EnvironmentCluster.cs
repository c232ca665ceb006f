using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// An atom and all it sees, as a molecule whose first atom is the centre, at the origin. It has
/// the features of the atom it was taken from.
/// </summary>
public sealed class EnvironmentCluster
{
    public EnvironmentCluster(
        Element centre, IEnumerable<(Element Element, Vector3D Position)> rest)
    {
        Centre = centre;
        Neighbours = [.. rest];
        var sites = new List<Site> { new(centre, default) };
        sites.AddRange(Neighbours.Select(atom => new Site(atom.Element, atom.Position)));
        Cluster = new Crystal(new Lattice(Matrix3D.Identity), sites, Periodicity.None);
    }

    public Element Centre { get; }

    /// <summary>Positions relative to the centre, in bohr.</summary>
    public IReadOnlyList<(Element Element, Vector3D Position)> Neighbours { get; }

    public Crystal Cluster { get; }

    /// <summary>The environments of some atoms.</summary>
    public static IEnumerable<EnvironmentCluster> Of(
        Crystal crystal, double cutoff, IEnumerable<int> atoms)
    {
        NeighborList list = NeighborList.Build(crystal, cutoff);
        foreach (int atom in atoms)
        {
            var rest = new List<(Element, Vector3D)>();
            foreach (Neighbor neighbor in list.Of(atom))
            {
                rest.Add((
                    crystal.Sites[neighbor.Site].Element, list.Displacement(atom, neighbor)));
            }

            yield return new EnvironmentCluster(crystal.Sites[atom].Element, rest);
        }
    }
}
