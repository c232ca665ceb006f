using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Formats.Optimade;

/// <summary>
/// JSON responses of the OPTIMADE API (v1, doi:10.1038/s41597-021-00974-z), of one entry or a list.
/// Entries of other types and without structure are left out with a warning.
/// </summary>
public static class OptimadeFormat
{
    private static readonly string[] StructureAttributes =
    [
        "lattice_vectors", "cartesian_site_positions", "species", "species_at_sites", "nsites",
        "dimension_types", "structure_features", "chemical_formula_reduced", "elements",
        "nelements",
    ];

    internal static FileFormat Format { get; } = new("OPTIMADE", Recognises, Read);

    internal static StructureWriter Writer { get; } = new(
        "OPTIMADE", "optimade", OptimadeWriter.Write);

    private static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> names = JsonOutline.Of(head);
        return (names.Contains("data") && names.Contains("meta.api_version"))
            || Array.Exists(StructureAttributes, name => names.Contains("data.attributes." + name));
    }

    private static FileContents Read(FileSource source)
    {
        var warnings = new List<string>();
        JsonField root = JsonField.Read(source);
        JsonField[] entries = !root.TryGet("data", out JsonField data) ? []
            : data.Kind == JsonValueKind.Array ? data.Items()
            : [data];
        var structures = new List<Crystal>();
        foreach (JsonField entry in entries)
        {
            if (OptimadeReader.Read(entry, warnings) is { } crystal)
            {
                structures.Add(crystal);
            }
        }

        if (structures.Count == 0 && entries.Length > 0)
        {
            throw data.Place.Error("no entry has lattice vectors, positions and species");
        }

        if (entries.Length == 0)
        {
            warnings.Add("the response has no entries");
        }

        return StructureContents.Of("OPTIMADE", [.. structures], warnings);
    }
}
