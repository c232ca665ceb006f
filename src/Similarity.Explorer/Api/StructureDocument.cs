using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Explorer.Api;

/// <summary>A structure for drawing.</summary>
/// <param name="Periodic">Along a, b and c.</param>
/// <param name="LatticeA">Rows a, b, c in Å.</param>
/// <param name="Species">The element of each site.</param>
/// <param name="CartesianA">Å.</param>
internal sealed record StructureDocument(
    string Formula,
    bool[] Periodic,
    double[][] LatticeA,
    string[] Species,
    double[][] FracCoords,
    double[][] CartesianA)
{
    public static StructureDocument Of(Crystal crystal)
    {
        Site[] sites = crystal.Sites.ToArray();
        Matrix3D lattice = crystal.Lattice.Vectors;
        return new StructureDocument(
            crystal.Formula,
            [crystal.Periodicity.A, crystal.Periodicity.B, crystal.Periodicity.C],
            [Angstrom(lattice.Row0), Angstrom(lattice.Row1), Angstrom(lattice.Row2)],
            [.. sites.Select(site => site.Element.Symbol)],
            [.. sites.Select(site => Numbers(site.Position))],
            [.. sites.Index().Select(site => Angstrom(crystal.CartesianPosition(site.Index)))]);
    }

    private static double[] Angstrom(Vector3D bohr) =>
        Numbers(PhysicalConstants.BohrInAngstrom * bohr);

    private static double[] Numbers(Vector3D v) => [v.X, v.Y, v.Z];
}
