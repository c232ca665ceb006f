using System.Numerics;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// The atoms around one box of points, and the nearest of them to each: the buffers of one thread.
/// Atoms stand in the order of their distance from the middle of the box, which is nearly that from
/// any of its points: few have to be moved when they are ranked.
/// </summary>
public sealed class PointSearch
{
    // Keeps the direction of an atom that a point lies on from being anything at all.
    private const double LeastDistance = 1e-9;

    private const double CoreSquare = 0.25;

    private readonly DescriptorSettings settings;
    private readonly List<Vector3D>[] found;
    private readonly double[][] x;
    private readonly double[][] y;
    private readonly double[][] z;
    private readonly int ranks;
    private readonly double[] nearest;
    private readonly int[] places;
    private readonly double[] weights;
    private readonly Vector3D[] directions;
    private readonly List<double>[] groups;
    private double[] squares = [];

    public PointSearch(DescriptorSettings settings)
    {
        this.settings = settings;
        int species = settings.Species.Length;
        found = [.. settings.Species.Select(_ => new List<Vector3D>())];
        (x, y, z) = (new double[species][], new double[species][], new double[species][]);
        int directed = settings.Directions == 0
            ? 0
            : settings.Directions + (settings.IsSmooth ? 1 : 0);
        ranks = Math.Max(settings.Distances, directed);
        nearest = new double[ranks];
        places = new int[ranks];
        weights = new double[species * settings.Directions];
        directions = new Vector3D[species * settings.Directions];
        groups = [.. Enumerable.Range(0, species * species).Select(_ => new List<double>())];
    }

    internal void Gather(AtomBins bins, Vector3D centre, double radius)
    {
        bins.Gather(centre, radius, found);
        for (int kind = 0; kind < found.Length; kind++)
        {
            List<Vector3D> atoms = found[kind];
            atoms.Sort((a, b) => a.LengthSquared.CompareTo(b.LengthSquared));
            int padded = (atoms.Count + Vector<double>.Count - 1)
                / Vector<double>.Count * Vector<double>.Count;
            if (x[kind] is null || x[kind].Length < padded)
            {
                (x[kind], y[kind], z[kind]) =
                    (new double[2 * padded], new double[2 * padded], new double[2 * padded]);
            }

            for (int i = 0; i < padded; i++)
            {
                // What fills the last vector is nearest to nothing.
                Vector3D r = i < atoms.Count ? atoms[i] : new Vector3D(1e9, 1e9, 1e9);
                (x[kind][i], y[kind][i], z[kind][i]) = (r.X, r.Y, r.Z);
            }

            if (squares.Length < padded)
            {
                squares = new double[2 * padded];
            }
        }
    }

    /// <summary>False when a neighbour may lie beyond what was gathered.</summary>
    /// <param name="at">The point, relative to the middle of the box.</param>
    internal bool TryDescribe(Vector3D at, double radius, Span<double> row)
    {
        double sure = radius - at.Length;
        bool seesAll = sure >= settings.Far;
        if (!seesAll && settings.RadialSums > 0 && sure < settings.RadialCutoff)
        {
            return false;
        }

        for (int kind = 0; kind < found.Length; kind++)
        {
            Rank(kind, at);
            if (!seesAll && !(nearest[ranks - 1] <= sure * sure))
            {
                return false;
            }

            Span<double> distances = row.Slice(kind * settings.Distances, settings.Distances);
            for (int i = 0; i < distances.Length; i++)
            {
                distances[i] = Math.Min(Math.Sqrt(nearest[i]), settings.Far);
            }

            Direct(kind, at);
            Sum(kind, at, row.Slice(
                found.Length * settings.Distances + kind * settings.RadialSums,
                settings.RadialSums));
        }

        Products(row[(found.Length * (settings.Distances + settings.RadialSums))..]);
        return true;
    }

