using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cube;

/// <summary>
/// Writes a field as a Gaussian cube file in bohr. Numbers have 17 significant digits, so that what
/// is read again is equal; programs that read fixed columns of 13 characters cannot read it.
/// </summary>
public static class CubeWriter
{
    private const int ValuesPerLine = 6;

    public static void Write(TextWriter writer, VolumetricData volume, string comment = "")
    {
        WriteHead(
            writer,
            volume.Crystal,
            volume.Origin,
            volume.Steps,
            (volume.Count0, volume.Count1, volume.Count2),
            comment);
        WriteValues(writer, volume.Values.AsSpan(), volume.Count2);
    }

    /// <summary>All that stands before the values, for fields that are written piece by piece.
    /// </summary>
    public static void WriteHead(
        TextWriter writer,
        Crystal crystal,
        Vector3D origin,
        Matrix3D steps,
        (int Count0, int Count1, int Count2) counts,
        string comment)
    {
        string title = comment.ReplaceLineEndings(" ");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{title}\nlengths in bohr, last "
            + $"axis fastest\n"));
        WriteRow(writer, crystal.Count, origin);
        WriteRow(writer, counts.Count0, steps.Row0);
        WriteRow(writer, counts.Count1, steps.Row1);
        WriteRow(writer, counts.Count2, steps.Row2);
        for (int i = 0; i < crystal.Count; i++)
        {
            int number = crystal.Sites[i].Element.AtomicNumber;
            Vector3D position = crystal.CartesianPosition(i);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{number,5} {(double)number:F6} {position.X:E16} {position.Y:E16} "
                    + $"{position.Z:E16}\n"));
        }
    }

    /// <summary>Some runs of <paramref name="count2"/> values along the last axis.</summary>
    public static void WriteValues(TextWriter writer, ReadOnlySpan<double> values, int count2)
    {
        for (int i = 0; i < values.Length; i++)
        {
            // Every run along the last axis starts on a line of its own.
            int along = i % count2;
            bool endsLine = along % ValuesPerLine == ValuesPerLine - 1 || along == count2 - 1;
            string end = endsLine ? "\n" : "";
            writer.Write(string.Create(CultureInfo.InvariantCulture, $" {values[i]:E16}{end}"));
        }
    }

    private static void WriteRow(TextWriter writer, int count, Vector3D vector) =>
        writer.Write(string.Create(
        CultureInfo.InvariantCulture, $"{count,5} {vector.X:E16} {vector.Y:E16} {vector.Z:E16}\n"));
}
