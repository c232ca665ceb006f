using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Atoms sorted into bins of fractional coordinates, so that those near a point are found without
/// looking at the others. Periodic axes are wrapped; images of any distance are found.
/// </summary>
internal sealed class AtomBins
{
    /// <summary>Bohr; about two atoms of a dense solid to a bin.</summary>
    private const double LeastWidth = 5;

    private readonly Lattice lattice;
    private readonly bool[] periodic;
    private readonly double[] heights = new double[3];
    private readonly int[] sizes = new int[3];
    private readonly int[] starts;
    private readonly Vector3D[] fractional;
    private readonly int[] kinds;

    /// <exception cref="ArgumentException">An atom is of none of the species.</exception>
    public AtomBins(Crystal crystal, ImmutableArray<Element> species)
    {
        lattice = crystal.Lattice;
        periodic = [crystal.Periodicity.A, crystal.Periodicity.B, crystal.Periodicity.C];
        Species = species.Length;
        int count = crystal.Count;
        for (int axis = 0; axis < 3; axis++)
        {
            heights[axis] = 1 / lattice.Inverse.Column(axis).Length;
        }

        // No more bins than atoms, however empty the cell.
        double width = LeastWidth;
        do
        {
            for (int axis = 0; axis < 3; axis++)
            {
                sizes[axis] = (int)Math.Clamp(heights[axis] / width, 1, 1 << 10);
            }

            width *= 1.25;
        }
        while ((double)sizes[0] * sizes[1] * sizes[2] > count + 64);

        int[] binOf = new int[count];
        starts = new int[sizes[0] * sizes[1] * sizes[2] + 1];
        for (int i = 0; i < count; i++)
        {
            Vector3D f = Wrapped(crystal.Sites[i].Position);
            int bin = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                int place = (int)Math.Clamp(f[axis] * sizes[axis], 0, sizes[axis] - 1);
                bin = bin * sizes[axis] + place;
            }

            binOf[i] = bin;
            starts[bin + 1]++;
        }

        for (int bin = 1; bin < starts.Length; bin++)
        {
            starts[bin] += starts[bin - 1];
        }

        int[] next = starts[..^1];
        fractional = new Vector3D[count];
        kinds = new int[count];
        for (int i = 0; i < count; i++)
        {
            Site site = crystal.Sites[i];
            int place = next[binOf[i]]++, kind = species.IndexOf(site.Element);
            fractional[place] = Wrapped(site.Position);
            kinds[place] = kind >= 0
                ? kind
                : throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"site {i + 1} is {site.Element}; the descriptor knows "
                    + $"{string.Join(", ", species)}"));
        }
    }

    public int Species { get; }

    /// <summary>Atoms of each species within a distance of a point, relative to it.</summary>
    public void Gather(Vector3D centre, double radius, List<Vector3D>[] found)
    {
        foreach (List<Vector3D> list in found)
        {
            list.Clear();
        }

        Vector3D f = lattice.ToFractional(centre);
        Span<int> low = stackalloc int[3], high = stackalloc int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            double reach = radius / heights[axis];
            low[axis] = (int)Math.Floor((f[axis] - reach) * sizes[axis]);
            high[axis] = (int)Math.Floor((f[axis] + reach) * sizes[axis]);
            if (!periodic[axis])
            {
                // Atoms outside the frame lie in its outermost bins.
                low[axis] = Math.Clamp(low[axis], 0, sizes[axis] - 1);
                high[axis] = Math.Clamp(high[axis], 0, sizes[axis] - 1);
            }
        }

        double square = radius * radius;
        for (int a = low[0]; a <= high[0]; a++)
        {
            (int placeA, int shiftA) = Split(a, sizes[0]);
            for (int b = low[1]; b <= high[1]; b++)
            {
                (int placeB, int shiftB) = Split(b, sizes[1]);
                for (int c = low[2]; c <= high[2]; c++)
                {
                    (int placeC, int shiftC) = Split(c, sizes[2]);
                    var shift = new Vector3D(shiftA, shiftB, shiftC);
                    int bin = (placeA * sizes[1] + placeB) * sizes[2] + placeC;
                    for (int atom = starts[bin]; atom < starts[bin + 1]; atom++)
                    {
                        Vector3D away = lattice.ToCartesian(fractional[atom] + shift - f);
                        if (away.LengthSquared <= square)
                        {
                            found[kinds[atom]].Add(away);
                        }
                    }
                }
            }
        }
    }

    private Vector3D Wrapped(Vector3D f) => new(
        Wrapped(f.X, periodic[0]), Wrapped(f.Y, periodic[1]), Wrapped(f.Z, periodic[2]));

    private static double Wrapped(double f, bool isPeriodic) => isPeriodic ? f - Math.Floor(f) : f;

    private static (int Place, int Shift) Split(int bin, int size)
    {
        int shift = bin >= 0 ? bin / size : (bin + 1) / size - 1;
        return (bin - shift * size, shift);
    }
}
