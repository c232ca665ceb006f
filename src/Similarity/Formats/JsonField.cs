using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// A value inside a JSON file that knows its path ("sites[3].abc"), so that a wrong kind of value
/// is reported by file and field.
/// </summary>
/// <param name="line">The line of the whole document, in files of one document per line.</param>
internal readonly struct JsonField(string file, JsonElement element, string path, long? line = null)
{
    public FilePlace Place => new(file, line, path.Length == 0 ? "(root)" : path);

    public JsonValueKind Kind => element.ValueKind;

    /// <summary>A member that must be there and not null.</summary>
    public JsonField this[string name] =>
        TryGet(name, out JsonField field)
            ? field
            : throw new InvalidFileException(file, "is missing", line, Member(name));

    /// <summary>Parses a whole file.</summary>
    public static JsonField Read(FileSource source) => Parse(source.Path, source.ReadAllBytes());

    /// <summary>Parses a document; a syntax error is reported by its line.</summary>
    /// <param name="content">Given away: words of Python in it are replaced.</param>
    /// <param name="line">The line the document stands on, when it is one line of a file.</param>
    public static JsonField Parse(string file, byte[] content, long? line = null)
    {
        PythonNumbers.Quote(content);
        ReadOnlyMemory<byte> utf8 = content;
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            // The document is left to the collector: its elements live as long as the reading does.
            return new JsonField(file, JsonDocument.Parse(utf8).RootElement, "", line);
        }
        catch (JsonException e)
        {
            string place = string.Create(
                CultureInfo.InvariantCulture, $"at byte {e.BytePositionInLine + 1} of the line");
            throw new InvalidFileException(
                file, $"is not valid JSON {place}; expected a complete document",
                line ?? e.LineNumber + 1, inner: e);
        }
    }

    /// <summary>A member, if it is there and not null.</summary>
    public bool TryGet(string name, out JsonField field)
    {
        if (Kind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        bool found = element.TryGetProperty(name, out JsonElement member)
            && member.ValueKind != JsonValueKind.Null;
        field = new JsonField(file, member, Member(name), line);
        return found;
    }

    /// <summary>The elements of an array.</summary>
    public JsonField[] Items()
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Wrong("an array");
        }

        var items = new JsonField[element.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            items[index] = new JsonField(file, item, $"{path}[{index}]", line);
            index++;
        }

        return items;
    }

    /// <summary>The elements of an array of known length.</summary>
    public JsonField[] Items(int count)
    {
        JsonField[] items = Items();
        return items.Length == count
            ? items
            : throw Place.Error($"has {items.Length} elements; expected {count}");
    }

    /// <summary>The members of an object with their names.</summary>
    public IEnumerable<(string Name, JsonField Value)> Members()
    {
        if (Kind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = Unescaped(() => member.Name);
            yield return (name, new JsonField(file, member.Value, Member(name), line));
        }
    }

    /// <summary>An array of finite numbers, however long.</summary>
    public double[] Numbers()
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Wrong("an array of numbers");
        }

        double[] numbers = new double[element.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            // The path of each number would cost more than the number.
            numbers[index] = item.ValueKind == JsonValueKind.Number
                && item.TryGetDouble(out double value)
                && double.IsFinite(value)
                ? value
                : new JsonField(file, item, $"{path}[{index}]", line).Number();
            index++;
        }

        return numbers;
    }

    public double Number()
    {
        if (Kind == JsonValueKind.Number
            && element.TryGetDouble(out double value)
            && double.IsFinite(value))
        {
            return value;
        }

        throw Wrong("a finite number");
    }

    public string Text() =>
        Kind == JsonValueKind.String ? Unescaped(element.GetString)! : throw Wrong("a string");

    public bool Logical() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>
    /// Three of true and false: along which lattice vectors the structure repeats.
    /// </summary>
    public Periodicity Periodicity()
    {
        JsonField[] axes = Items(3);
        return new(axes[0].Logical(), axes[1].Logical(), axes[2].Logical());
    }

    /// <summary>Three numbers.</summary>
    public Vector3D Vector()
    {
        JsonField[] items = Items(3);
        return new(items[0].Number(), items[1].Number(), items[2].Number());
    }

    /// <summary>Three rows of three numbers.</summary>
    public Matrix3D Matrix()
    {
        JsonField[] rows = Items(3);
        return new(rows[0].Vector(), rows[1].Vector(), rows[2].Vector());
    }

    private T Unescaped<T>(Func<T> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException e)
        {
            // Bytes that are not UTF-8, or half a surrogate pair, pass the parser and fail here.
            throw Place.Error("is not valid Unicode text", e);
        }
    }

    private string Member(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private InvalidFileException Wrong(string expected) => Place.Error(Kind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => $"is null; expected {expected}",
        JsonValueKind.Number =>
            $"is the number {FilePlace.Excerpt(element.GetRawText())}; expected {expected}",
        JsonValueKind.String when PythonNumbers.WordOf(element.GetRawText()) is string word =>
            $"is {word}; expected {expected}",
        _ => $"is a JSON {Kind.ToString().ToLowerInvariant()}; expected {expected}",
    });
}
