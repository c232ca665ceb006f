using Similarity.Search;
using Similarity.Search.Graph;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// The graph of the vectors of a set by a metric, kept in a file beside their segments. What was
/// added since it was written is inserted; one that is damaged or of other vectors is built anew.
/// </summary>
public static class CatalogGraph
{
    internal const string Extension = ".graph";

    /// <summary>The file of a graph in the folder of a catalog.</summary>
    public static string FileOf(string folder, FingerprintSet set, SearchMetric metric) =>
        Path.Combine(
            SegmentFolder.Of(folder, set), metric.ToString().ToLowerInvariant() + Extension);

    /// <param name="unsaved">Is told why the graph could not be kept in its file.</param>
    /// <returns>An index of all rows, also of those not live.</returns>
    /// <exception cref="OperationCanceledException"/>
    public static GraphIndex Open(
        CatalogVectors vectors,
        SearchMetric metric,
        string file,
        GraphWork work,
        Action<Exception>? unsaved = null)
    {
        VectorCollection rows = vectors.Rows;
        GraphIndex? known = TryOpen(file, rows);
        if (known?.Vectors.Count == rows.Count)
        {
            return known;
        }

        GraphIndex grown = known?.Insert(rows, work)
            ?? GraphIndex.Build(rows, metric, work: work);
        try
        {
            GraphFile.Save(grown, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It serves this once, and is built again the next time.
            unsaved?.Invoke(e);
        }

        return grown;
    }

    /// <summary>
    /// The graph of a file, of all rows or of those of the first segments; null without one.
    /// </summary>
    private static GraphIndex? TryOpen(string file, VectorCollection rows)
    {
        try
        {
            if (!File.Exists(file) || GraphFile.RowsOf(file) is not { } count)
            {
                return null;
            }

            int segments = Enumerable.Range(0, rows.Segments.Length)
                .Count(segment => rows.FirstRow(segment) < count);
            return GraphFile.Open(
                file,
                segments == rows.Segments.Length
                    ? rows
                    : new VectorCollection(rows.Space, rows.Segments[..segments]));
        }
        catch (Exception e)
            when (e is InvalidGraphException or IOException or UnauthorizedAccessException)
        {
            // What is damaged, of other vectors or cannot be read is built anew.
            return null;
        }
    }
}
