using ILGPU;

namespace Similarity.Search.Ilgpu;

/// <summary>What the kernels of scores take; the fields are told in ScoreArguments.</summary>
internal struct ScoreInput
{
    public ArrayView<float> Rows;
    public ArrayView<uint> RowBits;
    public ArrayView<float> Queries;
    public ArrayView<uint> QueryBits;
    public ArrayView<uint> Mask;
    public ArrayView<float> Spans;
    public ArrayView<float> Scores;
    public long First;
    public int Count;
    public int Columns;
    public int Width;
    public int Masked;
    public int FirstRow;
    public int LastRow;
}

/// <summary>What putting rows into lists takes; the fields are told in CollectArguments.</summary>
internal struct CollectInput
{
    public ArrayView<float> Scores;
    public ArrayView<uint> Mask;
    public ArrayView<float> RowNorms;
    public ArrayView<float> QueryNorms;
    public ArrayView<uint> Thresholds;
    public ArrayView<uint> Lost;
    public ArrayView<uint> Counts;
    public ArrayView<uint> Keys;
    public ArrayView<uint> Rows;
    public int Stride;
    public int From;
    public int FirstRow;
    public int LastRow;
    public int Masked;
    public int Order;
    public int Capacity;
}

/// <summary>What shortening lists takes; the fields are told in ShrinkArguments.</summary>
internal struct ShrinkInput
{
    public ArrayView<uint> Counts;
    public ArrayView<uint> Keys;
    public ArrayView<uint> Rows;
    public ArrayView<uint> KeptCounts;
    public ArrayView<uint> KeptKeys;
    public ArrayView<uint> KeptRows;
    public ArrayView<uint> Thresholds;
    public ArrayView<uint> Lost;
    public int Capacity;
    public int Keep;
    public int KeptCapacity;
}

/// <summary>
/// The steps of a scan in the C# that ILGPU compiles: a thread for a row and a query, or for a
/// query. Without memory that a group shares, so that any device runs them.
/// </summary>
internal static class IlgpuKernels
{
    private const int Slab = Device.ScanDevice.SlabRows;

    public static void Fill(Index1D word, ArrayView<uint> words, uint value) => words[word] = value;

    public static void Dot(Index2D at, ScoreInput input)
    {
        if (!MayBeFound(at.X, input))
        {
            return;
        }

        float sum = 0;
        for (int lane = 0; lane < input.Width; lane++)
        {
            sum += input.Rows[Place(at.X, lane, input)]
                * input.Queries[(long)lane * input.Columns + at.Y];
        }

        input.Scores[(long)at.Y * input.Count + at.X] = sum;
    }

    public static void Square(Index2D at, ScoreInput input)
    {
        if (!MayBeFound(at.X, input))
        {
            return;
        }

        float sum = 0;
        for (int lane = 0; lane < input.Width; lane++)
        {
            float difference = input.Rows[Place(at.X, lane, input)]
                - input.Queries[(long)lane * input.Columns + at.Y];
            sum += difference * difference;
        }

        input.Scores[(long)at.Y * input.Count + at.X] = sum;
    }

    public static void Share(Index2D at, ScoreInput input)
    {
        if (!MayBeFound(at.X, input))
        {
            return;
        }

        float sum = 0, axis = 0;
        for (int lane = 0; lane < input.Width; lane++)
        {
            float difference = input.Rows[Place(at.X, lane, input)]
                - input.Queries[(long)lane * input.Columns + at.Y];
            float distance = difference < 0 ? -difference : difference;
            float span = input.Spans[lane];
            if (span > 0)
            {
                sum += distance > 0 ? span : axis;
                axis = 0;
            }
            else
            {
                axis += distance;
            }
        }

        input.Scores[(long)at.Y * input.Count + at.X] = sum;
    }

