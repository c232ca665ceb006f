using Similarity.Numerics;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>
/// The pairs of sites that symmetry makes equal. A pair of atoms (A, B) falls on (A', B'), and what
/// is invariant has A(A', B') = D A(A, B) Dᵀ with the matrices D that turn harmonics.
/// </summary>
internal sealed class PairOrbits
{
    private readonly LatticePairs pairs;
    private readonly PairLookup lookup;
    private readonly AtomTable[] tables;
    private readonly AtomMapping[] operations;
    private readonly HarmonicRotation[] rotations;
    private readonly List<Image[]> orbits = [];

    public PairOrbits(
        LatticePairs pairs, PairLookup lookup, AtomTable[] tables, GridSymmetry symmetry)
    {
        this.pairs = pairs;
        this.lookup = lookup;
        this.tables = tables;
        operations = symmetry.Operations.ToArray();
        int highest = tables.Max(table => table.Orbitals.Max(orbital => orbital.AngularMomentum));
        rotations = Array.ConvertAll(operations, mapping =>
        {
            var rotation = new HarmonicRotation();
            rotation.Set(mapping.Rotation, highest);
            return rotation;
        });
        bool[] found = new bool[pairs.Pairs.Length];
        for (int pair = 0; pair < found.Length; pair++)
        {
            if (!found[pair])
            {
                Image[] orbit = [.. ImagesOf(pair)];
                foreach (Image image in orbit)
                {
                    found[image.Pair] = true;
                }

                orbits.Add(orbit);
            }
        }
    }

    /// <summary>Puts the mean over all operations in place of each value.</summary>
    /// <param name="threads">The result does not depend on it.</param>
    public void Average(double[] values, int threads) => Parallel.ForEach(
        orbits,
        new ParallelOptions { MaxDegreeOfParallelism = threads },
        orbit => Average(orbit, values));

    /// <summary>
    /// Where all operations bring a pair; first of all, by the identity, itself.
    /// </summary>
    private IEnumerable<Image> ImagesOf(int index)
    {
        LatticePair pair = pairs.Pairs[index];
        for (int i = 0; i < operations.Length; i++)
        {
            AtomMapping mapping = operations[i];
            int first = mapping.Sites[pair.First], second = mapping.Sites[pair.Second];
            IntegerVector3D cell =
                mapping.W * pair.Cell + mapping.Cells[pair.Second] - mapping.Cells[pair.First];
            bool isTurned = first < second || (first == second && PairSum.IsNegative(cell));
            int image = isTurned
                ? lookup.Find(second, first, -cell)
                : lookup.Find(first, second, cell);

            // Where orbitals just touch, rounding may leave out a pair of zeros.
            if (image >= 0)
            {
                yield return new Image(image, i, isTurned);
            }
        }
    }

    private void Average(Image[] images, double[] values)
    {
        LatticePair pair = pairs.Pairs[images[0].Pair];
        int size = pairs.BlockOf(pair).Rows * pairs.BlockOf(pair).Columns;
        double[] sum = new double[size], mean = new double[size], turned = new double[size];

        // One operation that leads to each image is enough, and then those that leave the pair.
        var orbit = new Dictionary<int, Image>();
        int stabilizer = 0;
        foreach (Image image in images)
        {
            stabilizer += image.Pair == images[0].Pair ? 1 : 0;
            orbit.TryAdd(image.Pair, image);
        }

        foreach (Image image in orbit.Values)
        {
            AddFrom(image, pair, values.AsSpan(pairs.Pairs[image.Pair].Offset, size), sum, turned);
        }

        if (stabilizer == 1)
        {
            sum.CopyTo(mean, 0);
        }
        else
        {
            foreach (Image image in images)
            {
                if (image.Pair == images[0].Pair)
                {
                    AddFrom(image, pair, sum, mean, turned);
                }
            }
        }

        foreach (ref double value in mean.AsSpan())
        {
            value /= operations.Length;
        }

        foreach (Image image in orbit.Values)
        {
            Span<double> target = values.AsSpan(pairs.Pairs[image.Pair].Offset, size);
            if (image.Operation == 0)
            {
                mean.CopyTo(target);
            }
            else if (image.IsTurned)
            {
                Turn(image.Operation, false, pair, mean, turned);
                Transpose(turned, pairs.BlockOf(pair).Rows, target);
            }
            else
            {
                Turn(image.Operation, false, pair, mean, target);
            }
        }
    }

