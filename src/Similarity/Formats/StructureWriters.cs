using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Formats.Cif;
using Similarity.Formats.ExtendedXyz;
using Similarity.Formats.JsonLines;
using Similarity.Formats.Optimade;
using Similarity.Formats.Poscar;
using Similarity.Formats.PymatgenJson;

namespace Similarity.Formats;

/// <summary>Every format this program writes structures in.</summary>
public static class StructureWriters
{
    public static ImmutableArray<StructureWriter> All { get; } =
    [
        CifFormat.Writer,
        PoscarFormat.Writer,
        ExtendedXyzFormat.Writer,
        PymatgenJsonFormat.Writer,
        OptimadeFormat.Writer,
        JsonLinesFormat.Writer,
    ];

    /// <summary>
    /// The writer with a name or short key, capitals aside; null if there is none.
    /// </summary>
    public static StructureWriter? Find(string name) => All.FirstOrDefault(
        writer => writer.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || writer.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of a file with the structures.</summary>
    public static string ToText(
        this StructureWriter writer, params IReadOnlyList<Crystal> structures)
    {
        using var text = new StringWriter();
        writer.Write(text, structures);
        return text.ToString();
    }
}
