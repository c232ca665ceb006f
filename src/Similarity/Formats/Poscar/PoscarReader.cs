using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Poscar;

/// <summary>Reads one POSCAR, line by line.</summary>
internal sealed class PoscarReader(TextLines lines)
{
    /// <summary>Elements beyond this many in one cell are a damaged file.</summary>
    private const int MostKinds = 1000;

    private string title = "";
    private Vector3D scale;
    private Lattice? lattice;
    private string[]? symbols;
    private List<int> counts = [];
    private FilePlace countsPlace;

    public Crystal Read()
    {
        ReadHead(lines.Require("a title"));
        string mode = lines.Require("Direct or Cartesian");
        if (mode.TrimStart() is ['S' or 's', ..])
        {
            mode = lines.Require("Direct or Cartesian");
        }

        return ReadPositions(IsCartesian(mode));
    }

    /// <summary>Everything up to the numbers of atoms.</summary>
    public void ReadHead(string titleLine)
    {
        title = titleLine.Trim();
        string scaleLine = lines.Require("a scale factor");
        FilePlace scalePlace = lines.Place;
        var rows = new Matrix3D(ReadLatticeVector(), ReadLatticeVector(), ReadLatticeVector());
        scale = Scale(scaleLine, scalePlace, rows);
        Matrix3D vectors = rows * Matrix3D.Diagonal(scale.X, scale.Y, scale.Z);
        lattice = lines.Place.LatticeOf(vectors);

        symbols = null;
        string line = lines.Require("element symbols or numbers of atoms");
        if (!StartsWithCount(line))
        {
            symbols = Words(line);
            foreach (string symbol in symbols)
            {
                _ = ElementOf(symbol);
            }

            line = lines.Require("numbers of atoms");
        }

        counts = ReadCounts(line);
        countsPlace = lines.Place;
        symbols ??= SymbolsOfTitle(title, counts.Count);
    }

    /// <summary>One set of positions in the cell that was read last.</summary>
    public Crystal ReadPositions(bool isCartesian)
    {
        var sites = new List<Site>();
        for (int kind = 0; kind < counts.Count; kind++)
        {
            for (int atom = 0; atom < counts[kind]; atom++)
            {
                string text = lines.Require($"the position of atom {sites.Count + 1}");
                Vector3D position = Vector(text, "a coordinate");
                Element element =
                    symbols is null ? LabelOf(text, countsPlace) : ElementOf(symbols[kind]);
                Vector3D fractional = isCartesian
                    ? lattice!.ToFractional(Angstrom.ToBohr(new Vector3D(
                        position.X * scale.X, position.Y * scale.Y, position.Z * scale.Z)))
                    : position;
                sites.Add(lines.Place.SiteOf(element, fractional));
            }
        }

        return new Crystal(lattice!, sites) { Name = title.Length == 0 ? null : title };
    }

