using System.Globalization;
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
        string title = comment.ReplaceLineEndings(" ");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{title}\nlengths in bohr, last "
            + $"axis fastest\n"));
        WriteRow(writer, volume.Crystal.Count, volume.Origin);
        WriteRow(writer, volume.Count0, volume.Steps.Row0);
        WriteRow(writer, volume.Count1, volume.Steps.Row1);
        WriteRow(writer, volume.Count2, volume.Steps.Row2);
        for (int i = 0; i < volume.Crystal.Count; i++)
        {
            int number = volume.Crystal.Sites[i].Element.AtomicNumber;
            Vector3D position = volume.Crystal.CartesianPosition(i);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{number,5} {(double)number:F6} {position.X:E16} {position.Y:E16} "
                    + $"{position.Z:E16}\n"));
        }

        for (int i = 0; i < volume.Values.Length; i++)
        {
            // Every run along the last axis starts on a line of its own.
            int along = i % volume.Count2;
            bool endsLine = along % ValuesPerLine == ValuesPerLine - 1
                || along == volume.Count2 - 1;
            string end = endsLine ? "\n" : "";
            writer.Write(
                string.Create(CultureInfo.InvariantCulture, $" {volume.Values[i]:E16}{end}"));
        }
    }

    private static void WriteRow(TextWriter writer, int count, Vector3D vector) =>
        writer.Write(string.Create(
        CultureInfo.InvariantCulture, $"{count,5} {vector.X:E16} {vector.Y:E16} {vector.Z:E16}\n"));
}