    public static void Bits(Index2D at, ScoreInput input)
    {
        if (!MayBeFound(at.X, input))
        {
            return;
        }

        int first = Larger(
            (int)input.RowBits[Place(at.X, 0, input)], (int)input.QueryBits[at.Y]);
        int end = -Larger(
            -(int)input.RowBits[Place(at.X, 1, input)],
            -(int)input.QueryBits[input.Columns + at.Y]);
        int both = 0, either = 0;
        for (int lane = 2; lane < input.Width; lane++)
        {
            int low = (lane - 2) * 32;
            if (low + 32 <= first || low >= end)
            {
                continue;
            }

            uint inside = uint.MaxValue;
            inside &= first > low ? uint.MaxValue << (first - low) : inside;
            inside &= end < low + 32 ? uint.MaxValue >> (low + 32 - end) : inside;
            uint x = input.RowBits[Place(at.X, lane, input)] & inside;
            uint y = input.QueryBits[(long)lane * input.Columns + at.Y] & inside;
            both += IntrinsicMath.BitOperations.PopCount(x & y);
            either += IntrinsicMath.BitOperations.PopCount(x | y);
        }

        input.Scores[(long)at.Y * input.Count + at.X] = either == 0 ? 0 : both / (float)either;
    }

    public static void Collect(Index2D at, CollectInput input)
    {
        int row = input.FirstRow + input.From + at.X;
        if (row > input.LastRow || (input.Masked != 0 && !IsSet(input.Mask, row)))
        {
            return;
        }

        float score = input.Scores[(long)at.Y * input.Stride + input.From + at.X];
        if (input.Order == (int)Device.ScoreOrder.Negated)
        {
            score = -score;
        }
        else if (input.Order == (int)Device.ScoreOrder.FromOne)
        {
            score = 1 - score;
        }
        else if (input.Order == (int)Device.ScoreOrder.Tanimoto)
        {
            float either = input.RowNorms[row] + input.QueryNorms[at.Y] - score;
            score = either == 0 ? 0 : -(score / either);
        }

        uint bits = Interop.FloatAsInt(score);
        uint key = (bits & 0x7FFFFFFF) > 0x7F800000 ? 0
            : bits >> 31 == 1 ? ~bits : bits | 0x80000000;
        if (key >= input.Thresholds[at.Y])
        {
            return;
        }

        uint place = Atomic.Add(ref input.Counts[at.Y], 1u);
        if (place < input.Capacity)
        {
            long slot = (long)at.Y * input.Capacity + place;
            input.Keys[slot] = key;
            input.Rows[slot] = (uint)row;
        }
        else
        {
            Atomic.Min(ref input.Lost[at.Y], key);
        }
    }

    public static void Shrink(Index1D query, ShrinkInput input)
    {
        long list = (long)query.X * input.Capacity;
        long target = (long)query.X * input.KeptCapacity;
        int length = Smaller((int)input.Counts[query], input.Capacity);
        if (length <= input.Keep)
        {
            for (int i = 0; i < length; i++)
            {
                input.KeptKeys[target + i] = input.Keys[list + i];
                input.KeptRows[target + i] = input.Rows[list + i];
            }

            input.KeptCounts[query] = (uint)length;
            return;
        }

        // The largest number that fewer than Keep keys lie below.
        uint largest = 0;
        for (int bit = 31; bit >= 0; bit--)
        {
            uint trial = largest | (1u << bit);
            int below = 0;
            for (int i = 0; i < length; i++)
            {
                below += input.Keys[list + i] < trial ? 1 : 0;
            }

            largest = below < input.Keep ? trial : largest;
        }

        int kept = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < length && kept < input.Keep; i++)
            {
                uint key = input.Keys[list + i];
                if (pass == 0 ? key < largest : key == largest)
                {
                    input.KeptKeys[target + kept] = key;
                    input.KeptRows[target + kept] = input.Rows[list + i];
                    kept++;
                }
            }
        }

        input.KeptCounts[query] = (uint)kept;
        input.Thresholds[query] = largest;
        input.Lost[query] = largest < input.Lost[query] ? largest : input.Lost[query];
    }

    private static bool MayBeFound(int row, ScoreInput input) =>
        input.FirstRow + row <= input.LastRow
        && (input.Masked == 0 || IsSet(input.Mask, input.FirstRow + row));

    private static bool IsSet(ArrayView<uint> mask, int row) =>
        (mask[row / 32] >> (row % 32) & 1) == 1;

    private static long Place(int row, int lane, ScoreInput input) =>
        input.First + (long)(row / Slab) * Slab * input.Width + (long)lane * Slab + row % Slab;

    private static int Larger(int a, int b) => a > b ? a : b;

    private static int Smaller(int a, int b) => a < b ? a : b;
}
