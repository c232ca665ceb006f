using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>The distinct images of a position under the symmetry operators.</summary>
internal static class CifOrbit
{
    /// <summary>
    /// Copies of a site this close, in ångströms, are one atom on a special position.
    /// </summary>
    private const double SameAngstrom = 0.01;

    /// <summary>
    /// Files round 1/3 to 0.3333, which is off its axis. The mean over the operators that move the
    /// position by almost nothing lies on the axis exactly; its images are then exact as well.
    /// </summary>
    public static List<Vector3D> Of(
        Vector3D position, List<SymmetryOperation> operators, Lattice lattice)
    {
        if (operators.Count == 1)
        {
            return [position];
        }

        var shift = default(Vector3D);
        int copies = 0;
        foreach (SymmetryOperation op in operators)
        {
            Vector3D step = FractionalPosition.Nearest(op.Apply(position) - position);
            if (IsSame(step, lattice))
            {
                shift += step;
                copies++;
            }
        }

        position += shift / copies;
        var images = new List<Vector3D>();
        foreach (SymmetryOperation op in operators)
        {
            Vector3D image = FractionalPosition.Wrap(op.Apply(position));
            if (!images.Exists(
                known => IsSame(FractionalPosition.Nearest(image - known), lattice)))
            {
                images.Add(image);
            }
        }

        return images;
    }

    private static bool IsSame(Vector3D fractional, Lattice lattice) =>
        lattice.ToCartesian(fractional).Length < Angstrom.ToBohr(SameAngstrom);
}
