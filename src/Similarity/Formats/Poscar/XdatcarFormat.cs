using System.Collections.Immutable;
using System.Text;
using Similarity.Crystals;

namespace Similarity.Formats.Poscar;

/// <summary>
/// XDATCAR of VASP 5 (https://www.vasp.at/wiki/XDATCAR): the head of a POSCAR, then for each step
/// "Direct configuration=" with its number, and positions. With a variable cell the head is
/// repeated.
/// </summary>
internal static class XdatcarFormat
{
    private const string Mark = "Direct configuration";

    public static FileFormat Format { get; } = new("XDATCAR", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        PoscarFormat.StartsLikePoscar(head)
        && Encoding.UTF8.GetString(head.Span).Split('\n') is { Length: > 7 } lines
        && lines[6..8].Any(line => line.StartsWith(Mark, StringComparison.Ordinal));

    public static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        var reader = new PoscarReader(lines);
        var steps = ImmutableArray.CreateBuilder<Crystal>();
        while (lines.Next() is string line && !string.IsNullOrWhiteSpace(line))
        {
            if (steps.Count == 0 || !line.StartsWith(Mark, StringComparison.Ordinal))
            {
                reader.ReadHead(line);
                line = lines.Require(Mark);
            }

            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                throw lines.Place.Error($"'{FilePlace.Excerpt(line)}'; expected '{Mark}'");
            }

            steps.Add(reader.ReadPositions(isCartesian: false));
        }

        return steps.Count > 0
            ? StructureContents.Of(Format.Name, steps.ToImmutable(), [])
            : throw lines.Place.Error("no step; expected the head of a POSCAR");
    }
}
