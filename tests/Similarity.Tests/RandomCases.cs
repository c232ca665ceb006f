namespace Similarity.Tests;

/// <summary>How many random cases a test tries: ten times as many with SIMILARITY_SLOW=1.</summary>
internal static class RandomCases
{
    private const string Switch = "SIMILARITY_SLOW";

    private static readonly int Factor = Environment.GetEnvironmentVariable(Switch) switch
    {
        null or "" or "0" => 1,
        "1" => 10,
        string other => throw new InvalidOperationException($"{Switch}={other}: expected 0 or 1"),
    };

    public static int Count(int usual) => Factor * usual;
}
