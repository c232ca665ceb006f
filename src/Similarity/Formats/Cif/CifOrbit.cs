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
    public static List<Vector3D> Of(Vector3D position, List<CifOperator> operators, Lattice lattice)
    {
        if (operators.Count == 1)
        {
            return [position];
        }

        var shift = default(Vector3D);
        int copies = 0;
        foreach (CifOperator op in operators)
        {
            Vector3D step = CoincidentSites.Nearest(
                op.Apply(position) - position, Periodicity.Full);
            if (IsSame(step, lattice))
            {
                shift += step;
                copies++;
            }
        }

        position += shift / copies;
        var images = new List<Vector3D>();
        foreach (CifOperator op in operators)
        {
            Vector3D image = op.Apply(position);
            image = new(Wrapped(image.X), Wrapped(image.Y), Wrapped(image.Z));
            if (!images.Exists(
                known => IsSame(CoincidentSites.Nearest(image - known, Periodicity.Full), lattice)))
            {
                images.Add(image);
            }
        }

        return images;
    }

    private static bool IsSame(Vector3D fractional, Lattice lattice) =>
        lattice.ToCartesian(fractional).Length < Angstrom.ToBohr(SameAngstrom);

    /// <summary>x modulo 1 in [0, 1); rounding may not put −1e-17 at 1.</summary>
    private static double Wrapped(double x)
    {
        double wrapped = x - Math.Floor(x);
        return wrapped < 1 - 1e-15 ? wrapped : 0;
    }
}
