using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// The operations under which integrals of a crystal are the same: the grids of one atom of each
/// kind are enough, of which the others are images.
/// </summary>
internal sealed class GridSymmetry
{
    /// <summary>
    /// In bohr: what atoms are moved by when they are taken for images of each other, and less than
    /// the grid is off.
    /// </summary>
    private const double Tolerance = 2e-4;

    private readonly AtomMapping[] operations;
    private readonly int[] multiplicities;

    private GridSymmetry(AtomMapping[] operations, int sites)
    {
        this.operations = operations;
        multiplicities = new int[sites];
        for (int site = 0; site < sites; site++)
        {
            multiplicities[operations.Min(mapping => mapping.Sites[site])]++;
        }
    }

    /// <summary>A group, the identity first.</summary>
    public ReadOnlySpan<AtomMapping> Operations => operations;

    /// <summary>
    /// The number of images of a site that it stands for, itself included; 0 if another one does.
    /// </summary>
    public int MultiplicityOf(int site) => multiplicities[site];

    /// <summary>The rotations that leave a site where it is, or an image of it.</summary>
    public Matrix3D[] RotationsAbout(int site) =>
    [
        .. operations.Where(mapping => mapping.Sites[site] == site)
            .Select(mapping => mapping.Rotation),
    ];

    /// <summary>What has no space group has the identity.</summary>
    public static GridSymmetry Of(Crystal crystal)
    {
        if (crystal.Periodicity == Periodicity.Full
            && CrystalSymmetry.Find(crystal, out _, Tolerance) is { } symmetry
            && Mappings(crystal, symmetry) is { } mappings)
        {
            return new GridSymmetry(mappings, crystal.Count);
        }

        return None(crystal);
    }

    /// <summary>The identity alone.</summary>
    public static GridSymmetry None(Crystal crystal) => new(
        [
            new AtomMapping(
                IntegerMatrix3D.Identity,
                Matrix3D.Identity,
                [.. Enumerable.Range(0, crystal.Count)],
                new IntegerVector3D[crystal.Count]),
        ],
        crystal.Count);

    /// <summary>Null when the image of an atom lies between atoms.</summary>
    private static AtomMapping[]? Mappings(Crystal crystal, CrystalSymmetry symmetry)
    {
        // Products of operations may miss by as much as both do.
        const double slack = 4;
        var lookup = new SiteLookup(
            crystal.Lattice,
            [.. crystal.Sites.ToArray().Select(site => site.Position)],
            SiteKinds.Of(crystal),
            slack * symmetry.Tolerance);
        Matrix3D columns = crystal.Lattice.Vectors.Transpose, inverse = columns.Inverse;
        var mappings = new AtomMapping[symmetry.Operations.Length];
        for (int i = 0; i < mappings.Length; i++)
        {
            SymmetryOperation operation = symmetry.Operations[i];
            Matrix3D rotation =
                Orthogonal(columns * operation.Rotation.ToMatrix() * inverse);
            int[] sites = new int[crystal.Count];
            var cells = new IntegerVector3D[crystal.Count];
            for (int site = 0; site < sites.Length; site++)
            {
                Vector3D image = operation.Apply(lookup.Position(site));
                sites[site] = lookup.Find(image, lookup.Kind(site), out _);
                if (sites[site] < 0)
                {
                    return null;
                }

                cells[site] = IntegerVector3D.Round(image - lookup.Position(sites[site]));
            }

            mappings[i] = new AtomMapping(operation.Rotation, rotation, sites, cells);
        }

        return mappings;
    }

    /// <summary>
    /// The orthogonal matrix next to one that nearly is (Newton's iteration for the polar form).
    /// </summary>
    private static Matrix3D Orthogonal(Matrix3D matrix)
    {
        for (int step = 0; step < 4; step++)
        {
            Matrix3D inverse = matrix.Inverse.Transpose;
            matrix = 0.5 * new Matrix3D(
                matrix.Row0 + inverse.Row0,
                matrix.Row1 + inverse.Row1,
                matrix.Row2 + inverse.Row2);
        }

        return matrix;
    }
}
