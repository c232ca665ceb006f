namespace Similarity.Search.Graph.Distances;

/// <summary>
/// Σ_i |F_a(i) − F_b(i)| (x_{i+1} − x_i), the mean over the axes, as
/// <see cref="SearchMetric.EarthMover"/> says.
/// </summary>
internal readonly unsafe struct EarthMoverDistance : IGraphDistance
{
    private readonly int[] lengths;

    /// <summary>x_{i+1} − x_i over the number of axes; 0 at the last point of an axis.</summary>
    private readonly float[] widths;

    /// <summary>From the first point of an axis to its last, over the number of axes.</summary>
    private readonly float[] spans;

    internal EarthMoverDistance(VectorSpace space)
    {
        int axes = space.Axes.Length;
        lengths = [.. space.Axes.Select(axis => axis.Length)];
        spans = [.. space.Axes.Select(axis => (float)((axis[^1] - axis[0]) / axes))];
        widths = [.. space.Axes.SelectMany(axis => Enumerable.Range(0, axis.Length).Select(
            i => i + 1 < axis.Length ? (float)((axis[i + 1] - axis[i]) / axes) : 0))];
    }

    public bool IsSquared => false;

    public bool UsesSizes => false;

    public float SizeOf(float* vector) => 0;

    public float SizeOfQuery(float* vector) => 0;

    public float Between(float* a, float sizeA, float* b, float sizeB)
    {
        float distance = 0;
        int first = 0;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            int length = lengths[axis];
            float totalA = Total(a + first, length), totalB = Total(b + first, length);
            if (totalA == 0 || totalB == 0)
            {
                distance += totalA == totalB ? 0 : spans[axis];
            }
            else
            {
                float shareA = 1 / totalA, shareB = 1 / totalB, excess = 0;
                for (int i = first; i < first + length; i++)
                {
                    excess += MathF.Max(0, a[i]) * shareA - MathF.Max(0, b[i]) * shareB;
                    distance += MathF.Abs(excess) * widths[i];
                }
            }

            first += length;
        }

        return distance;
    }

    private static float Total(float* values, int length)
    {
        float total = 0;
        for (int i = 0; i < length; i++)
        {
            total += MathF.Max(0, values[i]);
        }

        return total;
    }
}