    /// <summary>How many numbers a line starts with, counting no further than asked.</summary>
    public static int LeadingNumbers(ReadOnlySpan<char> line, int most)
    {
        int count = 0;
        foreach (Range range in line.SplitAny(" \t\r"))
        {
            ReadOnlySpan<char> field = line[range];
            if (!field.IsEmpty)
            {
                if (count == most || !double.TryParse(
                    field, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                {
                    break;
                }

                count++;
            }
        }

        return count;
    }

    /// <summary>
    /// "Fe", "Fe_pv", "Fe/0e2b…" and "Fe1" are iron: potentials and sublattices have names too.
    /// </summary>
    public static bool TryElement(string word, out Element element)
    {
        int end = 0;
        while (end < word.Length && char.IsAsciiLetter(word[end]))
        {
            end++;
        }

        element = default;
        bool isSuffix = end == word.Length
            || word[end] is '_' or '/' or '.'
            || char.IsAsciiDigit(word[end]);
        return isSuffix && Element.TryParse(word[..end], out element);
    }

    private static string[] Words(string line)
    {
        int comment = line.AsSpan().IndexOfAny('!', '#');
        return (comment < 0 ? line : line[..comment])
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool StartsWithCount(string line) =>
        Words(line) is [var first, ..]
        && int.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>
    /// One factor s multiplies lengths; −V asks for the volume V in Å³; three factors multiply the
    /// Cartesian components x, y, z.
    /// </summary>
    private static Vector3D Scale(string line, FilePlace place, Matrix3D rows)
    {
        Span<Range> fields = stackalloc Range[4];
        int count = TextLines.Split(line, fields);
        if (count == 0)
        {
            throw place.Error("is empty; expected a scale factor");
        }

        if (LeadingNumbers(line, 3) == 3)
        {
            Vector3D factors = new(
                place.Number(line.AsSpan()[fields[0]], "a scale factor"),
                place.Number(line.AsSpan()[fields[1]], "a scale factor"),
                place.Number(line.AsSpan()[fields[2]], "a scale factor"));
            return factors is { X: > 0, Y: > 0, Z: > 0 }
                ? factors
                : throw place.Error("three scale factors must be positive");
        }

        double scale = place.Number(line.AsSpan()[fields[0]], "a scale factor");
        if (scale < 0)
        {
            scale = Math.Cbrt(-scale / Math.Abs(rows.Determinant));
        }

        return scale > 0 && double.IsFinite(scale)
            ? new(scale, scale, scale)
            : throw place.Error(
                "a scale factor is not 0, and a volume needs vectors that span one");
    }

    private static string[]? SymbolsOfTitle(string title, int kinds)
    {
        string[] words = Words(title);
        return words.Length == kinds && Array.TrueForAll(words, word => TryElement(word, out _))
            ? words
            : null;
    }

    private List<int> ReadCounts(string line)
    {
        var found = new List<int>();
        foreach (string word in Words(line))
        {
            found.Add(lines.Place.Count(word, "a number of atoms"));
        }

        if (found.Count == 0 || found.Count > MostKinds || found.TrueForAll(count => count == 0))
        {
            throw lines.Place.Error("expected the number of atoms of each element");
        }

        if (symbols is not null && symbols.Length != found.Count)
        {
            throw lines.Place.Error(
                $"{found.Count} numbers of atoms for {symbols.Length} element symbols; expected "
                    + $"one for each");
        }

        return found;
    }

    private bool IsCartesian(string mode) => mode.TrimStart() switch
    {
        ['C' or 'c' or 'K' or 'k', ..] => true,
        ['D' or 'd', ..] => false,
        _ => throw lines.Place.Error(
            $"'{FilePlace.Excerpt(mode)}' is neither Direct nor Cartesian"),
    };

    private Vector3D ReadLatticeVector() =>
        Vector(lines.Require("a lattice vector"), "a lattice vector");

    private Vector3D Vector(string line, string what)
    {
        Span<Range> fields = stackalloc Range[4];
        int count = TextLines.Split(line, fields);
        if (count < 3)
        {
            throw lines.Place.Error($"{count} fields for {what}; expected three numbers");
        }

        ReadOnlySpan<char> text = line;
        return new(
            lines.Place.Number(text[fields[0]], what),
            lines.Place.Number(text[fields[1]], what),
            lines.Place.Number(text[fields[2]], what));
    }

    private Element ElementOf(string word) => TryElement(word, out Element element)
        ? element
        : throw lines.Place.Error($"'{FilePlace.Excerpt(word)}' is no chemical element");

    /// <summary>The symbol some programs append to each position.</summary>
    private Element LabelOf(string line, FilePlace countsPlace) =>
        Words(line) is { Length: > 3 } words
        && words[^1] is not ("T" or "F")
        && TryElement(words[^1], out Element element)
            ? element
            : throw countsPlace.Error(
                "no element symbols (VASP 4): write one symbol for each number of atoms on a line "
                    + "above this one");
}
