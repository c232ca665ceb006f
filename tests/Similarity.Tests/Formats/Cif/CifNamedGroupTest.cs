using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.Cif;

/// <summary>
/// Real files list the operators of the group they name. Without the list the tables must give the
/// same crystal: the atoms of the file that lists them are the oracle.
/// </summary>
public class CifNamedGroupTest
{
    private const string Hall = "space_group_name_Hall";

    private const string HermannMauguin = "space_group_name_H-M";

    public static TheoryData<string> Files() => new(
        Directory.GetFiles(RepositoryFile.Database("polymorphs"), "cod_*.cif")
            .Select(path => Path.GetFileName(path)));

    [Theory]
    [MemberData(nameof(Files))]
    public void HallSymbolReplacesTheList(string file)
    {
        string text = WithoutList(file);
        if (!text.Contains(Hall, StringComparison.Ordinal))
        {
            // The older files of the set name the group in one way only.
            Assert.Contains(HermannMauguin, text, StringComparison.Ordinal);
            return;
        }

        FileContents contents = FormatText.Read(text);
        Assert.Empty(contents.Warnings);
        AssertSame(Listed(file), contents.Structures[0]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void HermannMauguinSymbolReplacesTheListOrWarns(string file) =>
        AssertSameOrWarned(
            file, WithoutList(file).Replace(Hall, "ignored", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void NumberReplacesTheListOrWarns(string file) => AssertSameOrWarned(
        file,
        WithoutList(file)
            .Replace(Hall, "ignored", StringComparison.Ordinal)
            .Replace(HermannMauguin, "ignored", StringComparison.Ordinal));

    [Theory]
    [InlineData("_space_group_name_H-M_alt 'R -3 m :R'", 60, 1)]
    [InlineData("_space_group_name_H-M_alt 'R -3 m'", 60, 1)]
    [InlineData("_space_group_IT_number 166", 60, 1)]
    [InlineData("_space_group_name_H-M_alt 'R -3 m :H'", 120, 3)]
    [InlineData("_space_group_name_H-M_alt 'R -3 m'", 120, 3)]
    [InlineData("_space_group_IT_number 166", 120, 3)]
    public void TheCellTellsHexagonalFromRhombohedralAxes(string group, int gamma, int atoms)
    {
        string angles = gamma == 60 ? "60 60 60" : "90 90 120";
        string[] parts = angles.Split(' ');
        Crystal crystal = FormatText.Read(
            $"""
            data_R
            _cell_length_a 4
            _cell_length_b 4
            _cell_length_c 4
            _cell_angle_alpha {parts[0]}
            _cell_angle_beta {parts[1]}
            _cell_angle_gamma {parts[2]}
            {group}
            loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            Bi1 0 0 0
            """).Structures[0];
        Assert.Equal(atoms, crystal.Count);
    }

    [Theory]
    [InlineData("_space_group_name_H-M_alt 'Q 1'")]
    [InlineData("_space_group_IT_number 231")]
    public void UnknownGroupIsRefused(string group)
    {
        string text = WithoutList("cod_C-Diamond.cif")
            .Replace(Hall, "ignored", StringComparison.Ordinal)
            .Replace(HermannMauguin, "ignored", StringComparison.Ordinal)
            .Replace("_space_group_IT_number", "_ignored_number", StringComparison.Ordinal)
            .Replace("_symmetry_Int_Tables_number", "_ignored_number", StringComparison.Ordinal);
        int line = text.IndexOf("_cell_length_a", StringComparison.Ordinal);
        Assert.Equal(
            "_space_group_symop_operation_xyz",
            FormatText.Refused("CIF", text.Insert(line, group + "\n")).Field);
    }

    private static string WithoutList(string file) => File
        .ReadAllText(RepositoryFile.Database("polymorphs/" + file))
        .Replace("_space_group_symop_operation_xyz", "_ignored_xyz", StringComparison.Ordinal)
        .Replace("_symmetry_equiv_pos_as_xyz", "_ignored_xyz", StringComparison.Ordinal);

    private static Crystal Listed(string file) =>
        FileFormats.Read(RepositoryFile.Database("polymorphs/" + file)).Structures[0];

    private static void AssertSameOrWarned(string file, string text)
    {
        FileContents contents = FormatText.Read(text);
        if (contents.Warnings.IsEmpty)
        {
            AssertSame(Listed(file), contents.Structures[0]);
        }
        else
        {
            Assert.Contains("setting", contents.Warnings[0], StringComparison.Ordinal);
        }
    }

    /// <summary>The same sites in any order, modulo lattice vectors.</summary>
    private static void AssertSame(Crystal expected, Crystal actual)
    {
        const double Tolerance = 1e-9;
        Assert.Equal(expected.Count, actual.Count);
        foreach (Site site in expected.Sites)
        {
            Assert.Contains(actual.Sites.ToArray(), other =>
            {
                Vector3D difference = CoincidentSites.Nearest(
                    other.Position - site.Position, Periodicity.Full);
                return other.Element == site.Element && difference.Length < Tolerance;
            });
        }
    }
}