    /// <summary>
    /// Squares of distances and places of the nearest atoms, ascending, by insertion.
    /// </summary>
    private void Rank(int kind, Vector3D at)
    {
        Array.Fill(nearest, double.PositiveInfinity);
        double[] xs = x[kind], ys = y[kind], zs = z[kind];
        int count = found[kind].Count;
        var atX = new Vector<double>(at.X);
        var atY = new Vector<double>(at.Y);
        var atZ = new Vector<double>(at.Z);
        for (int first = 0; first < count; first += Vector<double>.Count)
        {
            Vector<double> dx = new Vector<double>(xs, first) - atX;
            Vector<double> dy = new Vector<double>(ys, first) - atY;
            Vector<double> dz = new Vector<double>(zs, first) - atZ;
            Vector<double> square = dx * dx + dy * dy + dz * dz;
            if (!Vector.LessThanAny(square, new Vector<double>(nearest[ranks - 1])))
            {
                continue;
            }

            square.CopyTo(squares, first);
            int end = Math.Min(first + Vector<double>.Count, count);
            for (int atom = first; atom < end; atom++)
            {
                double d = squares[atom];
                if (d >= nearest[ranks - 1])
                {
                    continue;
                }

                int place = ranks - 1;
                for (; place > 0 && nearest[place - 1] > d; place--)
                {
                    nearest[place] = nearest[place - 1];
                    places[place] = places[place - 1];
                }

                nearest[place] = d;
                places[place] = atom;
            }
        }
    }

    /// <summary>The radial sums, a vector of atoms at a time.</summary>
    private void Sum(int kind, Vector3D at, Span<double> sums)
    {
        sums.Clear();
        double cutoff = settings.RadialCutoff, step = cutoff / Math.Max(1, sums.Length);
        double[] xs = x[kind], ys = y[kind], zs = z[kind];
        int count = sums.IsEmpty ? 0 : found[kind].Count;
        var limit = new Vector<double>(cutoff * cutoff);
        for (int first = 0; first < count; first += Vector<double>.Count)
        {
            Vector<double> dx = new Vector<double>(xs, first) - new Vector<double>(at.X);
            Vector<double> dy = new Vector<double>(ys, first) - new Vector<double>(at.Y);
            Vector<double> dz = new Vector<double>(zs, first) - new Vector<double>(at.Z);
            Vector<double> square = Vector.Min(dx * dx + dy * dy + dz * dz, limit);
            if (Vector.GreaterThanOrEqualAll(square, limit))
            {
                continue;
            }

            Vector<double> inside = Vector<double>.One - square / limit;
            Vector<double> weight = inside * inside;
            Vector<double> place = Vector.SquareRoot(square) / new Vector<double>(step);
            for (int k = 0; k < sums.Length; k++)
            {
                Vector<double> away = place - new Vector<double>(k);
                sums[k] += Vector.Dot(weight, Vector.Exp(-0.5 * away * away));
            }
        }
    }

    private void Direct(int kind, Vector3D at)
    {
        int few = settings.Directions;
        double outside = settings.IsSmooth && few > 0
            ? Math.Min(nearest[few], settings.Far * settings.Far)
            : 0;
        for (int i = 0; i < few; i++)
        {
            double square = nearest[i], distance = Math.Sqrt(square);
            int slot = kind * few + i;
            bool isNear = distance < settings.Far && distance > LeastDistance;
            directions[slot] = isNear
                ? 1 / distance * (new Vector3D(
                    x[kind][places[i]], y[kind][places[i]], z[kind][places[i]]) - at)
                : default;
            double inside = Math.Max(0, 1 - square / outside);
            weights[slot] = !settings.IsSmooth ? 1
                : isNear ? inside * inside * square / (square + CoreSquare)
                : 0;
        }
    }

    private void Products(Span<double> row)
    {
        int few = settings.Directions, column = 0;
        if (!settings.IsSmooth)
        {
            for (int j = 0; j < directions.Length; j++)
            {
                for (int k = j + 1; k < directions.Length; k++)
                {
                    row[column++] = Vector3D.Dot(directions[j], directions[k]);
                }
            }

            return;
        }

        // Sorted among those of the same two species.
        foreach (List<double> group in groups)
        {
            group.Clear();
        }

        for (int j = 0; j < directions.Length; j++)
        {
            for (int k = j + 1; k < directions.Length; k++)
            {
                groups[j / few * found.Length + k / few].Add(
                    weights[j] * weights[k] * Vector3D.Dot(directions[j], directions[k]));
            }
        }

        foreach (List<double> group in groups)
        {
            group.Sort();
            foreach (double value in group)
            {
                row[column++] = value;
            }
        }
    }
}
