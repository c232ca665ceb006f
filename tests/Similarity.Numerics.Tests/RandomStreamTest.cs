namespace Similarity.Numerics.Tests;

public class RandomStreamTest
{
    // Known answers published with the generator (Random123, kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0, 0, 0, 0xe169c58d6627e8d5, 0x9b00dbd8bc57ac4c)]
    [InlineData(
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x41c83b0e408f276d, 0x6d5451fda20bc7c6)]
    [InlineData(
        0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822,
        0x94fdccebd16cfe09, 0x24126ea15001e420)]
    public void PhiloxGivesThePublishedAnswers(
        ulong counterLow, ulong counterHigh, ulong key, ulong low, ulong high) =>
        Assert.Equal((low, high), Philox.Block(counterLow, counterHigh, key));

    [Fact]
    public void StreamOfSeedZeroStartsWithThePublishedBlock()
    {
        var stream = new RandomStream(0);
        Assert.Equal(0xe169c58d6627e8d5, stream.NextBits());
        Assert.Equal(0x9b00dbd8bc57ac4c, stream.NextBits());
    }

    [Fact]
    public void SameSeedSameNumbersAndChildrenIgnoreWhatTheParentDrew()
    {
        var first = new RandomStream(42);
        var second = new RandomStream(42);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(first.NextBits(), second.NextBits());
        }

        Assert.Equal(new RandomStream(42).Child(3).NextBits(), first.Child(3).NextBits());
    }

    [Fact]
    public void StreamsAndChildrenDoNotRepeatEachOther()
    {
        var seen = new HashSet<ulong>();
        RandomStream[] streams =
        [
            new(1), new(2), new RandomStream(1).Child(0), new RandomStream(1).Child(1),
            new RandomStream(2).Child(0), new RandomStream(1).Child(0).Child(0),
            new RandomStream(1).Child(ulong.MaxValue),
        ];
        foreach (RandomStream stream in streams)
        {
            for (int i = 0; i < 1000; i++)
            {
                Assert.True(seen.Add(stream.NextBits()));
            }
        }
    }

    // Five standard deviations of the sample mean or frequency; the numbers are fixed by the seed.
    [Fact]
    public void UniformNumbersHaveTheirMoments()
    {
        const int count = 100_000;
        var stream = new RandomStream(1);
        double sum = 0, squares = 0, lag = 0, previous = 0.5;
        for (int i = 0; i < count; i++)
        {
            double u = stream.Uniform();
            Assert.InRange(u, 0, Math.BitDecrement(1.0));
            sum += u;
            squares += u * u;
            lag += (u - 0.5) * (previous - 0.5);
            previous = u;
        }

        Assert.Equal(1.0 / 2, sum / count, 5 * Math.Sqrt(1.0 / 12 / count));
        Assert.Equal(1.0 / 3, squares / count, 5 * Math.Sqrt(4.0 / 45 / count));
        Assert.Equal(0, lag / count, 5.0 / 12 / Math.Sqrt(count));
        Assert.InRange(stream.Uniform(-3, -2), -3, -2);
    }

    [Fact]
    public void NormalNumbersHaveTheirMoments()
    {
        const int count = 100_000;
        var stream = new RandomStream(2);
        double[] moments = new double[5];
        for (int i = 0; i < count; i++)
        {
            double z = stream.Normal();
            for (int power = 1; power <= 4; power++)
            {
                moments[power] += Math.Pow(z, power) / count;
            }
        }

        Assert.Equal(0, moments[1], 5 * Math.Sqrt(1.0 / count));
        Assert.Equal(1, moments[2], 5 * Math.Sqrt(2.0 / count));
        Assert.Equal(0, moments[3], 5 * Math.Sqrt(15.0 / count));
        Assert.Equal(3, moments[4], 5 * Math.Sqrt(96.0 / count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(1000)]
    public void IntegersAreEquallyLikely(int count)
    {
        int draws = 1000 * count;
        int[] frequency = new int[count];
        var stream = new RandomStream(3);
        for (int i = 0; i < draws; i++)
        {
            frequency[stream.Below(count)]++;
        }

        // χ² has mean n − 1 and variance 2(n − 1).
        double chiSquared = frequency.Sum(f => (f - 1000.0) * (f - 1000.0) / 1000);
        Assert.InRange(chiSquared, 0, count - 1 + 5 * Math.Sqrt(2.0 * (count - 1)));
    }

    [Fact]
    public void LargeCountsReachAllIntegers()
    {
        var stream = new RandomStream(4);
        int[] drawn = Enumerable.Range(0, 1000).Select(_ => stream.Below(int.MaxValue)).ToArray();
        Assert.InRange(drawn.Min(), 0, int.MaxValue / 100);
        Assert.InRange(drawn.Max(), int.MaxValue / 100 * 99, int.MaxValue - 1);
    }

    [Fact]
    public void EveryOrderAndEverySubsetIsEquallyLikely()
    {
        const int draws = 24_000;
        var stream = new RandomStream(5);
        var orders = new Dictionary<string, int>();
        var subsets = new Dictionary<string, int>();
        for (int i = 0; i < draws; i++)
        {
            int[] items = [1, 2, 3, 4];
            stream.Shuffle<int>(items);
            Count(orders, items);
            Count(subsets, stream.Sample(5, 2));
        }

        Assert.Equal(24, orders.Count);
        Assert.Equal(10, subsets.Count);
        Assert.All(orders.Values, n => Assert.Equal(draws / 24.0, n, 5 * Math.Sqrt(draws / 24.0)));
        Assert.All(subsets.Values, n => Assert.Equal(draws / 10.0, n, 5 * Math.Sqrt(draws / 10.0)));

        static void Count(Dictionary<string, int> counts, int[] items)
        {
            string name = string.Join(' ', items);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }

    [Fact]
    public void SampleOfAllIsAll()
    {
        Assert.Equal([0, 1, 2, 3], new RandomStream(6).Sample(4, 4));
        Assert.Empty(new RandomStream(6).Sample(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(6).Sample(4, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(6).Below(0));
    }
}
