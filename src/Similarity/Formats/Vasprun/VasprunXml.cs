using System.Globalization;
using System.Xml;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// A forward walk over the elements of a vasprun.xml. Children left unread are passed over; every
/// complaint names the line and the element.
/// </summary>
internal sealed class VasprunXml : IDisposable
{
    // A row of the widest table (projections with f orbitals) has about 200 characters.
    private const int MaximalTextLength = 1 << 16;

    private readonly string file;
    private readonly XmlReader reader;
    private readonly IXmlLineInfo position;
    private readonly char[] text = new char[MaximalTextLength];

    public VasprunXml(string file, Stream stream)
    {
        this.file = file;
        reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            // No DTD: entities could grow without bound.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreWhitespace = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
        position = (IXmlLineInfo)reader;
    }

    public long Line => position.LineNumber;

    /// <summary>Moves to the first element and returns its name.</summary>
    public string Root()
    {
        reader.MoveToContent();
        return reader.Name;
    }

    /// <summary>
    /// Names of the child elements of the current element, one after another; while one is yielded
    /// it is current. Ends on the end tag of the element it started from.
    /// </summary>
    public IEnumerable<string> Children()
    {
        if (reader.IsEmptyElement)
        {
            yield break;
        }

        int depth = reader.Depth;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1)
            {
                yield return reader.Name;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                yield break;
            }
        }
    }

    /// <summary>An attribute of the current element, or an empty string.</summary>
    public string Attribute(string name) => reader.GetAttribute(name) ?? "";

    /// <summary>The text of the current element, valid until the next call.</summary>
    public ReadOnlySpan<char> Text()
    {
        if (reader.IsEmptyElement)
        {
            return [];
        }

        string element = reader.Name;
        int length = 0;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                throw Invalid(element, $"expected text, found the element <{reader.Name}>");
            }

            int read;
            while ((read = reader.ReadValueChunk(text, length, text.Length - length)) > 0)
            {
                length += read;
            }

            if (length == text.Length)
            {
                throw Invalid(element, $"more than {MaximalTextLength - 1} characters of text");
            }
        }

        return text.AsSpan(0, length);
    }

    /// <summary>
    /// The numbers in the text of the current element; returns how many. They are finite: the stars
    /// that Fortran prints for a number too wide for its column are refused.
    /// </summary>
    public int Numbers(Span<double> numbers)
    {
        string element = reader.Name;
        ReadOnlySpan<char> rest = Text();
        int count = 0;
        while (true)
        {
            rest = rest.TrimStart();
            if (rest.IsEmpty)
            {
                return count;
            }

            int end = rest.IndexOfAny(' ', '\n', '\t');
            ReadOnlySpan<char> token = end < 0 ? rest : rest[..end];
            if (count == numbers.Length)
            {
                throw Invalid(element, $"more than the {numbers.Length} numbers expected");
            }

            if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value))
            {
                throw Invalid(element, $"expected a finite number, found '{FilePlace.Excerpt(token)}'");
            }

            numbers[count++] = value;
            rest = rest[token.Length..];
        }
    }

    /// <summary>Exactly <paramref name="numbers"/>.Length numbers.</summary>
    public void Row(Span<double> numbers)
    {
        string element = reader.Name;
        int count = Numbers(numbers);
        if (count != numbers.Length)
        {
            throw Invalid(element, $"expected {numbers.Length} numbers, found {count}");
        }
    }

    public double Number()
    {
        double number = 0;
        Row(new Span<double>(ref number));
        return number;
    }

    public FilePlace Place(string field) => new(file, Line, field);

    public InvalidFileException Invalid(string element, string problem) => Place($"<{element}>").Error(problem);

    public void Dispose() => reader.Dispose();
}
