using System.Globalization;
using System.Text.Json;
using Similarity.Numerics;

namespace Similarity.Formats.PymatgenBands;

/// <summary>A value inside a JSON file that knows its path, so that every complaint can name it.</summary>
internal readonly record struct PythonJsonField(string File, string Path, JsonElement Element)
{
    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    /// <summary>The property, which must be there.</summary>
    public PythonJsonField Property(string name) =>
        Optional(name) ?? throw Invalid($"expected the property '{name}'");

    /// <summary>The property, or null when it is absent or null.</summary>
    public PythonJsonField? Optional(string name)
    {
        if (!IsObject)
        {
            throw Invalid("expected an object");
        }

        return Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new PythonJsonField(File, $"{Path}.{name}", value)
            : null;
    }

    public IEnumerable<(string Name, PythonJsonField Value)> Properties()
    {
        if (!IsObject)
        {
            throw Invalid("expected an object");
        }

        foreach (JsonProperty property in Element.EnumerateObject())
        {
            yield return (property.Name, new PythonJsonField(File, $"{Path}.{property.Name}", property.Value));
        }
    }

    public PythonJsonField[] Items()
    {
        if (!IsArray)
        {
            throw Invalid("expected an array");
        }

        var items = new PythonJsonField[Element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in Element.EnumerateArray())
        {
            items[i] = new PythonJsonField(File, $"{Path}[{i}]", item);
            i++;
        }

        return items;
    }

    public string Text() => Element.ValueKind == JsonValueKind.String
        ? Element.GetString()!
        : throw Invalid("expected a text");

    public double Number() => IsFiniteNumber(Element, out double value)
        ? value
        : throw Invalid($"expected a finite number, found {Excerpt(Element)}");

    public int Index()
    {
        return Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int value) && value >= 0
            ? value
            : throw Invalid($"expected an index, found {Excerpt(Element)}");
    }

    /// <summary>An array of finite numbers, or a numpy array written as {"data": […]}.</summary>
    public double[] Numbers()
    {
        PythonJsonField array = Data();
        if (!array.IsArray)
        {
            throw Invalid("expected an array of numbers");
        }

        double[] numbers = new double[array.Element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.Element.EnumerateArray())
        {
            numbers[i] = IsFiniteNumber(item, out double value)
                ? value
                : throw new InvalidFileException(
                    File, $"expected a finite number, found {Excerpt(item)}", field: $"{array.Path}[{i}]");
            i++;
        }

        return numbers;
    }

    /// <summary>The data of a numpy array that was written as an object; otherwise the field itself.</summary>
    public PythonJsonField Data() => IsObject ? Property("data") : this;

    public Vector3D Vector()
    {
        double[] numbers = Numbers();
        return numbers.Length == 3
            ? new Vector3D(numbers[0], numbers[1], numbers[2])
            : throw Invalid($"expected 3 numbers, found {numbers.Length}");
    }

    public Matrix3D Matrix()
    {
        PythonJsonField[] rows = Data().Items();
        return rows.Length == 3
            ? new Matrix3D(rows[0].Vector(), rows[1].Vector(), rows[2].Vector())
            : throw Invalid($"expected 3 rows, found {rows.Length}");
    }

    public InvalidFileException Invalid(string problem) => new(File, problem, field: Path);

    private static bool IsFiniteNumber(JsonElement element, out double value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value) && double.IsFinite(value);
    }

    private static string Excerpt(JsonElement element)
    {
        string text = element.GetRawText();
        return text switch
        {
            "\"N\"" => "NaN",
            _ when text.Length <= 40 => text,
            _ => string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 40)}…"),
        };
    }
}
