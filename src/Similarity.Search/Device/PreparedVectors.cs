using System.Collections.Immutable;

namespace Similarity.Search.Device;

/// <summary>
/// Vectors as the device takes them: unit vectors for cosines; for the earth mover the cumulative
/// shares of each axis times the intervals, and a last lane that says whether the axis has
/// anything; else as they are. As many lanes as the vectors have.
/// </summary>
internal sealed class PreparedVectors
{
    /// <summary>Larger than what devices may take for 0.</summary>
    private const float Narrowest = 1e-37f;

    private readonly SearchMetric metric;
    private readonly ImmutableArray<ImmutableArray<double>> axes;

    public PreparedVectors(VectorSpace space, SearchMetric metric)
    {
        this.metric = metric;
        axes = metric == SearchMetric.EarthMover ? space.Axes : [];
        Width = space.Lanes;
        float[] spans = new float[Width];
        int end = 0;
        foreach (ImmutableArray<double> axis in axes)
        {
            end += axis.Length;
            double span = (axis[^1] - axis[0]) / axes.Length;
            MeanSpan += span;

            // An axis of one point has no width, but its lane must still be known as the last.
            spans[end - 1] = Math.Max((float)span, Narrowest);
        }

        Spans = spans;
    }

    public int Width { get; }

    /// <summary>For each lane the share of the axis it closes in the mean, else 0.</summary>
    public float[] Spans { get; }

    /// <summary>The largest distance that the earth can be moved.</summary>
    public double MeanSpan { get; }

    public static double SquaredNorm(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float x in vector)
        {
            sum += (double)x * x;
        }

        return sum;
    }

    public void Prepare(ReadOnlySpan<float> vector, Span<float> prepared)
    {
        if (metric == SearchMetric.Cosine)
        {
            double norm = Math.Sqrt(SquaredNorm(vector));
            for (int i = 0; i < vector.Length; i++)
            {
                prepared[i] = norm == 0 ? 0 : (float)(vector[i] / norm);
            }

            return;
        }

        if (metric != SearchMetric.EarthMover)
        {
            vector.CopyTo(prepared);
            return;
        }

        int first = 0;
        foreach (ImmutableArray<double> axis in axes)
        {
            Accumulate(
                axis, vector.Slice(first, axis.Length), prepared.Slice(first, axis.Length));
            first += axis.Length;
        }
    }

    private void Accumulate(
        ImmutableArray<double> axis, ReadOnlySpan<float> vector, Span<float> prepared)
    {
        double total = 0;
        foreach (float x in vector)
        {
            total += Math.Max(0, x);
        }

        prepared[^1] = total == 0 ? 0 : 1;
        double share = 0;
        for (int i = 0; i + 1 < axis.Length; i++)
        {
            share += total == 0 ? 0 : Math.Max(0, vector[i]) / total;
            prepared[i] = (float)(share * (axis[i + 1] - axis[i]) / axes.Length);
        }
    }
}
