using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Formats.PymatgenJson;

/// <summary>
/// <c>as_dict()</c> of pymatgen's Structure and Molecule as JSON, one or a list of them.
/// Occupancies are kept; oxidation states, charges and properties of sites are ignored.
/// </summary>
public static class PymatgenJsonFormat
{
    internal static FileFormat Format { get; } = new("pymatgen JSON", Recognises, Read);

    internal static StructureWriter Writer { get; } = new(
        "pymatgen JSON", "pymatgen", PymatgenJsonWriter.Write);

    /// <summary>
    /// Sites and a lattice at the root; deeper inside they belong to something else.
    /// </summary>
    private static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> names = JsonOutline.Of(head);
        return names.Contains("sites.species")
            || (names.Contains("sites") && names.Contains("lattice"));
    }

    private static FileContents Read(FileSource source)
    {
        var warnings = new List<string>();
        JsonField root = JsonField.Read(source);
        JsonField[] all = root.Kind == JsonValueKind.Array ? root.Items() : [root];
        ImmutableArray<Crystal> structures =
            [.. all.Select(each => PymatgenJsonReader.Read(each, warnings))];
        return structures.IsEmpty
            ? throw root.Place.Error("is an empty list; expected structures")
            : StructureContents.Of("pymatgen JSON", structures, warnings);
    }
}
