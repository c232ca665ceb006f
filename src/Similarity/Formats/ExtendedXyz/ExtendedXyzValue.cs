using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>
/// The value of a key in the comment line: a scalar, a list or a table of numbers, logicals or
/// words. Items keep the digits of the file. Text that reads as several numbers or logicals is a
/// list.
/// </summary>
public sealed class ExtendedXyzValue : IEquatable<ExtendedXyzValue>
{
    private readonly ImmutableArray<string> items;

    internal ExtendedXyzValue(ImmutableArray<string> items, int rows, int columns)
    {
        this.items = items;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Rows of a table; 0 for scalars and lists.</summary>
    public int Rows { get; }

    /// <summary>Length of a list or of the rows of a table; 0 for a scalar.</summary>
    public int Columns { get; }

    /// <summary>The items, row by row; one for a scalar.</summary>
    public ReadOnlySpan<string> Items => items.AsSpan();

    /// <summary>The items with spaces between: the text of a scalar.</summary>
    public string Text => string.Join(' ', items);

    public static ExtendedXyzValue Of(string text)
    {
        ImmutableArray<string> words =
            [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        bool isList = words.Length > 1
            && (words.All(IsNumber) || words.All(word => TryLogical(word, out _)));
        return isList ? new(words, 0, words.Length) : new([text], 0, 0);
    }

    public static ExtendedXyzValue Of(params ReadOnlySpan<double> numbers)
    {
        var words = ImmutableArray.CreateBuilder<string>(numbers.Length);
        foreach (double number in numbers)
        {
            words.Add(StructureWriter.Text(number));
        }

        return new(words.MoveToImmutable(), 0, numbers.Length == 1 ? 0 : numbers.Length);
    }

    /// <summary>The items as numbers; false if one is none.</summary>
    public bool TryNumbers(out double[] numbers)
    {
        numbers = new double[items.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.TryParse(
                items[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>T, F, True, False and the like.</summary>
    public static bool TryLogical(string word, out bool value)
    {
        value = word is "T" or "True" or "true" or "TRUE";
        return value || word is "F" or "False" or "false" or "FALSE";
    }

    public bool Equals(ExtendedXyzValue? other) =>
        other is not null
            && Rows == other.Rows
            && Columns == other.Columns
            && Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => Equals(obj as ExtendedXyzValue);

    public override int GetHashCode() => HashCode.Combine(Rows, Columns, items[0]);

    /// <summary>As it stands in a file: bare, "1 2 3", [a, b] or [[1, 2], [3, 4]].</summary>
    public override string ToString()
    {
        if (Columns == 0)
        {
            return Quoted(items[0]);
        }

        // A list in quotes is understood by every program, but only a list that is recognised
        // again.
        string plain = Text;
        if (Rows == 0 && Of(plain) is { Columns: > 0 })
        {
            return $"\"{plain}\"";
        }

        IEnumerable<string> lists = items.Select(Quoted).Chunk(Columns).Select(
            row => $"[{string.Join(", ", row)}]");
        return Rows == 0 ? lists.Single() : $"[{string.Join(", ", lists)}]";
    }

    /// <summary>
    /// Bare if nothing in it would be misread, else in quotes with \ before " and \.
    /// </summary>
    internal static string Quoted(string text)
    {
        if (text.Length > 0
            && !text.AsSpan().ContainsAny(" \t\r\n\"'=,[]{}\\")
            && !text.Any(char.IsWhiteSpace))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
