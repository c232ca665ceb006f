using System.Globalization;
using System.Xml;

namespace Similarity.Formats;

/// <summary>
/// A forward walk over the elements of an XML file of numbers, which is never held whole. Children
/// left unread are passed over; every complaint names the line and the element.
/// </summary>
internal sealed class XmlWalk : IDisposable
{
    /// <summary>The eigenvalues of half a million bands; no element we read is longer.</summary>
    private const int MaximalTextLength = 1 << 24;

    private readonly string file;
    private readonly XmlReader reader;
    private readonly IXmlLineInfo position;
    private char[] text = new char[4096];

    public XmlWalk(string file, Stream stream)
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

    /// <summary>
    /// Whether a file whose first bytes are given starts like XML of one byte per character.
    /// </summary>
    public static bool StartsAsXml(ReadOnlySpan<byte> head) =>
        head.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    public long Line => position.LineNumber;

    /// <summary>Moves to the first element and returns its name.</summary>
    public string Root()
    {
        while (Advance() && reader.NodeType != XmlNodeType.Element)
        {
        }

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
        while (Advance())
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
        while (Advance() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                throw Invalid(element, $"expected text, found the element <{reader.Name}>");
            }

            int read;
            while ((read = ReadChunk(length)) > 0)
            {
                length += read;
                if (length == MaximalTextLength)
                {
                    throw Invalid(element, $"more than {MaximalTextLength - 1} characters of text");
                }

                if (length == text.Length)
                {
                    Array.Resize(ref text, 2 * length);
                }
            }

        }

        return text.AsSpan(0, length);
    }

    /// <summary>
    /// Exactly <paramref name="numbers"/>.Length numbers. They are finite: the stars that Fortran
    /// prints for a number too wide for its column are refused.
    /// </summary>
    public void Row(Span<double> numbers)
    {
        string element = reader.Name;
        ReadOnlySpan<char> rest = Text();
        int count = 0;
        while (TryNextNumber(ref rest, element, out double number))
        {
            if (count < numbers.Length)
            {
                numbers[count] = number;
            }

            count++;
        }

        if (count != numbers.Length)
        {
            throw Invalid(element, $"expected {numbers.Length} numbers, found {count}");
        }
    }

    /// <summary>However many numbers there are.</summary>
    public List<double> Numbers()
    {
        string element = reader.Name;
        List<double> numbers = [];
        ReadOnlySpan<char> rest = Text();
        while (TryNextNumber(ref rest, element, out double number))
        {
            numbers.Add(number);
        }

        return numbers;
    }

    public double Number()
    {
        double number = 0;
        Row(new Span<double>(ref number));
        return number;
    }

    public FilePlace Place(string field) => new(file, Line, field);

    public InvalidFileException Invalid(string element, string problem) =>
        Place($"<{element}>").Error(problem);

    public void Dispose() => reader.Dispose();

    private bool Advance()
    {
        try
        {
            return reader.Read();
        }
        catch (XmlException e)
        {
            throw Malformed(e);
        }
    }

    private int ReadChunk(int length)
    {
        try
        {
            return reader.ReadValueChunk(text, length, text.Length - length);
        }
        catch (XmlException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>Not all complaints of the reader know their line.</summary>
    private InvalidFileException Malformed(XmlException e) =>
        new(file, e.Message, Math.Max(e.LineNumber, Math.Max(Line, 1)), inner: e);

    private bool TryNextNumber(ref ReadOnlySpan<char> rest, string element, out double number)
    {
        rest = rest.TrimStart();
        int end = rest.IndexOfAny(' ', '\n', '\t');
        ReadOnlySpan<char> token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..];
        number = 0;
        return !token.IsEmpty
            && (IsFinite(token, out number)
                ? true
                : throw Invalid(
                    element, $"expected a finite number, found '{FilePlace.Excerpt(token)}'"));
    }

    private static bool IsFinite(ReadOnlySpan<char> token, out double number) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
}
