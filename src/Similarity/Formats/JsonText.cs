using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>JSON as text; numbers are the shortest that are read as the same double.</summary>
internal static class JsonText
{
    public static string Of(bool indented, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            // Files, not web pages: a formula's "+" stays itself.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void WriteVector(this Utf8JsonWriter writer, Vector3D v)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(v.X);
        writer.WriteNumberValue(v.Y);
        writer.WriteNumberValue(v.Z);
        writer.WriteEndArray();
    }

    public static void WriteVectors(
        this Utf8JsonWriter writer, string name, IEnumerable<Vector3D> vectors)
    {
        writer.WriteStartArray(name);
        foreach (Vector3D v in vectors)
        {
            writer.WriteVector(v);
        }

        writer.WriteEndArray();
    }

    public static void WriteMatrix(this Utf8JsonWriter writer, string name, Matrix3D m) =>
        writer.WriteVectors(name, [m.Row0, m.Row1, m.Row2]);

    public static void WritePeriodicity(
        this Utf8JsonWriter writer, string name, Periodicity periodicity)
    {
        writer.WriteStartArray(name);
        writer.WriteBooleanValue(periodicity.A);
        writer.WriteBooleanValue(periodicity.B);
        writer.WriteBooleanValue(periodicity.C);
        writer.WriteEndArray();
    }
}
