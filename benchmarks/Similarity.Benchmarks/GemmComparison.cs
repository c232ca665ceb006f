namespace Similarity.Benchmarks;

/// <summary>Dense products and eigenproblems, own code and OpenBLAS in turns.</summary>
internal static class GemmComparison
{
    public static void Run(string[] arguments) => Console.WriteLine("nothing to compare yet");
}
