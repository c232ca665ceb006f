using System.Globalization;
using System.Text;
using Similarity.Crystals;
using Similarity.Formats.Chgcar;

namespace Similarity.Formats.Poscar;

/// <summary>
/// VASP's POSCAR and CONTCAR, of VASP 5 with a line of element symbols and of VASP 4 without
/// (https://www.vasp.at/wiki/POSCAR). Velocities and predictor–corrector data after the positions
/// are ignored, and so are the flags of selective dynamics.
/// </summary>
public static class PoscarFormat
{
    internal static FileFormat Format { get; } =
        new("POSCAR", Recognises, Read) { HoldsOne = _ => true };

    internal static StructureWriter Writer { get; } = new("POSCAR", "poscar", Write);

    /// <summary>A POSCAR, and no other file that starts like one.</summary>
    private static bool Recognises(ReadOnlyMemory<byte> head) => StartsLikePoscar(head)
        && !ChgcarFormat.Recognises(head)
        && !XdatcarFormat.Recognises(head);

    /// <summary>A scale, three vectors, then symbols or counts.</summary>
    internal static bool StartsLikePoscar(ReadOnlyMemory<byte> head)
    {
        string[] lines = Encoding.UTF8.GetString(head.Span).Split('\n');
        if (lines.Length < 7 || PoscarReader.LeadingNumbers(lines[1], 4) is not (1 or 3))
        {
            return false;
        }

        for (int row = 2; row < 5; row++)
        {
            if (PoscarReader.LeadingNumbers(lines[row], 4) != 3)
            {
                return false;
            }
        }

        string[] kinds = lines[5].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return kinds.Length > 0
            && (IsCount(kinds[0]) || PoscarReader.TryElement(kinds[0], out _));
    }

    private static bool IsCount(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        Crystal crystal = new PoscarReader(lines).Read();

        // Behind many atoms the grid of a density is too far for its format to be recognised by.
        return string.IsNullOrWhiteSpace(lines.Next()) && ChgcarFormat.IsGrid(lines.Next() ?? "")
            ? ChgcarFormat.Read(source)
            : StructureContents.Of("POSCAR", [crystal], []);
    }

    /// <summary>
    /// VASP 5, direct coordinates. Atoms keep their order: equal neighbours are counted together,
    /// and an element that returns later gets a column of its own.
    /// </summary>
    private static void Write(TextWriter writer, IReadOnlyList<Crystal> structures)
    {
        Crystal crystal = StructureWriter.Single("POSCAR", structures);
        StructureWriter.RequireOrdered("POSCAR", crystal);
        StructureWriter.RequireBulk("POSCAR", crystal);
        var runs = new List<(Element Element, int Count)>();
        foreach (Site site in crystal.Sites)
        {
            if (runs.Count > 0 && runs[^1].Element == site.Element)
            {
                runs[^1] = (site.Element, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((site.Element, 1));
            }
        }

        writer.Write(StructureWriter.OneLine(crystal.Name ?? crystal.Formula) + "\n1.0\n");
        for (int row = 0; row < 3; row++)
        {
            writer.Write("  "
                + StructureWriter.Text(Angstrom.FromBohr(crystal.Lattice.Vectors[row])) + "\n");
        }

        writer.Write(string.Join(' ', runs.Select(run => run.Element.Symbol)) + "\n");
        IEnumerable<string> counts = runs
            .Select(run => run.Count.ToString(CultureInfo.InvariantCulture));
        writer.Write(string.Join(' ', counts) + "\n");
        writer.Write("Direct\n");
        foreach (Site site in crystal.Sites)
        {
            writer.Write("  " + StructureWriter.Text(site.Position) + "\n");
        }
    }
}
