using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// Writes structures in one format. What is written is read back the same; a format that cannot
/// hold a structure refuses it with an <see cref="ArgumentException"/>.
/// </summary>
/// <param name="Name">As in <see cref="FileFormats.All"/>.</param>
/// <param name="Key">Short name for command lines: "cif".</param>
public sealed record StructureWriter(
    string Name,
    string Key,
    Action<TextWriter, IReadOnlyList<Crystal>> Write)
{
    /// <summary>The shortest decimal that is read as the same number.</summary>
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Text(Vector3D v) => $"{Text(v.X)} {Text(v.Y)} {Text(v.Z)}";

    /// <summary>Text that must stay on its line.</summary>
    internal static string OneLine(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });

    internal static Crystal Single(string format, IReadOnlyList<Crystal> structures) =>
        structures.Count == 1
            ? structures[0]
            : throw new ArgumentException(
                $"{format} holds one structure, not {structures.Count}", nameof(structures));

    internal static void RequireOrdered(string format, Crystal crystal)
    {
        if (!crystal.IsOrdered)
        {
            throw new ArgumentException($"{format} holds no partial occupancies", nameof(crystal));
        }
    }

    internal static void RequireBulk(string format, Crystal crystal)
    {
        if (crystal.Periodicity != Periodicity.Full)
        {
            throw new ArgumentException(
                $"{format} holds crystals only; molecules and slabs need a box with vacuum first",
                nameof(crystal));
        }
    }
}
