using System.Globalization;
using System.Text.RegularExpressions;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

/// <summary>
/// The CIF files of database/polymorphs, read with as little as these files need, so that tests of
/// symmetry depend on no file format.
/// </summary>
internal static partial class PolymorphFile
{
    // Images of a special position meet within the rounding of a third to four digits.
    private const double MergeDistanceAngstrom = 0.02;

    private static readonly string[] OperatorTags =
        ["_symmetry_equiv_pos_as_xyz", "_space_group_symop_operation_xyz"];

    /// <summary>File names and space-group numbers of INDEX.csv.</summary>
    public static IEnumerable<(string Name, int Number)> Index() =>
        File.ReadLines(RepositoryFile.Database("polymorphs/INDEX.csv"))
            .Skip(1)
            .Select(line => Quoted().Replace(line, "").Split(','))
            .Select(columns => (columns[0], int.Parse(columns[5], CultureInfo.InvariantCulture)));

    public static Crystal Read(string name)
    {
        string[] lines = Lines(name);
        var lengths = new Vector3D(Cell("length_a"), Cell("length_b"), Cell("length_c"));
        var angles = new Vector3D(Cell("angle_alpha"), Cell("angle_beta"), Cell("angle_gamma"));
        var lattice = Lattice.FromParameters(lengths / PhysicalConstants.BohrInAngstrom, Math.PI / 180 * angles);

        SymmetryOperation[] operations = Column(lines, OperatorTags).Select(Operation).ToArray();
        string[] x = Column(lines, "_atom_site_fract_x");
        string[] y = Column(lines, "_atom_site_fract_y");
        string[] z = Column(lines, "_atom_site_fract_z");
        string[] labels = Column(lines, "_atom_site_label");
        var sites = new List<Site>();
        for (int i = 0; i < x.Length; i++)
        {
            string symbol = Symbol().Match(labels[i]).Value;
            Assert.True(Element.TryParse(symbol, out Element element), labels[i]);
            foreach (SymmetryOperation operation in operations)
            {
                Vector3D position = operation.Apply(new(Number(x[i]), Number(y[i]), Number(z[i])));
                if (!sites.Any(site => Distance(lattice, site.Position - position) < MergeDistanceAngstrom))
                {
                    sites.Add(new Site(element, position));
                }
            }
        }

        return new Crystal(lattice, sites) { Name = name };

        double Cell(string what) =>
            Number(lines.Single(line => line.StartsWith("_cell_" + what, StringComparison.Ordinal)).Split().Last());
    }

    /// <summary>How many operators the file lists, with those of the centring.</summary>
    public static int OperationCount(string name) => Column(Lines(name), OperatorTags).Length;

    private static string[] Lines(string name) =>
        File.ReadAllLines(RepositoryFile.Database("polymorphs/" + name));

    /// <summary>The column of a loop; the operators stand alone in theirs and may contain spaces.</summary>
    private static string[] Column(string[] lines, params string[] names)
    {
        int tag = Array.FindIndex(lines, line => names.Contains(line.Trim()));
        int loop = Array.FindLastIndex(lines, tag, line => line.Trim() == "loop_");
        int body = Array.FindIndex(lines, tag, line => !line.Trim().StartsWith('_'));
        return lines.Skip(body)
            .TakeWhile(line => line.Trim() is not ("loop_" or "") && !line.StartsWith('_') && line[0] != '#')
            .Select(line => body == loop + 2 ? line.Trim('\'', ' ') : Words(line)[tag - loop - 1])
            .ToArray();
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Distance(Lattice lattice, Vector3D difference) =>
        PhysicalConstants.BohrInAngstrom * lattice.ToCartesian(FractionalPosition.Nearest(difference)).Length;

    private static double Number(string text) =>
        double.Parse(text.Split('(')[0], CultureInfo.InvariantCulture);

    private static SymmetryOperation Operation(string text)
    {
        var rows = new List<IntegerVector3D>();
        double[] shift = new double[3];
        foreach (string part in text.Split(','))
        {
            int[] row = new int[3];
            foreach (Match term in Term().Matches(part.Replace(" ", "", StringComparison.Ordinal)))
            {
                int sign = term.Value.StartsWith('-') ? -1 : 1;
                string value = term.Value.TrimStart('+', '-');
                int axis = "xyz".IndexOf(value, StringComparison.OrdinalIgnoreCase);
                if (axis >= 0)
                {
                    row[axis] = sign;
                }
                else
                {
                    string[] fraction = value.Split('/');
                    shift[rows.Count] = sign * Number(fraction[0]) / (fraction.Length > 1 ? Number(fraction[1]) : 1);
                }
            }

            rows.Add(new(row[0], row[1], row[2]));
        }

        return new(new IntegerMatrix3D(rows[0], rows[1], rows[2]), new(shift[0], shift[1], shift[2]));
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Z][a-z]?")]
    private static partial Regex Symbol();

    [GeneratedRegex("[+-]?[^+-]+")]
    private static partial Regex Term();
}
