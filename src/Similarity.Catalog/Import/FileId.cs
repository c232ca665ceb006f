namespace Similarity.Catalog.Import;

/// <summary>
/// The id of what a file holds, if that is one thing. It follows from how the file is named and
/// from nothing else, so that the same file has the same id whatever it is named beside.
/// </summary>
public static class FileId
{
    /// <summary>
    /// Names that programs give to the files of every calculation; which one it is, folders say.
    /// </summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "POSCAR", "CONTCAR", "POSCAR.vasp", "CONTCAR.vasp", "XDATCAR", "CHGCAR", "CHG", "LOCPOT",
        "ELFCAR", "EIGENVAL", "DOSCAR", "PROCAR", "OUTCAR", "vasprun.xml", "data-file-schema.xml",
        "structure.xyz", "bands.npz",
    };

    /// <summary>
    /// The name of the file with its ending; its path as it was given where asked, and where the
    /// name is one that files of many calculations have.
    /// </summary>
    public static string Of(string file, IdBy by)
    {
        string name = Path.GetFileName(file);
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? name[..^3]
            : name;
        return by == IdBy.Path || Common.Contains(plain) ? Normal(file) : name;
    }

    /// <summary>
    /// With slashes, and without steps that lead nowhere: a/./b and a/c/../b are a/b.
    /// </summary>
    private static string Normal(string file)
    {
        string path = OperatingSystem.IsWindows() ? file.Replace('\\', '/') : file;
        var steps = new List<string>();
        foreach (string step in path.Split('/'))
        {
            if (step == ".." && steps.Count > 0 && steps[^1] is not ("" or ".."))
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step != "." && (step.Length > 0 || steps.Count == 0))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
