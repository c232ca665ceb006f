using Similarity.Numerics;
using Similarity.Numerics.Hardware;
using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>
/// What a device must do: find what looking at all vectors in double precision finds, neighbour for
/// neighbour and value for value.
/// </summary>
public abstract class DeviceIndexContract
{
    /// <summary>Tests that would else use one driver from several threads.</summary>
    public const string OneAtATime = "devices";

    private static bool Slow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    /// <summary>Takes the device into use, or skips the test.</summary>
    protected abstract ScanDevice Open();

    [SkippableTheory]
    [InlineData(CaseKind.Euclidean)]
    [InlineData(CaseKind.Cosine)]
    [InlineData(CaseKind.Dot)]
    [InlineData(CaseKind.Tanimoto)]
    [InlineData(CaseKind.EarthMover)]
    [InlineData(CaseKind.Bits)]
    public void FindsWhatLookingAtAllFinds(CaseKind kind)
    {
        foreach ((int rows, int queries, int count) in
            new[] { (3000, 1, 10), (2500, 5, 3), (2100, 70, 10), (1024, 16, 1), (40, 2, 60) })
        {
            using DeviceCase given = DeviceCase.Random(kind, rows, queries, (ulong)rows);
            using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
            Assert.Null(index.Fallback);
            Assert.Equal(given.Twin(count), index.Search(given.Queries, Options(count)));
        }
    }

