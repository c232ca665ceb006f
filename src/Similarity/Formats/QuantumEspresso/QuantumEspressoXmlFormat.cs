using System.Xml;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>
/// data-file-schema.xml of Quantum ESPRESSO 6.2 and later: hartree and bohr, the result in
/// &lt;output&gt;. Reference: the qes schema of the Quantum ESPRESSO Foundation.
/// </summary>
internal static class QuantumEspressoXmlFormat
{
    public static FileFormat Format { get; } = new("Quantum ESPRESSO XML", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        XmlWalk.StartsAsXml(head.Span) && head.Span.IndexOf("<qes:espresso"u8) >= 0;

    public static FileContents Read(FileSource source)
    {
        var output = new QuantumEspressoOutput();
        try
        {
            using var xml = new XmlWalk(source.Path, source.Open());
            if (xml.Root() != "qes:espresso")
            {
                throw xml.Invalid("qes:espresso", "expected as the outermost element");
            }

            foreach (string element in xml.Children())
            {
                if (element == "output")
                {
                    output.Read(xml);
                }
            }
        }
        catch (XmlException e)
        {
            throw new InvalidFileException(source.Path, e.Message, e.LineNumber, inner: e);
        }

        return output.Contents(source.Path);
    }
}
