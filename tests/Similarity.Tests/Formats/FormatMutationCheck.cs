using Similarity.Formats;

namespace Similarity.Tests.Formats;

/// <summary>
/// Reads mutants of real files of one format. Each must give contents, or an
/// <see cref="InvalidFileException"/> that names the file and a line or field: no other exception,
/// no hang, and no more memory than a file of its length can need.
/// </summary>
internal static class FormatMutationCheck
{
    /// <summary>Guards against hangs only: reading takes milliseconds on an idle machine.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    /// <param name="formatName">As in <see cref="FileFormats.All"/>.</param>
    /// <param name="samples">Paths of files, small ones: each mutant is read whole.</param>
    public static void Run(
        string formatName,
        IReadOnlyList<string> samples,
        int usualMutants = 1000,
        int seed = 20261120)
    {
        int mutants = RandomCases.Count(usualMutants);
        FileFormat format = FileFormats.All.Single(candidate => candidate.Name == formatName);
        byte[][] contents = [.. samples.Select(path => new FileSource(path).ReadAllBytes())];
        foreach ((string path, byte[] content) in samples.Zip(contents))
        {
            Assert.True(format.Recognises(new FileSource(path).Head), $"{path} is not recognised "
                + $"as {formatName}");
            Assert.Equal(formatName, FileFormats.Read(new FileSource(path, content)).Format);
        }

        var mutation = new FormatMutation(seed);
        int read = 0, refused = 0;
        for (int i = 0; i < mutants; i++)
        {
            byte[] original = contents[i % contents.Length];
            bool isCompressed = i % 20 == 19;
            byte[] mutant =
                isCompressed ? mutation.MutateCompressed(original) : mutation.Mutate(original);
            InvalidFileException? refusal = Guarded(mutant, i, source => format.Read(source));
            Guarded(mutant, i, FileFormats.Read);
            read += refusal is null ? 1 : 0;
            refused += refusal is null ? 0 : 1;
            if (refusal is not null)
            {
                Assert.Equal(Name(i), refusal.File);
                Assert.True(
                    isCompressed || refusal.Line is not null || refusal.Field is not null,
                    $"names neither line nor field: {refusal.Message}");
            }
        }

        // Mutants that all read, or all fail, would show that the mutation misses its aim.
        Assert.True(read > mutants / 50, $"only {read} of {mutants} mutants were read");
        Assert.True(refused > mutants / 50, $"only {refused} of {mutants} mutants were refused");
    }

    private static string Name(int index) => $"mutant-{index}";

    private static InvalidFileException? Guarded(
        byte[] mutant, int index, Func<FileSource, FileContents> read)
    {
        // A thread of its own: one of the pool may have to wait for other tests.
        Task<InvalidFileException?> task = Task.Factory.StartNew(
            () => Read(mutant, index, read),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return task.Wait(HangGuard)
            ? task.Result
            : throw new TimeoutException($"{Name(index)} was not read within {HangGuard}");
    }

    private static InvalidFileException? Read(
        byte[] mutant, int index, Func<FileSource, FileContents> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidFileException? refusal = null;
        try
        {
            Assert.NotNull(read(new FileSource(Name(index), mutant)));
        }
        catch (InvalidFileException e)
        {
            refusal = e;
        }
        catch (Exception e)
        {
            string path = Path.Combine(Path.GetTempPath(), Name(index));
            File.WriteAllBytes(path, mutant);
            throw new InvalidOperationException($"{path}: {e.GetType().Name}: {e.Message}", e);
        }

        // Text becomes strings and lists of them, some hundred bytes per byte at worst.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            allocated < (64L << 20) + 1000L * mutant.Length,
            $"{Name(index)} of {mutant.Length} bytes made the reader allocate {allocated} bytes");
        return refusal;
    }
}
