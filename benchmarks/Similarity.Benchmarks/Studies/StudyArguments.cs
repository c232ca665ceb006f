using System.Globalization;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// What every study understands. Names are followed by their value; flags are not wanted.
/// </summary>
/// <param name="Sample">Number of structures; null: the study's own.</param>
/// <param name="Threads">Structures in work at a time; each has one thread.</param>
/// <param name="Cache">
/// Folder that keeps what is computed, so that a study ended early goes on, and its analysis can be
/// repeated. It does not notice a change of the program: give a new one then. None if null.
/// </param>
/// <param name="Atoms">Structures of more atoms are left out; null for none.</param>
/// <param name="Operators">With commas between; null for the study's own.</param>
/// <param name="Output">Folder for tables and values of single structures; none if null.</param>
internal sealed record StudyArguments(
    int? Sample,
    int? Atoms,
    int Threads,
    ulong Seed,
    string? Cache,
    string? Output,
    string? Only,
    string? Operators)
{
    private static readonly string[] Names =
    [
        "--sample", "--atoms", "--threads", "--seed", "--cache", "--output", "--only",
        "--operators",
    ];

    public static StudyArguments Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!Names.Contains(arguments[i]) || i + 1 == arguments.Length)
            {
                throw new ArgumentException(
                    $"'{arguments[i]}': expected {string.Join(", ", Names)}, each with a value");
            }

            values[arguments[i]] = arguments[i + 1];
        }

        return new(
            Number("--sample"),
            Number("--atoms"),
            Number("--threads") ?? Environment.ProcessorCount,
            (ulong)(Number("--seed") ?? 20261120),
            values.GetValueOrDefault("--cache"),
            values.GetValueOrDefault("--output"),
            values.GetValueOrDefault("--only"),
            values.GetValueOrDefault("--operators"));

        int? Number(string name) => values.TryGetValue(name, out string? text)
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }
}
