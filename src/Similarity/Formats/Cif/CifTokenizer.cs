namespace Similarity.Formats.Cif;

/// <summary>
/// Splits a CIF into tokens (CIF 1.1: Hall &amp; McMahon, International Tables for Crystallography
/// G ch. 2.2; CIF 2.0: doi:10.1107/S1600576715021871). A list or table of CIF 2.0 is one token, its
/// text as written; nothing this program reads stands in one.
/// </summary>
internal sealed class CifTokenizer(string file, string text)
{
    private readonly bool isCif2 = text.StartsWith("#\\#CIF_2.0", StringComparison.Ordinal);
    private int position;
    private long line = 1;

    public CifToken Next()
    {
        SkipSpaceAndComments();
        if (position == text.Length)
        {
            return new CifToken(CifTokenKind.End, "", line);
        }

        long start = line;
        char first = text[position];
        return first switch
        {
            ';' when IsAtLineStart => new CifToken(CifTokenKind.Quoted, TextField(), start),
            '\'' or '"' => new CifToken(CifTokenKind.Quoted, QuotedString(first), start),
            '[' or '{' when isCif2 => new CifToken(CifTokenKind.Word, Bracketed(), start),
            _ => BareWord(start),
        };
    }

    private bool IsAtLineStart => position == 0 || text[position - 1] is '\n' or '\r';

    private void SkipSpaceAndComments()
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (c == '#')
            {
                int end = text.AsSpan(position).IndexOfAny('\n', '\r');
                position = end < 0 ? text.Length : position + end;
            }
            else if (char.IsWhiteSpace(c) || c is '\0' or '\uFEFF')
            {
                Advance();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>One character on, counting "\n", "\r\n" and a lone "\r" as one line end.</summary>
    private void Advance()
    {
        char c = text[position++];
        if (c == '\n' || (c == '\r' && (position == text.Length || text[position] != '\n')))
        {
            line++;
        }
    }

    private CifToken BareWord(long start)
    {
        int begin = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        string word = text[begin..position];
        if (word[0] == '_')
        {
            return new CifToken(CifTokenKind.Tag, CifBlock.Canonical(word), start);
        }

        if (word.StartsWith("data_", StringComparison.OrdinalIgnoreCase))
        {
            return new CifToken(CifTokenKind.DataBlock, word[5..], start);
        }

        if (word.StartsWith("save_", StringComparison.OrdinalIgnoreCase))
        {
            return new CifToken(CifTokenKind.SaveFrame, word[5..], start);
        }

        return word.Equals("loop_", StringComparison.OrdinalIgnoreCase)
            ? new CifToken(CifTokenKind.Loop, word, start)
            : new CifToken(CifTokenKind.Word, word, start);
    }

    private string QuotedString(char quote)
    {
        string triple = new(quote, 3);
        if (isCif2 && string.CompareOrdinal(text, position, triple, 0, 3) == 0)
        {
            return TripleQuoted(triple);
        }

        int begin = ++position;
        for (; position < text.Length && text[position] is not ('\n' or '\r'); position++)
        {
            // In CIF 1.1 a quote inside the string is allowed where no space follows it: 'O'Hara'.
            if (text[position] == quote
                && (isCif2 || position + 1 == text.Length || char.IsWhiteSpace(text[position + 1])))
            {
                return text[begin..position++];
            }
        }

        throw new InvalidFileException(
            file, $"a string that opens with {quote} is not closed on its line", line);
    }

    private string TripleQuoted(string quote)
    {
        int begin = position + 3;
        int end = text.IndexOf(quote, begin, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new InvalidFileException(
                file, $"a string that opens with {quote} is not closed", line);
        }

        AdvanceTo(end + 3);
        return text[begin..end];
    }

    /// <summary>Everything between a ';' that starts a line and the next such.</summary>
    private string TextField()
    {
        long start = line;
        int begin = position + 1;
        int end = begin;
        do
        {
            end = text.IndexOf(';', end);
            if (end < 0)
            {
                throw new InvalidFileException(
                    file, "a text field is not closed; expected a later line that starts with ';'",
                    start);
            }

            end++;
        }
        while (text[end - 2] is not ('\n' or '\r'));

        AdvanceTo(end);
        return text[begin..(end - 1)].Trim('\r', '\n');
    }

    private string Bracketed()
    {
        long start = line;
        int begin = position;
        int depth = 0;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '[' or '{':
                    depth++;
                    Advance();
                    break;
                case ']' or '}':
                    depth--;
                    Advance();
                    break;
                case '\'' or '"':
                    QuotedString(text[position]);
                    break;
                default:
                    Advance();
                    break;
            }

            if (depth == 0)
            {
                return text[begin..position];
            }
        }

        throw new InvalidFileException(file, "a list or table is not closed", start);
    }

    private void AdvanceTo(int end)
    {
        while (position < end)
        {
            Advance();
        }
    }
}
