using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>Collects the values of one column, atom by atom.</summary>
internal abstract class ExtendedXyzColumnReader(string name, int width)
{
    public string Name { get; } = name;

    public int Width { get; } = width;

    /// <summary>Reads <c>Properties=name:type:width:…</c>.</summary>
    public static List<ExtendedXyzColumnReader> ParseProperties(string text, FilePlace place)
    {
        string[] parts = text.Split(':');
        if (parts.Length % 3 != 0)
        {
            throw place.Error(
                $"Properties={FilePlace.Excerpt(text)}; expected groups of name:type:width");
        }

        var readers = new List<ExtendedXyzColumnReader>();
        for (int i = 0; i < parts.Length; i += 3)
        {
            string name = parts[i];
            int width = place.Count(parts[i + 2], "the width of a property");
            if (width == 0 || name.Length == 0)
            {
                throw place.Error(
                    $"Properties={FilePlace.Excerpt(text)}; expected names and widths above 0");
            }

            readers.Add(parts[i + 1] switch
            {
                "R" => new Reader<double>(name, width, ParseReal),
                "I" => new Reader<long>(name, width, ParseInteger),
                "L" => new Reader<bool>(name, width, ParseLogical),
                "S" => new Reader<string>(name, width, (text, _) => text.ToString()),
                var other => throw place.Error(
                    $"the property {FilePlace.Excerpt(name)} has type "
                        + $"'{FilePlace.Excerpt(other)}'; "
                    + "expected S, R, I or L"),
            });
        }

        return readers;
    }

    public abstract void Add(ReadOnlySpan<char> text, FilePlace place);

    public abstract ExtendedXyzColumn ToColumn();

    private static double ParseReal(ReadOnlySpan<char> text, FilePlace place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw place.Error($"'{FilePlace.Excerpt(text)}' is not a number");

    private static long ParseInteger(ReadOnlySpan<char> text, FilePlace place) =>
        long.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw place.Error($"'{FilePlace.Excerpt(text)}' is not a whole number");

    private static bool ParseLogical(ReadOnlySpan<char> text, FilePlace place) =>
        ExtendedXyzValue.TryLogical(text.ToString(), out bool value)
            ? value
            : throw place.Error($"'{FilePlace.Excerpt(text)}' is neither T nor F");

    private delegate T Parser<T>(ReadOnlySpan<char> text, FilePlace place);

    private sealed class Reader<T>(string name, int width, Parser<T> parse)
        : ExtendedXyzColumnReader(name, width)
    {
        private readonly ImmutableArray<T>.Builder values = ImmutableArray.CreateBuilder<T>();

        public override void Add(ReadOnlySpan<char> text, FilePlace place) =>
            values.Add(parse(text, place with { Field = Name }));

        public override ExtendedXyzColumn ToColumn() =>
            new ExtendedXyzColumn<T>(Name, Width, values.ToImmutable());
    }
}
