using System.Buffers.Binary;
using System.Security.Cryptography;
using Similarity.Formats;
using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Forests;

public sealed class ForestFileTest
{
    private const string Text = "a forest of Ω";

    private static readonly LabelledRows Rows = ForestCases.Labelled(300, 6, 51);

    private static readonly byte[] Sound = ForestFile.ToBytes(
        new ForestClassifier { Options = new() { Trees = 10 } }.Fit(Rows).Forest, Text);

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        Forest forest = new ForestClassifier { Options = new() { Trees = 10 } }.Fit(Rows).Forest;
        (Forest read, string text) = ForestFile.Read("f", Sound);
        Assert.Equal(Text, text);
        Assert.Equal(forest.Mean(Rows.Features), read.Mean(Rows.Features));
        Assert.Equal(forest.Importances.AsEnumerable(), read.Importances);
        Assert.Equal(Sound, ForestFile.ToBytes(read, text));
    }

    [Fact]
    public void AnyDamageIsNoticed()
    {
        for (int i = 0; i < Sound.Length; i++)
        {
            byte[] damaged = [.. Sound];
            damaged[i] ^= (byte)(1 << (i % 8));
            var error = Assert.Throws<InvalidFileException>(() => ForestFile.Read("f", damaged));
            Assert.Equal("f", error.File);
        }

        for (int length = 0; length < Sound.Length; length += 7)
        {
            Assert.Throws<InvalidFileException>(() => ForestFile.Read("f", Sound[..length]));
        }

        Assert.Throws<InvalidFileException>(() => ForestFile.Read("f", [.. Sound, 0]));
    }

    [Fact]
    public void StrangersAndLaterVersionsAreRefusedByName()
    {
        var error = Assert.Throws<InvalidFileException>(
            () => ForestFile.Read("f", [.. "PK\x03\x04"u8, .. new byte[120]]));
        Assert.Contains("no forest", error.Message, StringComparison.Ordinal);
        byte[] later = [.. Sound];
        later[8] = 9;
        error = Assert.Throws<InvalidFileException>(() => ForestFile.Read("f", later));
        Assert.Contains("version 9", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A file with the right hash, made to do harm: any numbers in the trees are refused or give
    /// a forest that answers.
    /// </summary>
    [Fact]
    public void NumbersThatMakeNoForestAreRefused()
    {
        var random = new RandomStream(52);
        int refused = 0;
        for (int trial = 0; trial < RandomCases.Count(300); trial++)
        {
            byte[] file = Rewrite(Sound, trees =>
            {
                int place = random.Below(trees.Length - 3);
                int number = random.Below(4) switch
                {
                    0 => -1,
                    1 => int.MaxValue,
                    2 => random.Below(1000),
                    _ => BitConverter.SingleToInt32Bits(float.NaN),
                };
                BinaryPrimitives.WriteInt32LittleEndian(trees.AsSpan(place), number);
            });
            try
            {
                Forest forest = ForestFile.Read("f", file).Forest;
                if (forest.Columns == Rows.Features.Columns)
                {
                    Assert.Equal(Rows.Count, forest.Mean(Rows.Features).Length);
                }
            }
            catch (InvalidFileException e)
            {
                Assert.Contains("forest", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    private static byte[] Rewrite(byte[] file, Action<byte[]> change)
    {
        int said = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        int packed = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16));
        byte[] trees = new byte[BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(24))];
        using (var brotli = new System.IO.Compression.BrotliStream(
            new MemoryStream(file, 32 + said, packed),
            System.IO.Compression.CompressionMode.Decompress))
        {
            brotli.ReadExactly(trees);
        }

        change(trees);
        using var again = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(
            again, System.IO.Compression.CompressionLevel.Fastest, true))
        {
            brotli.Write(trees);
        }

        byte[] result = [.. file[..(32 + said)], .. again.ToArray(), .. new byte[32]];
        BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan(16), again.Length);
        SHA256.HashData(result.AsSpan(..^32)).CopyTo(result.AsSpan(result.Length - 32));
        return result;
    }
}
