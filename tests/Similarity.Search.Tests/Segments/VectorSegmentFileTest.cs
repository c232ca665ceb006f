using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Similarity.Numerics;
using Similarity.Search.Segments;

namespace Similarity.Search.Tests.Segments;

public sealed class VectorSegmentFileTest : IDisposable
{
    private static readonly VectorSpace Space = new(
        VectorEncoding.Single, 21, [[0, 1, 2.5, 3], [.. Steps(17)]]);

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(20_000)]
    public void HoldsWhatWasWritten(int count)
    {
        float[] vectors = Vectors(count);
        string path = Write(count, vectors);

        foreach (bool verify in new[] { true, false })
        {
            using VectorSegment segment = VectorSegment.Open(path, verify);
            Assert.Equal(count, segment.Count);
            Assert.Equal("a tag: α", segment.Tag);
            Assert.Equal(32, segment.Stride);
            Assert.Equal(
                Space.Axes.Select(axis => axis.ToArray()),
                segment.Space.Axes.Select(axis => axis.ToArray()));
            for (int row = 0; row < count; row++)
            {
                Assert.Equal(IdOf(row), segment.Id(row));
                Assert.Equal(3L * row - 5, segment.Keys[row]);
                Assert.Equal(vectors.AsSpan(row * 21, 21), segment.Row(row));
            }
        }

        Assert.Equal(["v"], folder.Files);
    }

    [Fact]
    public unsafe void RowsLieAtMultiplesOf64BytesAndArePaddedWithZeros()
    {
        using VectorSegment mapped = VectorSegment.Open(Write(5, Vectors(5)));
        using VectorSegment held = VectorSegment.Of(
            Space, [.. Enumerable.Range(0, 5).Select(IdOf)], [1, 2, 3, 4, 5], Vectors(5));
        foreach (VectorSegment segment in new[] { mapped, held })
        {
            for (int row = 0; row < 5; row++)
            {
                float* lanes = segment.Rows + row * segment.Stride;
                Assert.Equal(0, (nint)lanes % 64);
                Assert.True(new ReadOnlySpan<float>(lanes + 21, 11).IndexOfAnyExcept(0) < 0);
            }
        }
    }

    [Fact]
    public void TheSameVectorsMakeTheSameBytes()
    {
        byte[] first = File.ReadAllBytes(Write(100, Vectors(100)));
        byte[] second = File.ReadAllBytes(Write(100, Vectors(100)));

        Assert.Equal(first, second);
    }

    [Fact]
    public void AnUnfinishedFileNeverHasTheName()
    {
        string path = Write(3, Vectors(3));
        byte[] before = File.ReadAllBytes(path);
        using (var writer = VectorSegmentWriter.Create(path, Space, string.Empty))
        {
            writer.Add("a", 1, new float[21]);
            Assert.Equal(before, File.ReadAllBytes(path));
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["v"], folder.Files);
    }

    [Fact]
    public void ASegmentOutlivesItsReplacement()
    {
        using VectorSegment old = VectorSegment.Open(Write(50, Vectors(50)));
        float[] row = old.Row(49).ToArray();
        Write(2, Vectors(2));

        Assert.Equal(row, old.Row(49));
        Assert.Equal(IdOf(49), old.Id(49));
    }

    [Fact]
    public void RefusesWhatMakesNoSense()
    {
        using var writer = VectorSegmentWriter.Create(folder.File("v"), Space, string.Empty);
        writer.Add("a", 7, new float[21]);

        Assert.Throws<ArgumentException>(() => writer.Add("b", 8, new float[20]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("b", 6, new float[21]));
        Assert.Throws<ArgumentException>(
            () => writer.Add("b", 8, [.. new float[20], float.NaN]));
        Assert.Throws<ArgumentException>(
            () => writer.Add("b", 8, [float.NegativeInfinity, .. new float[20]]));
        Assert.Throws<ArgumentException>(() => VectorSegmentWriter.Create(
            folder.File("w"), Space with { Lanes = 22 }, string.Empty));
        Assert.Throws<ArgumentException>(() => VectorSegment.Of(
            new VectorSpace(VectorEncoding.Bits, 3, []), ["a"], [1], Bits(2, 33, 0)));
        Assert.Throws<ArgumentException>(() => VectorSegment.Of(
            VectorSpace.OfNumbers(1), ["a", "b"], [2, 1], [1, 2]));
    }

    [Fact]
    public void NamesTheFileAndWhatIsWrong()
    {
        string path = Write(3, Vectors(3));
        byte[] good = File.ReadAllBytes(path);

        Assert.Contains("does not begin", Problem(path, [.. "PK"u8, .. good[2..]]));
        Assert.Contains("does not begin", Problem(path, []));
        Assert.Contains("cut off", Problem(path, good[..100]));
        Assert.Contains("bytes; 3 vectors", Problem(path, good[..^1]));
        Assert.Contains("bytes; 3 vectors", Problem(path, [.. good, 0]));
        Assert.Contains("version 2", Problem(path, Changed(good, 8, 3)));
        Assert.Contains("header", Problem(path, Changed(good, 24, 1)));
        Assert.Contains("hash", Problem(path, Changed(good, good.Length - 200, 1)));
        Assert.StartsWith(path, Problem(path, []), StringComparison.Ordinal);
    }

    /// <summary>
    /// One or some bytes changed, cut off, longer, a number replaced: it is refused, or, only
    /// without verification, read within its bounds.
    /// </summary>
    [Fact]
    public void MutantsAreRefused()
    {
        string path = Write(40, Vectors(40));
        byte[] good = File.ReadAllBytes(path);
        var random = new RandomStream(4);
        int mutants = Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 10_000 : 1_000;
        for (int i = 0; i < mutants; i++)
        {
            byte[] mutant = Mutate(good, random);
            File.WriteAllBytes(path, mutant);
            if (!mutant.AsSpan().SequenceEqual(good))
            {
                Assert.Throws<InvalidSegmentException>(() => VectorSegment.Open(path).Dispose());
            }

            ReadAll(path);
        }
    }

    /// <summary>Mutants whose hashes were made to agree, by someone who means harm.</summary>
    [Fact]
    public void ForgedFilesAreReadWithinTheirBounds()
    {
        string path = Write(40, Vectors(40));
        byte[] good = File.ReadAllBytes(path);
        var random = new RandomStream(5);
        int refused = 0;
        for (int i = 0; i < 1_000; i++)
        {
            byte[] forged = Mutate(good, random);
            if (forged.Length >= 128)
            {
                Forge(forged);
            }

            File.WriteAllBytes(path, forged);
            try
            {
                using VectorSegment segment = VectorSegment.Open(path);
                Touch(segment);
            }
            catch (InvalidSegmentException)
            {
                refused++;
            }

            ReadAll(path);
        }

        Assert.InRange(refused, 300, 999);
    }

    public void Dispose() => folder.Dispose();

    private static void Forge(byte[] file)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(
            file.AsSpan(96), XxHash128.HashToUInt128(file.AsSpan(128)));
        BinaryPrimitives.WriteUInt128LittleEndian(
            file.AsSpan(112), XxHash128.HashToUInt128(file.AsSpan(0, 112)));
    }

    private static byte[] Mutate(byte[] good, RandomStream random)
    {
        byte[] mutant = [.. good];
        switch (random.Below(5))
        {
            case 0:
                mutant[random.Below(mutant.Length)] ^= (byte)(1 << random.Below(8));
                break;
            case 1:
                for (int change = 0; change < 20; change++)
                {
                    mutant[random.Below(mutant.Length)] = (byte)random.Below(256);
                }

                break;
            case 2:
                return mutant[..random.Below(mutant.Length)];
            case 3:
                return [.. mutant, .. new byte[1 + random.Below(200)]];
            default:
                // Numbers of the header and the description, and the ends of ids.
                int at = 8 * (random.Below(2) == 0
                    ? random.Below(30)
                    : mutant.Length / 8 - 1 - random.Below(80));
                long number = (long)random.NextBits() >> random.Below(64);
                MemoryMarshal.Write(mutant.AsSpan(Math.Min(at, mutant.Length - 8)), in number);
                break;
        }

        return mutant;
    }

    private static void ReadAll(string path)
    {
        try
        {
            using VectorSegment segment = VectorSegment.Open(path, verify: false);
            Touch(segment);
        }
        catch (InvalidSegmentException)
        {
            // One of the two things that may happen.
        }
    }

    private static void Touch(VectorSegment segment)
    {
        for (int row = 0; row < segment.Count; row++)
        {
            _ = segment.Id(row);
            Assert.Equal(segment.Space.Lanes, segment.Row(row).ToArray().Length);
        }
    }

    private string Problem(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return Assert.Throws<InvalidSegmentException>(() => VectorSegment.Open(path)).Message;
    }

    private static byte[] Changed(byte[] bytes, int at, byte difference)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= difference;
        return changed;
    }

    private static IEnumerable<double> Steps(int count) =>
        Enumerable.Range(0, count).Select(i => 0.5 * i);

    private static float[] Bits(uint first, uint end, uint bits) =>
        MemoryMarshal.Cast<uint, float>([first, end, bits]).ToArray();

    private static string IdOf(int row) => row % 3 == 0 ? $"mp-{row}" : $"ü{row}";

    private static float[] Vectors(int count)
    {
        var random = new RandomStream(1);
        float[] vectors = new float[count * 21];
        foreach (ref float value in vectors.AsSpan())
        {
            value = (float)random.Uniform(-1, 1);
        }

        return vectors;
    }

    private string Write(int count, float[] vectors)
    {
        string path = folder.File("v");
        using var writer = VectorSegmentWriter.Create(path, Space, "a tag: α");
        for (int row = 0; row < count; row++)
        {
            writer.Add(IdOf(row), 3L * row - 5, vectors.AsSpan(row * 21, 21));
        }

        writer.Complete();
        return path;
    }
}
