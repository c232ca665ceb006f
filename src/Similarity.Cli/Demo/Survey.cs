using System.Runtime.ExceptionServices;

namespace Similarity.Cli.Demo;

/// <summary>The same work on many files, in parallel, with the results in the order of the files.</summary>
internal static class Survey
{
    /// <param name="finished">Called after each file, from any thread.</param>
    public static T[] Run<T>(
        IReadOnlyList<string> files,
        Func<string, T> read,
        int threads,
        Action finished,
        CancellationToken cancellation)
    {
        var results = new T[files.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, files.Count, options, i =>
            {
                results[i] = read(files[i]);
                finished();
            });
        }
        catch (AggregateException e)
        {
            // One bad file is enough to stop; it is named as if there had been one thread.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
