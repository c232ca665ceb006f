using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Similarity.Search;

/// <summary>What the lanes (4 bytes each) of a vector are.</summary>
public enum VectorEncoding
{
    /// <summary>A number in each lane.</summary>
    Single,

    /// <summary>
    /// Lane 0 and 1 hold, as 32-bit integers, the first bit covered and one past the last; the
    /// other lanes hold the bits, the lowest of a lane first, those not covered 0.
    /// </summary>
    Bits,
}

/// <summary>What all vectors of a collection have in common.</summary>
/// <param name="Lanes">The length of a vector, in units of 4 bytes.</param>
/// <param name="Axes">
/// The ascending points that the numbers belong to, one axis after the other; empty where there are
/// none, and then <see cref="SearchMetric.EarthMover"/> has no meaning.
/// </param>
public sealed record VectorSpace(
    VectorEncoding Encoding, int Lanes, ImmutableArray<ImmutableArray<double>> Axes)
{
    /// <summary>More than any fingerprint has, and few enough that no size overflows.</summary>
    public const int MostLanes = 1 << 24;

    public static VectorSpace OfNumbers(int dimension) =>
        new(VectorEncoding.Single, dimension, []);

    /// <summary>Whether distances by this metric have a meaning here.</summary>
    public bool Allows(SearchMetric metric) => Encoding == VectorEncoding.Bits
        ? metric == SearchMetric.Tanimoto
        : metric != SearchMetric.EarthMover || !Axes.IsEmpty;

    /// <summary>What makes the space impossible; null if nothing does.</summary>
    public string? Fault()
    {
        int least = Encoding == VectorEncoding.Bits ? 2 : 1;
        if (Lanes < least || Lanes > MostLanes)
        {
            return $"{Lanes} lanes; expected {least} to {MostLanes}";
        }

        if (Axes.IsEmpty)
        {
            return null;
        }

        int points = 0;
        foreach (ImmutableArray<double> axis in Axes)
        {
            points += axis.Length;
            for (int i = 0; i < axis.Length; i++)
            {
                if (!double.IsFinite(axis[i]) || (i > 0 && axis[i] < axis[i - 1]))
                {
                    return $"point {i} of an axis is {axis[i]}; expected finite and ascending";
                }
            }

            if (axis.IsEmpty)
            {
                return "an axis without points";
            }
        }

        return Encoding == VectorEncoding.Bits || points == Lanes
            ? null
            : $"axes of {points} points for {Lanes} lanes";
    }

    /// <summary>What makes a vector impossible here; null if nothing does.</summary>
    public string? FaultOf(ReadOnlySpan<float> lanes)
    {
        if (lanes.Length != Lanes)
        {
            return $"{lanes.Length} lanes; expected {Lanes}";
        }

        if (Encoding == VectorEncoding.Bits)
        {
            ReadOnlySpan<uint> words = MemoryMarshal.Cast<float, uint>(lanes);
            long bits = 32L * (Lanes - 2);
            return words[0] <= words[1] && words[1] <= bits
                ? null
                : $"covers bits {words[0]} to {words[1]} of {bits}";
        }

        int bad = IndexOfNonFinite(lanes);
        return bad < 0 ? null : $"lane {bad} is {lanes[bad]}; expected a finite number";
    }

    private static int IndexOfNonFinite(ReadOnlySpan<float> lanes)
    {
        int i = 0;
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(lanes);
        var exponent = new Vector<uint>(0x7F80_0000);
        while (i + Vector<uint>.Count <= bits.Length
            && !Vector.EqualsAny(new Vector<uint>(bits[i..]) & exponent, exponent))
        {
            i += Vector<uint>.Count;
        }

        for (; i < lanes.Length; i++)
        {
            if (!float.IsFinite(lanes[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
