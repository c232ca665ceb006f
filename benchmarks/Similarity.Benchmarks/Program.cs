using BenchmarkDotNet.Running;
using Similarity.Benchmarks;
using Similarity.Benchmarks.Densities;
using Similarity.Benchmarks.DosModels;
using Similarity.Benchmarks.Graph;
using Similarity.Benchmarks.Growth;
using Similarity.Benchmarks.Studies;
using Similarity.Benchmarks.Studies.GridDensity;

// Named comparisons measure this code and another program in turns, because their ratio survives a
// loaded machine; anything else goes to BenchmarkDotNet.
Dictionary<string, Action<string[]>> comparisons = new(StringComparer.Ordinal)
{
    ["gemm"] = GemmComparison.Run,
    ["neighbours"] = NeighboursBenchmark.Run,
    ["dos"] = DosBenchmark.Run,
    ["integrals"] = IntegralsBenchmark.Run,
    ["search"] = SearchComparison.Run,
    ["vasprun"] = VasprunBenchmark.Run,
    ["gaps"] = GapStudy.Run,
    ["operators"] = OperatorStudy.Run,
    ["polymorphs"] = PolymorphStudy.Run,
    ["polymorphs-ks"] = PolymorphStudy.RunFirstPrinciples,
    ["device"] = DeviceBenchmark.Run,
    ["network-device"] = NetworkDeviceBenchmark.Run,
    ["throughput"] = ThroughputStudy.Run,
    ["graph"] = GraphBenchmark.Run,
    ["growth"] = GrowthBenchmark.Run,
    ["forest"] = ForestBenchmark.Run,
    ["density"] = DensityStudy.Run,
    ["soap"] = SoapBenchmark.Run,
    ["griddensity"] = GridDensityStudy.Run,
    ["dosmodel"] = DosModelStudy.Run,
    ["dosmodel-species"] = SpeciesStudy.Run,
    ["sap-routes"] = SapRoutes.Run,
};

if (args is [var name, .. var rest] && comparisons.TryGetValue(name, out Action<string[]>? run))
{
    run(rest);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
