using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Formats.JsonLines;

/// <summary>
/// One structure per line, a JSON object with <c>id</c>, <c>formula</c>, <c>lattice</c> (rows in
/// Å), <c>species</c> (symbols) and <c>frac_coords</c>; where not all is as usual also
/// <c>occupancies</c> and <c>pbc</c>. Other keys are ignored, and so are blank lines.
/// </summary>
public static class JsonLinesFormat
{
    public static FileFormat Format { get; } = new("JSON lines", Recognises, Read);

    /// <summary>Names in a line that belong to its structure.</summary>
    internal static ImmutableArray<string> StructureNames { get; } =
        ["id", "formula", "lattice", "species", "frac_coords", "occupancies", "pbc"];

    internal static StructureWriter Writer { get; } =
        new("JSON lines", "jsonl", (writer, structures) =>
    {
        foreach (Crystal crystal in structures)
        {
            writer.Write(Line(crystal));
            writer.Write('\n');
        }
    });

    /// <summary>The structures of a file as they are read, one in memory at a time.</summary>
    /// <exception cref="InvalidFileException">Thrown while enumerating.</exception>
    public static IEnumerable<Crystal> Structures(FileSource source) =>
        Lines(source).Select(line => line.Read());

    /// <summary>The lines of a file that are not blank, one in memory at a time.</summary>
    /// <exception cref="InvalidFileException">Thrown while enumerating: damaged gzip
    /// data.</exception>
    public static IEnumerable<StructureLine> Lines(FileSource source)
    {
        using var lines = new TextLines(source);
        while (lines.Next() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new StructureLine(source.Path, lines.Number, line);
            }
        }
    }

    private static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> names = JsonOutline.Of(head);
        return names.Contains("frac_coords")
            || (names.Contains("lattice") && names.Contains("species"));
    }

    private static FileContents Read(FileSource source)
    {
        ImmutableArray<Crystal> structures = [.. Structures(source)];
        return structures.IsEmpty
            ? throw new InvalidFileException(
                source.Path, "no structure; expected one JSON object per line", 1)
            : StructureContents.Of("JSON lines", structures, []);
    }

    internal static Crystal Parse(JsonField root)
    {
        JsonField latticeField = root["lattice"];
        Lattice lattice = latticeField.Place.LatticeOf(latticeField.Matrix());
        JsonField[] species = root["species"].Items();
        JsonField[] coordinates = root["frac_coords"].Items(species.Length);
        JsonField[]? occupancies =
            root.TryGet("occupancies", out JsonField amounts)
                ? amounts.Items(species.Length)
                : null;
        var sites = new Site[species.Length];
        for (int i = 0; i < sites.Length; i++)
        {
            sites[i] = coordinates[i].Place.SiteOf(
                species[i].Place.ElementOf(species[i].Text()),
                coordinates[i].Vector(),
                occupancies?[i].Number() ?? 1);
        }

        if (sites.Length == 0)
        {
            throw root["species"].Place.Error("is empty; expected at least one atom");
        }

        Periodicity periodicity =
            root.TryGet("pbc", out JsonField pbc) ? pbc.Periodicity() : Periodicity.Full;
        string? name = root.TryGet("id", out JsonField id) ? id.Text() : null;
        return new Crystal(lattice, sites, periodicity) { Name = name };
    }

    private static string Line(Crystal crystal) => JsonText.Of(indented: false, json =>
    {
        json.WriteStartObject();
        if (crystal.Name is not null)
        {
            json.WriteString("id", crystal.Name);
        }

        json.WriteString("formula", crystal.Formula);
        json.WriteMatrix("lattice", Angstrom.FromBohr(crystal.Lattice.Vectors));
        json.WriteStartArray("species");
        foreach (Site site in crystal.Sites)
        {
            json.WriteStringValue(site.Element.Symbol);
        }

        json.WriteEndArray();
        json.WriteVectors("frac_coords", crystal.Sites.ToArray().Select(site => site.Position));
        if (!crystal.IsOrdered)
        {
            json.WriteStartArray("occupancies");
            foreach (Site site in crystal.Sites)
            {
                json.WriteNumberValue(site.Occupancy);
            }

            json.WriteEndArray();
        }

        if (crystal.Periodicity != Periodicity.Full)
        {
            json.WritePeriodicity("pbc", crystal.Periodicity);
        }

        json.WriteEndObject();
    });
}
