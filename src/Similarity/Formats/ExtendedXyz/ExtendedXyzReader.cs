using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>Reads frames one after another, holding one at a time.</summary>
internal sealed class ExtendedXyzReader(TextLines lines)
{
    private const string DefaultProperties = "species:S:1:pos:R:3";

    /// <summary>The next frame, or null at the end of the file.</summary>
    public ExtendedXyzFrame? Next()
    {
        string? line = lines.Next();
        while (line is not null && string.IsNullOrWhiteSpace(line))
        {
            line = lines.Next();
        }

        if (line is null)
        {
            return null;
        }

        int count = lines.Place.Count(line.AsSpan().Trim(), "the number of atoms of a frame");
        if (count == 0)
        {
            throw lines.Place.Error("a frame without atoms");
        }

        string comment = lines.Require("the comment line of a frame");
        FilePlace place = lines.Place;
        bool isExtended = IsExtended(comment);
        List<KeyValuePair<string, ExtendedXyzValue>> info =
            isExtended ? new ExtendedXyzComment(comment, place).Parse() : [];
        string properties = ExtendedXyzFrame.Find(info, "Properties")?.Text ?? DefaultProperties;
        info.RemoveAll(pair => pair.Key.Equals("Properties", StringComparison.OrdinalIgnoreCase));
        List<ExtendedXyzColumnReader> readers = ExtendedXyzColumnReader.ParseProperties(
            properties, place);
        for (int atom = 0; atom < count; atom++)
        {
            ReadAtom(lines.Require($"atom {atom + 1} of {count}"), readers, isExtended);
        }

        ImmutableArray<ExtendedXyzColumn> columns =
            [.. readers.Select(reader => reader.ToColumn())];
        string? plain = isExtended ? null : comment;
        return new([.. info], columns, plain, Interpret(info, columns, plain, place));
    }

    /// <summary>Whether a comment line is a list of keys and not a remark.</summary>
    public static bool IsExtended(string comment) =>
        comment.Contains("Lattice=", StringComparison.OrdinalIgnoreCase)
        || comment.Contains("Properties=", StringComparison.OrdinalIgnoreCase);

    private void ReadAtom(string line, List<ExtendedXyzColumnReader> readers, bool isExtended)
    {
        FilePlace place = lines.Place;
        ReadOnlySpan<char> rest = line;
        foreach (ExtendedXyzColumnReader reader in readers)
        {
            for (int i = 0; i < reader.Width; i++)
            {
                rest = rest.TrimStart();
                int end = rest.IndexOfAny(' ', '\t');
                ReadOnlySpan<char> field = end < 0 ? rest : rest[..end];
                if (field.IsEmpty)
                {
                    throw (place with { Field = reader.Name }).Error(
                        $"the line ends; expected {readers.Sum(each => (long)each.Width)} values");
                }

                reader.Add(field, place);
                rest = rest[field.Length..];
            }
        }

        // Plain XYZ does not say what further columns are, and many programs add some.
        if (isExtended && !rest.IsWhiteSpace())
        {
            throw place.Error(
                $"more values than Properties names: {FilePlace.Excerpt(rest.Trim())}");
        }
    }

    private static Crystal Interpret(
        List<KeyValuePair<string, ExtendedXyzValue>> info,
        ImmutableArray<ExtendedXyzColumn> columns,
        string? comment,
        FilePlace place)
    {
        ExtendedXyzColumn<double> positions = columns.OfType<ExtendedXyzColumn<double>>()
            .FirstOrDefault(
            column => column.Name is "pos" or "positions" && column.Width == 3)
            ?? throw place.Error("Properties has no pos:R:3");
        ExtendedXyzColumn species = SpeciesColumn(columns, place);
        var points = new Vector3D[positions.Count];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new(
                positions.Values[3 * i], positions.Values[3 * i + 1], positions.Values[3 * i + 2]);
            if (!double.IsFinite(points[i].LengthSquared))
            {
                throw AtomPlace(i).Error("the position is not finite");
            }
        }

