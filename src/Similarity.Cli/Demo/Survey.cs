using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Formats;

namespace Similarity.Cli.Demo;

/// <summary>
/// What became of many files: results and failures, each in the order of the files.
/// </summary>
internal sealed record Survey<T>(IReadOnlyList<T> Results, IReadOnlyList<FileFailure> Failed)
    where T : class
{
    /// <summary>
    /// The same work on every file, in parallel; a bad one does not stop the others.
    /// </summary>
    /// <param name="finished">Called after each file, from any thread.</param>
    public static Survey<T> Run(
        IReadOnlyList<string> files,
        Func<string, T> read,
        int threads,
        Action finished,
        CancellationToken cancellation)
    {
        var results = new T?[files.Count];
        var failures = new FileFailure?[files.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, files.Count, options, i =>
        {
            try
            {
                results[i] = read(files[i]);
            }
            catch (InvalidFileException e)
            {
                failures[i] = new FileFailure(e.File, e.Message, e.Line, e.Field);
            }
            catch (VerbException e)
            {
                failures[i] = new FileFailure(files[i], e.Message, null, null);
            }

            finished();
        });
        return new Survey<T>(
            results.OfType<T>().ToArray(), failures.OfType<FileFailure>().ToArray());
    }
}
