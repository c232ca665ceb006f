using System.Runtime.InteropServices;
using Similarity.Fingerprints;
using Similarity.Search;

namespace Similarity.Catalog.Codecs;

/// <summary>
/// Fingerprints as vectors for search: numbers of 4 bytes, or for <c>nomad</c> the bits.
/// </summary>
public static class VectorCodec
{
    private const int BitsPerLane = 32;

    /// <summary>Lanes in front of the bits: the first bit covered and one past the last.</summary>
    private const int CoverageLanes = 2;

    /// <summary>
    /// The set that the fingerprints of a recipe belong to; null where each spectrum decides on its
    /// energies, and so on its set.
    /// </summary>
    public static FingerprintSet? SetOf(FingerprintRecipe recipe) =>
        recipe.Segments is not { } segments
            ? null
            : new FingerprintSet(
                recipe.Kind,
                recipe.Parameters,
                recipe.GridId,
                recipe.Grid is null ? VectorEncoding.Single : VectorEncoding.Bits,
                recipe.Grid is { } grid ? LanesOf(grid) : recipe.Length!.Value,
                recipe.Grid is null ? segments : []);

    /// <summary>The set that a fingerprint belongs to.</summary>
    public static FingerprintSet SetOf(FingerprintRecipe recipe, Fingerprint fingerprint) => new(
        recipe.Kind,
        recipe.Parameters,
        fingerprint.GridId,
        fingerprint.Nomad is null ? VectorEncoding.Single : VectorEncoding.Bits,
        fingerprint.Nomad is { } bits ? LanesOf(bits.Grid) : fingerprint.Values.Length,
        fingerprint.Nomad is null ? fingerprint.Segments : []);

    /// <exception cref="UnsuitableSpectrumException">A number is too large for 4 bytes.</exception>
    public static float[] Encode(Fingerprint fingerprint)
    {
        if (fingerprint.Nomad is { } bits)
        {
            return Encode(bits);
        }

        float[] lanes = new float[fingerprint.Values.Length];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = (float)fingerprint.Values[i];
            if (!float.IsFinite(lanes[i]))
            {
                throw new UnsuitableSpectrumException(
                    $"number {i} of the fingerprint, {fingerprint.Values[i]:R}, is too large");
            }
        }

        return lanes;
    }

    /// <summary>How many numbers the vectors of a set stand for: bits are one each.</summary>
    public static int NumbersOf(FingerprintSet set) => set.Encoding == VectorEncoding.Bits
        ? BitsPerLane * (set.Lanes - CoverageLanes)
        : set.Lanes;

    /// <summary>The numbers of a vector; 1 and 0 of bits.</summary>
    public static double[] Decode(FingerprintSet set, ReadOnlySpan<float> lanes)
    {
        double[] numbers = new double[NumbersOf(set)];
        Decode(set, lanes, numbers);
        return numbers;
    }

    /// <summary>Writes the numbers of a vector.</summary>
    /// <param name="numbers">Of <see cref="NumbersOf"/> elements.</param>
    public static void Decode(
        FingerprintSet set, ReadOnlySpan<float> lanes, Span<double> numbers)
    {
        if (set.Encoding == VectorEncoding.Single)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = lanes[i];
            }

            return;
        }

        ReadOnlySpan<uint> words = MemoryMarshal.Cast<float, uint>(lanes[CoverageLanes..]);
        for (int bit = 0; bit < numbers.Length; bit++)
        {
            numbers[bit] = (words[bit / BitsPerLane] >> (bit % BitsPerLane)) & 1;
        }
    }

    private static float[] Encode(NomadFingerprint bits)
    {
        int first = bits.First * bits.Grid.Pixels;
        uint[] lanes = new uint[LanesOf(bits.Grid)];
        lanes[0] = (uint)first;
        lanes[1] = (uint)(bits.End * bits.Grid.Pixels);
        for (int i = 0; i < bits.Length; i++)
        {
            if (bits[i])
            {
                int bit = first + i;
                lanes[CoverageLanes + bit / BitsPerLane] |= 1u << (bit % BitsPerLane);
            }
        }

        return MemoryMarshal.Cast<uint, float>(lanes).ToArray();
    }

    private static int LanesOf(NomadGrid grid)
    {
        int count = grid.EnergiesEv.Length * grid.Pixels;
        return CoverageLanes + (count + BitsPerLane - 1) / BitsPerLane;
    }
}
