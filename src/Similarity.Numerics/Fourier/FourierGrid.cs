using System.Numerics;

namespace Similarity.Numerics.Fourier;

/// <summary>The transform along three axes, last axis fastest.</summary>
public static class FourierGrid
{
    /// <summary>In place; the inverse is not divided by the number of values.</summary>
    public static void Transform(
        Complex[] values, int count0, int count1, int count2, bool inverse = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            values.LongLength, (long)count0 * count1 * count2, nameof(values));
        Along(values, count2, 1, count0 * count1, inverse, line => line * count2);
        Along(
            values, count1, count2, count0 * count2, inverse,
            line => line / count2 * count1 * count2 + line % count2);
        Along(values, count0, count1 * count2, count1 * count2, inverse, line => line);
    }

    private static void Along(
        Complex[] values, int length, int stride, int lines, bool inverse, Func<int, int> start)
    {
        var transform = new FourierTransform(length);
        Complex[] line = new Complex[length];
        for (int i = 0; i < lines; i++)
        {
            int first = start(i);
            for (int n = 0; n < length; n++)
            {
                line[n] = values[first + n * stride];
            }

            transform.Transform(line, inverse);
            for (int n = 0; n < length; n++)
            {
                values[first + n * stride] = line[n];
            }
        }
    }
}
