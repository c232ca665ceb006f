using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// A structure of database/tcm with what its density functional calculation gave.
/// </summary>
/// <param name="Magnetization">
/// Of the cell, in Bohr magnetons; null where none was reported.
/// </param>
internal sealed record TcmEntry(
    string Id, Crystal Crystal, double PbeGapEv, double? Magnetization)
{
    private const string Folder = "database/tcm";

    public bool HasElement(int first, int last)
    {
        foreach (Site site in Crystal.Sites)
        {
            if (site.Element.AtomicNumber >= first && site.Element.AtomicNumber <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All entries, in the order of the files, one in memory at a time.</summary>
    public static IEnumerable<TcmEntry> ReadAll()
    {
        using var table = new StreamReader(
            new FileSource(Path.Combine(Folder, "tcm.csv.gz")).Open());
        string[] names = table.ReadLine()!.Split(',');
        int id = Array.IndexOf(names, "id");
        int gap = Array.IndexOf(names, "band_gap_eV");
        int magnetization = Array.IndexOf(names, "total_magnetization");
        foreach (Crystal crystal in JsonLinesFormat.Structures(
            new FileSource(Path.Combine(Folder, "structures.jsonl.gz"))))
        {
            string[] row = table.ReadLine()!.Split(',');
            if (row[id] != crystal.Name)
            {
                throw new InvalidOperationException($"row {row[id]} beside {crystal.Name}");
            }

            yield return new(
                row[id],
                crystal,
                double.Parse(row[gap], CultureInfo.InvariantCulture),
                row[magnetization].Length == 0
                    ? null
                    : double.Parse(row[magnetization], CultureInfo.InvariantCulture));
        }
    }
}