    [SkippableTheory]
    [InlineData(CaseKind.Euclidean)]
    [InlineData(CaseKind.Cosine)]
    [InlineData(CaseKind.Dot)]
    [InlineData(CaseKind.Tanimoto)]
    [InlineData(CaseKind.EarthMover)]
    [InlineData(CaseKind.Bits)]
    public void FindsTheSameInPiecesThatAreCopiedForEachBatch(CaseKind kind)
    {
        using DeviceCase given = DeviceCase.Random(kind, 9000, 4, 21);
        long row = given.Vectors.Space.Lanes * sizeof(float);
        var options = new DeviceOptions { MemoryBudget = 7000 * row + (2 << 20) };
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric, options);
        Assert.Null(index.Fallback);
        Neighbour[][] expected = given.Twin(7);
        Assert.Equal(expected, index.Search(given.Queries, Options(7)));
        Assert.Equal(expected, index.Search(given.Queries, Options(7)));
    }

    [SkippableFact]
    public void SaysHowManyPiecesStay()
    {
        using DeviceCase given = Sorted(60_000, 40);
        var options = new DeviceOptions { MemoryBudget = 8 << 20 };
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric, options);
        Assert.Matches(@"[1-9]\d* of [1-9]\d* pieces resident", index.Description);
        Assert.Equal(given.Twin(5), index.Search(given.Queries, Options(5)));
    }

    [SkippableTheory]
    [InlineData(CaseKind.Euclidean)]
    [InlineData(CaseKind.EarthMover)]
    [InlineData(CaseKind.Bits)]
    public void FindsOnlyWhatIsAllowed(CaseKind kind)
    {
        using DeviceCase given = DeviceCase.Random(kind, 5000, 20, 22);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        var random = new RandomStream(3);
        foreach (Func<int, bool> allowed in new Func<int, bool>[]
        {
            _ => random.Uniform() < 0.1, row => row == 4999, _ => false, row => row >= 4096,
            row => row < 5, _ => true,
        })
        {
            var mask = new RowMask(given.Vectors.Count);
            for (int row = 0; row < mask.Count; row++)
            {
                mask[row] = allowed(row);
            }

            Assert.Equal(
                given.Twin(10, mask),
                index.Search(given.Queries, Options(10) with { Among = mask }));
        }
    }

    [SkippableTheory]
    [InlineData(SearchMetric.Euclidean)]
    [InlineData(SearchMetric.Cosine)]
    [InlineData(SearchMetric.Dot)]
    [InlineData(SearchMetric.Tanimoto)]
    public void EquallyNearOnesComeById(SearchMetric metric)
    {
        // More copies than a list has room for.
        List<float[]> vectors =
            [.. Enumerable.Range(0, 6000).Select(row => new[] { 1f, row % 1000 == 0 ? 2f : 3f })];
        using DeviceCase given = DeviceCase.Of(metric, vectors, 3);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        Assert.Equal(given.Twin(12), index.Search(given.Queries, Options(12)));
        Assert.True(index.Repeated > 0);
    }

    [SkippableTheory]
    [InlineData(SearchMetric.Euclidean)]
    [InlineData(SearchMetric.Cosine)]
    [InlineData(SearchMetric.Dot)]
    [InlineData(SearchMetric.Tanimoto)]
    public void NumbersOfAnySizeAreFound(SearchMetric metric)
    {
        var random = new RandomStream(8);
        double[] sizes = [0, 1e-44, 1e-30, 1e-18, 1e-6, 1, 1e6, 1e18, 1e25, 3e37];
        List<float[]> vectors = [.. Enumerable.Range(0, 3000).Select(row => Enumerable
            .Range(0, 9)
            .Select(_ => (float)(sizes[row % sizes.Length] * random.Uniform(-1, 1)))
            .ToArray())];
        using DeviceCase given = DeviceCase.Of(metric, vectors, 20);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        Assert.Equal(given.Twin(9), index.Search(given.Queries, Options(9)));
    }

    [SkippableFact]
    public void RowsInTheWorstOrderAreFound()
    {
        using DeviceCase given = Sorted(30_000, 3);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        Assert.Equal(given.Twin(10), index.Search(given.Queries, Options(10)));
        Assert.True(index.Repeated > 0);
    }

    [SkippableFact]
    public void NothingIsFoundWhereThereIsNothing()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 30, 2, 4);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        Assert.Equal([[], []], index.Search(given.Queries, Options(0)));
        Assert.Empty(index.Search([], Options(3)));
        using DeviceCase none = DeviceCase.Random(CaseKind.Cosine, 0, 2, 4);
        using var empty = new DeviceIndex(Open(), none.Vectors, none.Metric);
        Assert.Equal([[], []], empty.Search(none.Queries, Options(3)));
    }

    [SkippableFact]
    public void ManyNeighboursAreFound()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 4000, 3, 6);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        foreach (int count in new[] { 1500, 4000, 9000 })
        {
            Assert.Equal(given.Twin(count), index.Search(given.Queries, Options(count)));
        }
    }

    [SkippableFact]
    public void ACancelledSearchStops()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 3000, 2, 7);
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => index.Search(
            given.Queries, Options(3) with { CancellationToken = source.Token }));
        Assert.Equal(given.Twin(3), index.Search(given.Queries, Options(3)));
    }

    [SkippableFact]
    public void WrongArgumentsAreRefused()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 30, 2, 4);
        using ScanDevice device = Open();
        Assert.Throws<ArgumentException>(
            () => new DeviceIndex(device, given.Vectors, SearchMetric.EarthMover));
        using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
        Assert.Throws<ArgumentException>(
            () => index.Search(new float[given.Vectors.Space.Lanes + 1], Options(1)));
        Assert.Throws<ArgumentException>(
            () => index.Search(given.Queries, Options(1) with { Among = new RowMask(29) }));
    }

    [SkippableFact]
    public void TheProcessorAnswersWhereMemoryDoesNotSuffice()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 3000, 2, 9);
        Neighbour[][] expected = given.Twin(4);

        // The budget holds nothing; the memory is out while vectors are copied, and while they are
        // searched.
        using var small = new DeviceIndex(
            Open(), given.Vectors, given.Metric, new DeviceOptions { MemoryBudget = 1000 });
        Assert.Contains("does not suffice", small.Fallback, StringComparison.Ordinal);
        Assert.Equal(expected, small.Search(given.Queries, Options(4)));

        using var scarce = new DeviceIndex(
            new RestrictedDevice(Open()) { Left = 5000 }, given.Vectors, given.Metric);
        Assert.Contains("does not suffice", scarce.Fallback, StringComparison.Ordinal);
        Assert.Equal(expected, scarce.Search(given.Queries, Options(4)));

        var device = new RestrictedDevice(Open());
        using var later = new DeviceIndex(device, given.Vectors, given.Metric);
        Assert.Null(later.Fallback);
        device.Left = 0;
        Assert.Equal(expected, later.Search(given.Queries, Options(4)));
        Assert.Contains("no more", later.Fallback, StringComparison.Ordinal);
        Assert.Contains(later.Fallback!, later.Description, StringComparison.Ordinal);
        Assert.Equal(expected, later.Search(given.Queries, Options(4)));
    }

    [SkippableTheory]
    [InlineData(CaseKind.Euclidean, 0f)]
    [InlineData(CaseKind.Euclidean, 1e-3f)]
    [InlineData(CaseKind.Cosine, 1e-3f)]
    [InlineData(CaseKind.Dot, 1e-3f)]
    [InlineData(CaseKind.Tanimoto, 1e-3f)]
    public void CoarseProductsFindTheSame(CaseKind kind, float coarseness)
    {
        using DeviceCase given = DeviceCase.Random(kind, 4000, 70, 31);
        var mask = new RowMask(given.Vectors.Count);
        for (int row = 0; row < mask.Count; row += 3)
        {
            mask[row] = true;
        }

        var device = new RestrictedDevice(Open())
        {
            HasProducts = true,
            Coarseness = coarseness,
        };
        using var index = new DeviceIndex(device, given.Vectors, given.Metric, new DeviceOptions
        {
            Precision = coarseness == 0 ? GpuPrecision.Single : GpuPrecision.Tf32,
        });
        Assert.Equal(given.Twin(10), index.Search(given.Queries, Options(10)));
        Assert.Equal(
            given.Twin(10, mask), index.Search(given.Queries, Options(10) with { Among = mask }));
        Assert.True(device.Products > 0);
    }

    [SkippableFact]
    public void RandomCasesAgree()
    {
        var random = new RandomStream(77);
        for (int trial = 0; trial < (Slow ? 300 : 30); trial++)
        {
            var kind = (CaseKind)random.Below(6);
            int rows = random.Below(2500), count = 1 + random.Below(40);
            using DeviceCase given =
                DeviceCase.Random(kind, rows, 1 + random.Below(20), random.NextBits());
            using var index = new DeviceIndex(Open(), given.Vectors, given.Metric);
            Assert.Equal(given.Twin(count), index.Search(given.Queries, Options(count)));
        }
    }

    private static SearchOptions Options(int count) => new() { Count = count, Threads = 2 };

    /// <summary>The nearer a row is to the queries, the later it comes.</summary>
    private static DeviceCase Sorted(int rows, int lanes)
    {
        List<float[]> vectors = [.. Enumerable.Range(0, rows).Select(row => Enumerable
            .Range(0, lanes)
            .Select(lane => (float)(rows - row))
            .ToArray())];
        vectors[0] = vectors[1] = new float[lanes];
        return DeviceCase.Of(SearchMetric.Euclidean, vectors, 2);
    }
}
