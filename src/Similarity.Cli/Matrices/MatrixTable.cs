using System.Globalization;
using System.Text;

namespace Similarity.Cli.Matrices;

/// <summary>A matrix as comma-separated values: ids in the first row and column.</summary>
internal static class MatrixTable
{
    public static string Of(IReadOnlyList<string> ids, IReadOnlyList<double[]> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', ids.Select(Quoted).Prepend("id")).Append('\n');
        foreach ((int i, double[] row) in rows.Index())
        {
            IEnumerable<string> numbers =
                row.Select(value => value.ToString("R", CultureInfo.InvariantCulture));
            text.AppendJoin(',', numbers.Prepend(Quoted(ids[i]))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>RFC 4180.</summary>
    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
