using System.Security.Cryptography;
using Similarity.Numerics;
using Similarity.Search.Graph;

namespace Similarity.Search.Tests.Graph;

public sealed class GraphFileTest : IDisposable
{
    private const int Rows = 700;
    private const int Lanes = 20;
    private const int Mutants = 1000;

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly VectorCollection vectors;
    private readonly GraphIndex graph;
    private readonly float[] queries = Clusters.Vectors(5, Lanes, 42);

    public GraphFileTest()
    {
        float[] lanes = Clusters.Vectors(Rows, Lanes, 41);
        lanes.AsSpan(0, Lanes).CopyTo(lanes.AsSpan(9 * Lanes, Lanes));
        vectors = Clusters.Collection(Clusters.Space(Lanes), lanes);
        graph = GraphIndex.Build(
            vectors,
            SearchMetric.Cosine,
            new GraphOptions { Degree = 8, BuildEffort = 20, Effort = 12, Seed = 5, Reach = 1.3 })
            .Delete([vectors.Key(3)]);
    }

    private string Place => Path.Combine(folder, "graph");

    public void Dispose()
    {
        graph.Dispose();
        vectors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void OpensWhatWasSaved()
    {
        GraphFile.Save(graph, Place);
        using GraphIndex opened = GraphFile.Open(Place, vectors);
        var options = new SearchOptions { Count = 10 };

        Assert.Equal(graph.Options, opened.Options);
        Assert.Equal(graph.Metric, opened.Metric);
        Assert.Equal(graph.Search(queries, options), opened.Search(queries, options));
        Assert.Equal(File.ReadAllBytes(Place), Clusters.Bytes(opened));
        Assert.Equal(Rows - 1, opened.Count);
    }

    [Fact]
    public void KeepsAnEmptyGraph()
    {
        using VectorCollection none = Clusters.Collection(0, Lanes, 1);
        GraphFile.Save(GraphIndex.Build(none, SearchMetric.Dot), Place);

        Assert.Equal(0, GraphFile.Open(Place, none).Count);
    }

    [Fact]
    public void ReplacesTheOldFileAndLeavesNothingBeside()
    {
        File.WriteAllText(Place, "old");
        File.WriteAllBytes(Place + ".new", new byte[1 << 20]);
        GraphFile.Save(graph, Place);

        Assert.Equal([Place], Directory.GetFiles(folder));
        Assert.Equal(Rows - 1, GraphFile.Open(Place, vectors).Count);
    }

    [Fact]
    public void RefusesOtherVectors()
    {
        GraphFile.Save(graph, Place);
        using VectorCollection others = Clusters.Collection(Rows, Lanes, 43);
        using VectorCollection fewer = Clusters.Collection(Rows - 1, Lanes, 41);

        Assert.Contains("other vectors", Refused(others), StringComparison.Ordinal);
        Assert.Contains("other vectors", Refused(fewer), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesOtherVersionsAndOtherFiles()
    {
        byte[] bytes = Clusters.Bytes(graph);
        bytes[8] = 2;
        File.WriteAllBytes(Place, bytes);
        Assert.Contains("version 2", Refused(vectors), StringComparison.Ordinal);

        bytes[0] = 0;
        File.WriteAllBytes(Place, bytes);
        Assert.Contains("not a graph", Refused(vectors), StringComparison.Ordinal);

        File.WriteAllBytes(Place, []);
        Assert.Contains("too short", Refused(vectors), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesEveryDamage()
    {
        byte[] bytes = Clusters.Bytes(graph);
        var random = new RandomStream(44);
        for (int mutant = 0; mutant < Mutants; mutant++)
        {
            byte[] damaged = Damage(bytes, random);
            File.WriteAllBytes(Place, damaged);
            Refused(vectors);
        }
    }

    /// <summary>
    /// Whoever damages a file on purpose can make its hash right: what opens then must still serve,
    /// and what does not must say why.
    /// </summary>
    [Fact]
    public void SurvivesDamageWithTheRightHash()
    {
        byte[] bytes = Clusters.Bytes(graph);
        var random = new RandomStream(45);
        int refused = 0;
        for (int mutant = 0; mutant < Mutants; mutant++)
        {
            byte[] damaged = Damage(bytes, random);
            if (damaged.Length > GraphFile.HashSize)
            {
                SHA256.HashData(
                    damaged.AsSpan(..^GraphFile.HashSize), damaged.AsSpan(^GraphFile.HashSize..));
            }

            File.WriteAllBytes(Place, damaged);
            try
            {
                using GraphIndex opened = GraphFile.Open(Place, vectors);
                Neighbour[][] found =
                    opened.Search(queries, new SearchOptions { Count = 3, Effort = 5 });
                Assert.All(found, near => Assert.Equal(3, near.Length));
            }
            catch (InvalidGraphException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, Mutants / 20, Mutants - 1);
    }

    private static byte[] Damage(byte[] bytes, RandomStream random)
    {
        int header = 160, at = random.Below(2) == 0
            ? random.Below(header)
            : random.Below(bytes.Length);
        byte[] damaged = [.. bytes];
        switch (random.Below(4))
        {
            case 0:
                damaged[at] ^= (byte)(1 << random.Below(8));
                return damaged;
            case 1:
                damaged[at] = (byte)(damaged[at] + 1 + random.Below(255));
                return damaged;
            case 2:
                return damaged[..at];
            default:
                return [.. damaged[..at], (byte)random.NextBits(), .. damaged[at..]];
        }
    }

    private string Refused(VectorCollection collection)
    {
        InvalidGraphException problem =
            Assert.Throws<InvalidGraphException>(() => GraphFile.Open(Place, collection));
        Assert.StartsWith(Place, problem.Message, StringComparison.Ordinal);
        return problem.Message;
    }
}
