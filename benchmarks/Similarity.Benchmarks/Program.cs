using BenchmarkDotNet.Running;
using Similarity.Benchmarks;

// Named benchmarks print a table of their own; anything else goes to BenchmarkDotNet.
Dictionary<string, Action<string[]>> named = new(StringComparer.Ordinal)
{
    ["neighbours"] = NeighboursBenchmark.Run,
};

if (args is [var name, .. var rest] && named.TryGetValue(name, out Action<string[]>? run))
{
    run(rest);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
