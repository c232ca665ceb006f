using Similarity.Search.Graph;

namespace Similarity.Search.Tests.Graph;

/// <summary>Walks of a graph that no rule of the index replaces by a look at every row.</summary>
internal static class Walks
{
    /// <summary>The nearest of each query by a walk that keeps every candidate.</summary>
    internal static Neighbour[][] All(GraphIndex graph, float[] queries, int count)
    {
        int lanes = graph.Vectors.Space.Lanes;
        GraphEngine engine = GraphEngine.Of(
            graph.Vectors, graph.Metric, graph.Graph.LargestSquare);
        var walk = new Walk(graph.Vectors.Count);
        var found = new Neighbour[queries.Length / lanes][];
        int sign = MetricValue.LargerIsNearer(graph.Metric) ? -1 : 1;
        for (int query = 0; query < found.Length; query++)
        {
            float[] vector = queries[(query * lanes)..((query + 1) * lanes)];
            engine.Search(walk, graph.Graph, vector, graph.Vectors.Count, []);
            found[query] =
            [
                .. walk.Pool.ToArray().Select(near => new Neighbour(
                        ~near.Row,
                        MetricValue.Of(
                            graph.Metric, graph.Vectors.Space, vector,
                            graph.Vectors.Row(~near.Row))))
                    .OrderBy(near => sign * near.Value)
                    .ThenBy(near => graph.Vectors.Id(near.Row), StringComparer.Ordinal)
                    .Take(count),
            ];
        }

        return found;
    }
}
