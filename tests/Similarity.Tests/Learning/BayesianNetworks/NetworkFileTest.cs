using System.Security.Cryptography;
using Similarity.Formats;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class NetworkFileTest
{
    private static readonly NetworkModel Model = Train(isBayesian: true);

    private static readonly byte[] Sound = NetworkFile.ToBytes(Model, "a network of Ω");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsReadIsWhatWasWritten(bool isBayesian)
    {
        byte[] bytes = NetworkFile.ToBytes(Train(isBayesian), "Ω");
        (NetworkModel read, string text) = NetworkFile.Read("f", bytes);
        Assert.Equal("Ω", text);
        Assert.Equal(isBayesian, read.IsBayesian);
        Assert.Equal(bytes, NetworkFile.ToBytes(read, text));
    }

    [Fact]
    public void AnyDamageIsNoticed()
    {
        for (int i = 0; i < Sound.Length; i++)
        {
            byte[] damaged = [.. Sound];
            damaged[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<InvalidFileException>(() => NetworkFile.Read("f", damaged));
        }

        for (int length = 0; length < Sound.Length; length += 7)
        {
            Assert.Throws<InvalidFileException>(() => NetworkFile.Read("f", Sound[..length]));
        }
    }

    [Fact]
    public void StrangersAndLaterVersionsAreRefusedByName()
    {
        var error = Assert.Throws<InvalidFileException>(
            () => NetworkFile.Read("f", [.. "SIMFORST"u8, .. new byte[120]]));
        Assert.Contains("no network", error.Message, StringComparison.Ordinal);
        byte[] later = [.. Sound];
        later[8] = 9;
        error = Assert.Throws<InvalidFileException>(() => NetworkFile.Read("f", later));
        Assert.Contains("version 9", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A hash that fits is no proof of sense.</summary>
    [Fact]
    public void ForgedShapesAndNumbersAreRefused()
    {
        int shape = 16 + "a network of Ω".Length + 1, numbers = shape + 24;
        foreach ((int place, byte[] value) in new[]
        {
            (12, BitConverter.GetBytes(int.MaxValue)),
            (shape, BitConverter.GetBytes(-1)),
            (shape + 4, BitConverter.GetBytes(1 << 14)),
            (shape + 16, BitConverter.GetBytes(2)),
            (shape + 20, BitConverter.GetBytes(0)),
            (numbers + 8, BitConverter.GetBytes(-1.0)),
            (Sound.Length - 40, BitConverter.GetBytes(double.NaN)),
        })
        {
            byte[] forged = [.. Sound];
            value.CopyTo(forged, place);
            SHA256.HashData(forged.AsSpan(..^32), forged.AsSpan(forged.Length - 32));
            var error = Assert.Throws<InvalidFileException>(() => NetworkFile.Read("f", forged));
            Assert.Contains("no sound network", error.Message, StringComparison.Ordinal);
        }
    }

    private static NetworkModel Train(bool isBayesian)
    {
        (double[] x, double[] y) = ToyRows.Draw(60, 31);
        return new NetworkTrainer(new NetworkOptions
        {
            Width = 3,
            Epochs = 1,
            IsBayesian = isBayesian,
        }).Train(x, 1, y, 1, 1);
    }
}
