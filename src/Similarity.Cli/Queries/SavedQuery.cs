using Similarity.Cli.Demo;
using Similarity.Formats;

namespace Similarity.Cli.Queries;

/// <summary>
/// A command line kept in a file: a verb, its arguments and files, its options, and what it is for.
/// </summary>
internal sealed record SavedQuery(
    string File,
    QueryValue Verb,
    string Description,
    IReadOnlyList<QueryValue> Arguments,
    IReadOnlyList<QueryValue> Files,
    IReadOnlyList<QueryOption> Options)
{
    private const string DatabasePrefix = "database:";

    /// <exception cref="InvalidFileException">It is no saved query; with line and
    /// field.</exception>
    public static SavedQuery Read(string file) => new SavedQueryReader(file).Read();

    /// <summary>What the query types after the verb, without the options named.</summary>
    public IEnumerable<string> CommandLine(IReadOnlySet<string> withoutOptions)
    {
        foreach (QueryValue argument in Arguments)
        {
            yield return WithDatabase(argument);
        }

        foreach (QueryValue pattern in Files)
        {
            foreach (string match in Matches(pattern))
            {
                yield return match;
            }
        }

        foreach (QueryOption option in Options.Where(o => !withoutOptions.Contains(o.Name)))
        {
            if (option.Values.Count == 0)
            {
                yield return option.Name;
            }

            foreach (QueryValue value in option.Values)
            {
                // In one word: a value may begin with a dash.
                yield return $"{option.Name}={WithDatabase(value)}";
            }
        }
    }

    /// <summary>A value that begins with database: is a path in the shipped data.</summary>
    private static string WithDatabase(QueryValue value) =>
        value.Text.StartsWith(DatabasePrefix, StringComparison.Ordinal)
            ? Path.Combine(SeedData.Find(), value.Text[DatabasePrefix.Length..])
            : value.Text;

    /// <summary>
    /// The files that a pattern names, sorted: * and ? stand for anything in the last part of the
    /// path. Relative paths begin at the folder of the query.
    /// </summary>
    private string[] Matches(QueryValue pattern)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(File))!;
        string path = Path.Combine(folder, WithDatabase(pattern));
        string parent = Path.GetDirectoryName(path) ?? folder;
        string name = Path.GetFileName(path);
        string[] matches = name.AsSpan().ContainsAny('*', '?') && Directory.Exists(parent)
            ? Directory.GetFiles(parent, name)
            : System.IO.File.Exists(path) ? [path] : [];
        if (matches.Length == 0)
        {
            throw new InvalidFileException(
                File, $"no file is called {pattern.Text}", pattern.Line, pattern.Field);
        }

        Array.Sort(matches, StringComparer.Ordinal);
        return matches;
    }
}