        Vector3D?[] rows = LatticeRows(info, place);
        Periodicity periodicity = ReadPeriodicity(info, rows, place);
        Matrix3D vectors = CellFrame.Complete(rows, points);
        Lattice lattice = (place with { Field = "Lattice" }).LatticeOf(vectors);
        ExtendedXyzColumn<double>? occupancies = columns.OfType<ExtendedXyzColumn<double>>()
            .FirstOrDefault(
            column => column is { Name: "occupancy", Width: 1 });
        var sites = new Site[points.Length];
        for (int i = 0; i < sites.Length; i++)
        {
            sites[i] = AtomPlace(i).SiteOf(
                ElementOf(species, i, AtomPlace(i)),
                lattice.ToFractional(Angstrom.ToBohr(points[i])),
                occupancies?.Values[i] ?? 1);
        }

        string? name = ExtendedXyzFrame.Find(info, "name")?.Text ?? comment?.Trim();
        return new Crystal(lattice, sites, periodicity)
        {
            Name = string.IsNullOrEmpty(name) ? null : name,
        };

        FilePlace AtomPlace(int atom) => place with { Line = place.Line + 1 + atom };
    }

    /// <summary>
    /// Lattice="ax ay az bx by bz cx cy cz" in Å; vectors of length zero are missing ones.
    /// </summary>
    private static Vector3D?[] LatticeRows(
        List<KeyValuePair<string, ExtendedXyzValue>> info, FilePlace place)
    {
        if (ExtendedXyzFrame.Find(info, "Lattice") is not { } value)
        {
            return [null, null, null];
        }

        if (!value.TryNumbers(out double[] v)
            || v.Length != 9
            || !Array.TrueForAll(v, double.IsFinite))
        {
            throw (place with { Field = "Lattice" }).Error(
                $"'{FilePlace.Excerpt(value.Text)}' is not a lattice; expected nine numbers");
        }

        return [Row(0), Row(3), Row(6)];

        Vector3D? Row(int i) =>
            v[i] == 0 && v[i + 1] == 0 && v[i + 2] == 0 ? null : new(v[i], v[i + 1], v[i + 2]);
    }

    private static Periodicity ReadPeriodicity(
        List<KeyValuePair<string, ExtendedXyzValue>> info, Vector3D?[] rows, FilePlace place)
    {
        bool[] repeats = Array.ConvertAll(rows, row => row is not null);
        if (ExtendedXyzFrame.Find(info, "pbc") is { } value)
        {
            if (value.Items.Length != 3)
            {
                throw Wrong(value);
            }

            for (int i = 0; i < 3; i++)
            {
                string word = value.Items[i] switch { "1" => "T", "0" => "F", var other => other };
                if (!ExtendedXyzValue.TryLogical(word, out bool isPeriodic))
                {
                    throw Wrong(value);
                }

                if (isPeriodic && !repeats[i])
                {
                    throw (place with { Field = "pbc" }).Error(
                        "the structure repeats along a vector that Lattice lacks");
                }

                repeats[i] = isPeriodic;
            }
        }

        return new Periodicity(repeats[0], repeats[1], repeats[2]);

        InvalidFileException Wrong(ExtendedXyzValue pbc) => (place with { Field = "pbc" }).Error(
            $"'{FilePlace.Excerpt(pbc.Text)}' is not three of T and F");
    }

    /// <summary>The column that names elements, by symbol or atomic number.</summary>
    private static ExtendedXyzColumn SpeciesColumn(
        ImmutableArray<ExtendedXyzColumn> columns, FilePlace place) =>
        columns.FirstOrDefault(column => column is
            ExtendedXyzColumn<string> { Name: "species" or "element" or "symbols", Width: 1 })
        ?? columns.FirstOrDefault(
            column => column is ExtendedXyzColumn<long> { Name: "Z" or "numbers", Width: 1 })
        ?? throw place.Error("Properties has neither species:S:1 nor Z:I:1");

    private static Element ElementOf(ExtendedXyzColumn species, int atom, FilePlace place)
    {
        place = place with { Field = species.Name };
        if (species is ExtendedXyzColumn<long> numbers)
        {
            return OfNumber(numbers.Values[atom]);
        }

        string word = ((ExtendedXyzColumn<string>)species).Values[atom];
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int z)
            ? OfNumber(z)
            : place.ElementOf(word);

        Element OfNumber(long number) => number is >= 1 and <= 118
            ? new Element((int)number)
            : throw place.Error($"{number} is not an atomic number from 1 to 118");
    }
}
