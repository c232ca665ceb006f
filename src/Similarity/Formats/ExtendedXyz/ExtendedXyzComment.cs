using System.Collections.Immutable;
using System.Text;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>
/// Splits the comment line into keys and values (https://github.com/libAtoms/extxyz):
/// <c>key=bare</c>,
/// <c>key="quoted"</c>, <c>key="1 2 3"</c> or <c>{1 2 3}</c>, <c>key=[1, 2]</c> and <c>[[1, 2], [3,
/// 4]]</c>; a key alone is true.
/// </summary>
internal ref struct ExtendedXyzComment(string line, FilePlace place)
{
    private readonly string line = line;
    private readonly FilePlace place = place;
    private int position;

    public List<KeyValuePair<string, ExtendedXyzValue>> Parse()
    {
        var info = new List<KeyValuePair<string, ExtendedXyzValue>>();
        while (SkipSpace())
        {
            string key = line[position] is '"' or '\'' ? QuotedText() : BareText("=");
            if (key.Length == 0)
            {
                throw place.Error(
                    $"'{FilePlace.Excerpt(line.AsSpan(position))}' is no key; expected key=value");
            }

            bool hasValue = SkipSpace() && line[position] == '=';
            if (hasValue)
            {
                position++;
                SkipSpace();
            }

            info.Add(new(key, hasValue ? Value() : ExtendedXyzValue.Of("T")));
        }

        return info;
    }

    /// <summary>False at the end of the line.</summary>
    private bool SkipSpace()
    {
        while (position < line.Length && char.IsWhiteSpace(line[position]))
        {
            position++;
        }

        return position < line.Length;
    }

    private ExtendedXyzValue Value()
    {
        if (position == line.Length)
        {
            return new ExtendedXyzValue([""], 0, 0);
        }

        switch (line[position])
        {
            case '"' or '\'':
                return ExtendedXyzValue.Of(QuotedText());
            case '{':
                int close = line.IndexOf('}', position);
                if (close < 0)
                {
                    throw Unclosed('{');
                }

                string inside = line[(position + 1)..close];
                position = close + 1;
                return ExtendedXyzValue.Of(inside);
            case '[':
                return Bracketed();
            default:
                // A bare scalar, although commas may stand in it.
                return new ExtendedXyzValue([BareText("")], 0, 0);
        }
    }

    private ExtendedXyzValue Bracketed()
    {
        int start = position++;
        SkipSpace();
        if (position == line.Length || line[position] != '[')
        {
            ImmutableArray<string> list = ListItems();
            return list.Length == 0
                ? throw place.Error("an empty list in the comment line")
                : new ExtendedXyzValue(list, 0, list.Length);
        }

        var items = ImmutableArray.CreateBuilder<string>();
        int rows = 0, columns = 0;
        while (position < line.Length && line[position] == '[')
        {
            position++;
            ImmutableArray<string> row = ListItems();
            if (row.Length == 0 || (rows > 0 && row.Length != columns))
            {
                throw place.Error(
                    $"rows of {columns} and {row.Length} items in one table of the comment line");
            }

            columns = row.Length;
            rows++;
            items.AddRange(row);
            SkipSeparators();
        }

        if (position == line.Length || line[position] != ']')
        {
            position = start;
            throw Unclosed('[');
        }

        position++;
        return new ExtendedXyzValue(items.ToImmutable(), rows, columns);
    }

    /// <summary>Items up to the closing bracket.</summary>
    private ImmutableArray<string> ListItems()
    {
        int start = position - 1;
        var items = ImmutableArray.CreateBuilder<string>();
        for (SkipSeparators(); position < line.Length; SkipSeparators())
        {
            char c = line[position];
            if (c == ']')
            {
                position++;
                return items.ToImmutable();
            }

            string item = c is '"' or '\'' ? QuotedText() : BareText(",[]{}");
            if (item.Length == 0 && c is not ('"' or '\''))
            {
                break;
            }

            items.Add(item);
        }

        position = start;
        throw Unclosed('[');
    }

    private void SkipSeparators()
    {
        while (position < line.Length
            && (line[position] == ',' || char.IsWhiteSpace(line[position])))
        {
            position++;
        }
    }

    private string BareText(string terminators)
    {
        int start = position;
        while (position < line.Length
            && !char.IsWhiteSpace(line[position])
            && !terminators.Contains(line[position], StringComparison.Ordinal))
        {
            position++;
        }

        return line[start..position];
    }

    private string QuotedText()
    {
        char quote = line[position];
        var text = new StringBuilder();
        for (int i = position + 1; i < line.Length; i++)
        {
            if (line[i] == quote)
            {
                position = i + 1;
                return text.ToString();
            }

            if (line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
                text.Append(line[i] switch { 'n' => '\n', 'r' => '\r', var other => other });
            }
            else
            {
                text.Append(line[i]);
            }
        }

        throw Unclosed(quote);
    }

    private readonly InvalidFileException Unclosed(char mark) =>
        place.Error($"{mark} is not closed: {FilePlace.Excerpt(line.AsSpan(position))}");
}
