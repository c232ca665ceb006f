using System.Text.Json;

namespace Similarity.Formats;

/// <summary>
/// The member names near the root of a JSON document, found in its first bytes: what a format can
/// be recognised by. Arrays do not count, so <c>{"data":[{"id":…}]}</c> has the paths data and
/// data.id.
/// </summary>
internal static class JsonOutline
{
    private const int DeepestName = 3;

    /// <summary>
    /// The paths seen before the head ends or stops being JSON; empty if it is not JSON.
    /// </summary>
    public static HashSet<string> Of(ReadOnlyMemory<byte> head)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        ReadOnlySpan<byte> span = head.Span;
        if (span.StartsWith("\uFEFF"u8))
        {
            span = span[3..];
        }

        // Cheap refusal before a parser starts on a file that is no JSON.
        ReadOnlySpan<byte> start = span.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || (start[0] != '{' && start[0] != '['))
        {
            return paths;
        }

        var reader = new Utf8JsonReader(span, isFinalBlock: false, default);
        var names = new Stack<(int Depth, string Path)>();
        try
        {
            while (reader.Read()
                && !(reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject))
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                while (names.TryPeek(out (int Depth, string Path) top)
                    && top.Depth >= reader.CurrentDepth)
                {
                    names.Pop();
                }

                if (names.Count < DeepestName)
                {
                    string name = reader.GetString()!;
                    string path = names.TryPeek(out (int Depth, string Path) parent)
                        ? $"{parent.Path}.{name}"
                        : name;
                    names.Push((reader.CurrentDepth, path));
                    paths.Add(path);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A damaged document is still of its format: its reader will say what is wrong and
            // where.
        }

        return paths;
    }
}
