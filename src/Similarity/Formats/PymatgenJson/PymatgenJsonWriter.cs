using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.PymatgenJson;

/// <summary>
/// Writes what Structure.from_dict reads, also for molecules: as a structure without periodic
/// boundary conditions, so that their frame of coordinates is kept.
/// </summary>
internal static class PymatgenJsonWriter
{
    public static void Write(TextWriter writer, IReadOnlyList<Crystal> structures)
    {
        writer.Write(JsonText.Of(indented: false, json =>
        {
            if (structures.Count == 1)
            {
                WriteStructure(json, structures[0]);
                return;
            }

            json.WriteStartArray();
            foreach (Crystal crystal in structures)
            {
                WriteStructure(json, crystal);
            }

            json.WriteEndArray();
        }));
        writer.Write('\n');
    }

    private static void WriteStructure(Utf8JsonWriter json, Crystal crystal)
    {
        json.WriteStartObject();
        json.WriteString("@module", "pymatgen.core.structure");
        json.WriteString("@class", "Structure");
        json.WriteNumber("charge", 0);
        WriteLattice(json, crystal);
        json.WriteStartObject("properties");
        if (crystal.Name is not null)
        {
            json.WriteString("name", crystal.Name);
        }

        json.WriteEndObject();
        json.WriteStartArray("sites");
        foreach (ArraySegment<Site> position in MixedPositions.Of(crystal))
        {
            WriteSite(json, crystal.Lattice, position);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLattice(Utf8JsonWriter json, Crystal crystal)
    {
        Vector3D lengths = Angstrom.FromBohr(crystal.Lattice.Lengths);
        Vector3D angles = 180 / Math.PI * crystal.Lattice.Angles;
        Matrix3D matrix = Angstrom.FromBohr(crystal.Lattice.Vectors);
        json.WriteStartObject("lattice");
        json.WriteMatrix("matrix", matrix);
        json.WritePeriodicity("pbc", crystal.Periodicity);
        json.WriteNumber("a", lengths.X);
        json.WriteNumber("b", lengths.Y);
        json.WriteNumber("c", lengths.Z);
        json.WriteNumber("alpha", angles.X);
        json.WriteNumber("beta", angles.Y);
        json.WriteNumber("gamma", angles.Z);
        json.WriteNumber("volume", Math.Abs(matrix.Determinant));
        json.WriteEndObject();
    }

    private static void WriteSite(Utf8JsonWriter json, Lattice lattice, ArraySegment<Site> position)
    {
        json.WriteStartObject();
        json.WriteStartArray("species");
        foreach (Site site in position)
        {
            json.WriteStartObject();
            json.WriteString("element", site.Element.Symbol);
            json.WriteNumber("occu", site.Occupancy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("abc");
        json.WriteVector(position[0].Position);
        json.WriteStartObject("properties");
        json.WriteEndObject();
        json.WriteString("label", string.Join(", ", position.Select(site => site.Element.Symbol)));
        json.WritePropertyName("xyz");
        json.WriteVector(Angstrom.FromBohr(lattice.ToCartesian(position[0].Position)));
        json.WriteEndObject();
    }
}
