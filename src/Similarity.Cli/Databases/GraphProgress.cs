using System.Globalization;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Search;
using Similarity.Search.Graph;

namespace Similarity.Cli.Databases;

/// <summary>Opens the graph of a set, and tells how far its building is.</summary>
internal static class GraphProgress
{
    /// <param name="unsaved">Why the graph could not be kept; null where it was.</param>
    public static GraphIndex Open(
        CatalogVectors vectors,
        SearchMetric metric,
        string folder,
        int threads,
        VerbConsole console,
        CancellationToken cancellation,
        out Exception? unsaved)
    {
        if (vectors.Rows.Count > GraphIndex.MostRows)
        {
            throw VerbException.NoResult(string.Create(
                CultureInfo.InvariantCulture,
                $"a graph has room for {GraphIndex.MostRows} vectors, not {vectors.Rows.Count}; "
                + $"--device cpu looks at all of them"));
        }

        GraphIndex? index = null;
        Exception? fault = null;
        WorkProgress.Run(console, "graph", vectors.Rows.Count, 0, finished =>
            index = CatalogGraph.Open(
                vectors,
                metric,
                CatalogGraph.FileOf(folder, vectors.Set, metric),
                new GraphWork
                {
                    Threads = threads,
                    Progress = new Steps(finished),
                    CancellationToken = cancellation,
                },
                e => fault = e));
        unsaved = fault;
        return index!;
    }

    /// <summary>Counts of rows done, as single steps.</summary>
    private sealed class Steps(Action finished) : IProgress<int>
    {
        private int done;

        public void Report(int value)
        {
            for (; done < value; done++)
            {
                finished();
            }
        }
    }
}