    /// <summary>Adds the block of an image, brought back to the pair.</summary>
    private void AddFrom(
        Image image,
        LatticePair pair,
        ReadOnlySpan<double> block,
        Span<double> sum,
        double[] scratch)
    {
        if (image.IsTurned)
        {
            double[] transposed = new double[block.Length];
            Transpose(block, pairs.BlockOf(pair).Columns, transposed);
            Turn(image.Operation, true, pair, transposed, scratch);
        }
        else
        {
            Turn(image.Operation, true, pair, block, scratch);
        }

        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += scratch[i];
        }
    }

    /// <summary>D X Dᵀ, or Dᵀ X D; only of shells that overlap.</summary>
    private void Turn(
        int operation,
        bool isBackward,
        LatticePair pair,
        ReadOnlySpan<double> block,
        Span<double> into)
    {
        into.Clear();
        HarmonicRotation rotation = rotations[operation];
        var rowOrbitals = tables[pair.First].Orbitals;
        var columnOrbitals = tables[pair.Second].Orbitals;
        int width = pairs.BlockOf(pair).Columns, row = 0;
        double distance = pair.Displacement.Length;
        Span<double> half = stackalloc double[7 * 7];
        foreach (TabulatedOrbital first in rowOrbitals)
        {
            int rows = 2 * first.AngularMomentum + 1, column = 0;
            ReadOnlySpan<double> left = rotation.Of(first.AngularMomentum);
            foreach (TabulatedOrbital second in columnOrbitals)
            {
                int columns = 2 * second.AngularMomentum + 1;
                if (distance < first.End.Radius + second.End.Radius)
                {
                    ReadOnlySpan<double> right = rotation.Of(second.AngularMomentum);
                    int start = row * width + column;
                    MultiplyLeft(left, isBackward, block[start..], rows, columns, width, half);
                    MultiplyRight(half, right, isBackward, into[start..], rows, columns, width);
                }

                column += columns;
            }

            row += rows;
        }
    }

    private static void MultiplyLeft(
        ReadOnlySpan<double> left,
        bool isTransposed,
        ReadOnlySpan<double> block,
        int rows,
        int columns,
        int width,
        Span<double> half)
    {
        (int byRow, int byStep) = isTransposed ? (1, rows) : (rows, 1);
        for (int i = 0; i < rows; i++)
        {
            Span<double> target = half.Slice(i * columns, columns);
            target.Clear();
            for (int k = 0; k < rows; k++)
            {
                double factor = left[i * byRow + k * byStep];
                ReadOnlySpan<double> source = block.Slice(k * width, columns);
                for (int j = 0; j < target.Length; j++)
                {
                    target[j] += factor * source[j];
                }
            }
        }
    }

    private static void MultiplyRight(
        ReadOnlySpan<double> half,
        ReadOnlySpan<double> right,
        bool isTransposed,
        Span<double> into,
        int rows,
        int columns,
        int width)
    {
        (int byColumn, int byStep) = isTransposed ? (1, columns) : (columns, 1);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> source = half.Slice(i * columns, columns);
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < columns; k++)
                {
                    sum += source[k] * right[j * byColumn + k * byStep];
                }

                into[i * width + j] = sum;
            }
        }
    }

    private static void Transpose(ReadOnlySpan<double> block, int rows, Span<double> into)
    {
        int columns = block.Length / rows;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                into[j * rows + i] = block[i * columns + j];
            }
        }
    }

    /// <summary>The pair on which an operation brings another one.</summary>
    /// <param name="IsTurned">Whether the first atom falls on the second of the image.</param>
    private readonly record struct Image(int Pair, int Operation, bool IsTurned);
}
