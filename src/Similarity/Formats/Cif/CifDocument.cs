namespace Similarity.Formats.Cif;

/// <summary>
/// Builds data blocks from tokens. Save frames, which only dictionaries have, are skipped.
/// </summary>
internal static class CifDocument
{
    public static List<CifBlock> Parse(string file, string text)
    {
        var tokenizer = new CifTokenizer(file, text);
        var blocks = new List<CifBlock>();
        CifBlock? block = null;
        bool isInFrame = false;
        CifToken token = tokenizer.Next();
        while (token.Kind != CifTokenKind.End)
        {
            if (token.Kind == CifTokenKind.DataBlock)
            {
                block = new CifBlock(file, token.Text, token.Line);
                blocks.Add(block);
                isInFrame = false;
                token = tokenizer.Next();
                continue;
            }

            if (block is null)
            {
                throw new InvalidFileException(
                    file,
                    $"'{FilePlace.Excerpt(token.Text)}' stands before any data block; expected "
                        + $"data_",
                    token.Line);
            }

            if (token.Kind == CifTokenKind.SaveFrame)
            {
                isInFrame = token.Text.Length > 0;
                token = tokenizer.Next();
                continue;
            }

            CifBlock target = isInFrame ? new CifBlock(file, "", token.Line) : block;
            token = token.Kind switch
            {
                CifTokenKind.Loop => ReadLoop(file, tokenizer, target, token.Line),
                CifTokenKind.Tag => ReadItem(file, tokenizer, target, token),
                _ => throw new InvalidFileException(
                    file,
                    $"the value '{FilePlace.Excerpt(token.Text)}' has no tag; expected a name that "
                        + $"starts with '_'",
                    token.Line),
            };
        }

        return blocks;
    }

    private static CifToken ReadItem(
        string file, CifTokenizer tokenizer, CifBlock block, CifToken tag)
    {
        CifToken value = tokenizer.Next();
        if (!value.IsValue)
        {
            throw new InvalidFileException(file, "has no value", tag.Line, tag.Text);
        }

        block.Add(tag.Text, value);
        return tokenizer.Next();
    }

    private static CifToken ReadLoop(string file, CifTokenizer tokenizer, CifBlock block, long line)
    {
        var tags = new List<string>();
        CifToken token = tokenizer.Next();
        for (; token.Kind == CifTokenKind.Tag; token = tokenizer.Next())
        {
            tags.Add(token.Text);
        }

        if (tags.Count == 0)
        {
            throw new InvalidFileException(file, "loop_ is followed by no tag", line);
        }

        var values = new List<CifToken>();
        long lastLine = line;
        for (; token.IsValue; token = tokenizer.Next())
        {
            values.Add(token);
            lastLine = token.Line;
        }

        if (values.Count % tags.Count != 0)
        {
            throw new InvalidFileException(
                file,
                $"the loop of line {line} has {values.Count} values, no multiple of its "
                    + $"{tags.Count} tags",
                lastLine,
                tags[0]);
        }

        block.Add(new CifLoop([.. tags], values, line));
        return token;
    }
}
