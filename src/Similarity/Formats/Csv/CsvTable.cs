using System.Collections.Immutable;
using System.Text;

namespace Similarity.Formats.Csv;

/// <summary>
/// Comma-separated values with a first line of names (RFC 4180): fields in quotes may hold commas,
/// line breaks and, doubled, quotes. Blank lines are skipped.
/// </summary>
/// <param name="Names">Of the columns, each once.</param>
/// <param name="Rows">As they are read, one in memory at a time.</param>
public sealed record CsvTable(ImmutableArray<string> Names, IEnumerable<CsvRow> Rows)
{
    /// <exception cref="InvalidFileException">Of the rows: thrown while enumerating.</exception>
    public static CsvTable Read(FileSource source)
    {
        CsvRow header = Records(source).FirstOrDefault()
            ?? throw new InvalidFileException(
                source.Path, "is empty; expected names of columns", 1);
        foreach (IGrouping<string, string> same in header.Fields
            .GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            throw new InvalidFileException(
                source.Path, $"has {same.Count()} columns of the name '{same.Key}'", header.Line);
        }

        return new CsvTable(header.Fields, RowsOf(source, header.Fields.Length));
    }

    private static IEnumerable<CsvRow> RowsOf(FileSource source, int columns)
    {
        foreach (CsvRow row in Records(source).Skip(1))
        {
            yield return row.Fields.Length == columns
                ? row
                : throw new InvalidFileException(
                    source.Path,
                    $"has {row.Fields.Length} fields; expected {columns}, as there are names",
                    row.Line);
        }
    }

    private static IEnumerable<CsvRow> Records(FileSource source)
    {
        using var lines = new TextLines(source);
        var fields = ImmutableArray.CreateBuilder<string>();
        var field = new StringBuilder();
        while (lines.Next() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            long first = lines.Number;
            bool isQuoted = false;
            for (int i = 0; i <= line.Length; i++)
            {
                if (i == line.Length && isQuoted)
                {
                    // The field goes on in the next line.
                    field.Append('\n');
                    line = lines.Next() ?? throw new InvalidFileException(
                        source.Path, "ends inside quotes that begin on this line", first);
                    i = -1;
                }
                else if (i == line.Length || (!isQuoted && line[i] == ','))
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
                else if (line[i] != '"')
                {
                    field.Append(line[i]);
                }
                else if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }

            yield return new CsvRow(first, fields.ToImmutable());
            fields.Clear();
        }
    }
}

/// <param name="Line">Where it begins, 1-based.</param>
public sealed record CsvRow(long Line, ImmutableArray<string> Fields);
