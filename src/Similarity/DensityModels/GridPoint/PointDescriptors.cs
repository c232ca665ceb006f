using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Descriptors of points around the atoms of a crystal, <see cref="DescriptorSettings"/> says
/// which. The points of a box share one search; a box whose points turn out to have neighbours
/// beyond it is searched again, wider. Time per point does not grow with the crystal.
/// </summary>
public sealed class PointDescriptors
{
    private readonly AtomBins bins;
    private readonly double firstRadius;

    /// <exception cref="ArgumentException">
    /// The crystal has other species, or half-occupied sites.
    /// </exception>
    public PointDescriptors(Crystal crystal, DescriptorSettings settings)
    {
        settings.Check();
        if (!crystal.IsOrdered)
        {
            throw new ArgumentException("some sites are partly occupied: densities are of atoms");
        }

        Crystal = crystal;
        Settings = settings;
        bins = new AtomBins(crystal, settings.Species);
        int fewest = settings.Species.Min(species => CountOf(crystal, species));

        // Of a crystal without gaps it holds a few atoms more than are asked for.
        double density = Math.Max(1, fewest) / crystal.Lattice.Volume;
        int wanted = Math.Max(settings.Distances, settings.Directions + 1) + 6;
        double reach = Math.Cbrt(3 * wanted / (4 * Math.PI * density));
        firstRadius = Math.Min(
            settings.Far,
            Math.Max(reach, settings.RadialSums > 0 ? settings.RadialCutoff + 1e-6 : 0));
    }

    public Crystal Crystal { get; }

    public DescriptorSettings Settings { get; }

    /// <summary>
    /// The rows of a box's points, k fastest, <c>Settings.Columns</c> numbers each.
    /// </summary>
    public void Compute(UniformGrid grid, GridBox box, PointSearch search, Span<double> rows)
    {
        if (rows.Length != (long)box.Count * Settings.Columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Length} numbers; {box.Count} points have {Settings.Columns} each"));
        }

        Vector3D origin = grid.Point(box.I, box.J, box.K);
        Matrix3D s = grid.Steps;
        Vector3D centre = origin + 0.5 * (
            (box.CountI - 1) * s.Row0 + (box.CountJ - 1) * s.Row1 + (box.CountK - 1) * s.Row2);
        double half = 0.5 * ((box.CountI - 1) * s.Row0.Length
            + (box.CountJ - 1) * s.Row1.Length + (box.CountK - 1) * s.Row2.Length);
        double radius = firstRadius + half;
        while (true)
        {
            search.Gather(bins, centre, radius);
            int row = 0;
            bool isEnough = true;
            for (int i = 0; i < box.CountI && isEnough; i++)
            {
                for (int j = 0; j < box.CountJ && isEnough; j++)
                {
                    for (int k = 0; k < box.CountK && isEnough; k++, row++)
                    {
                        Vector3D at =
                            origin + i * s.Row0 + j * s.Row1 + k * s.Row2 - centre;
                        isEnough = search.TryDescribe(
                            at,
                            radius,
                            rows.Slice(row * Settings.Columns, Settings.Columns));
                    }
                }
            }

            if (isEnough)
            {
                return;
            }

            radius *= 1.25;
        }
    }

    /// <summary>The row of one point anywhere.</summary>
    public void Compute(Vector3D point, PointSearch search, Span<double> row)
    {
        double radius = firstRadius;
        do
        {
            search.Gather(bins, point, radius);
            radius *= 1.25;
        }
        while (!search.TryDescribe(default, radius / 1.25, row));
    }

    private static int CountOf(Crystal crystal, Element species)
    {
        int count = 0;
        foreach (Site site in crystal.Sites)
        {
            count += site.Element == species ? 1 : 0;
        }

        return count;
    }
}
