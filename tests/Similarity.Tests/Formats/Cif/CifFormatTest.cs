using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.Cif;

public class CifFormatTest
{
    private const string Cell =
        """
        data_test
        _cell_length_a 4.0(1)
        _cell_length_b 4.0
        _cell_length_c 6.000(12)
        _cell_angle_alpha 90
        _cell_angle_beta 90.0
        _cell_angle_gamma 90

        """;

    private const string Identity = "_symmetry_equiv_pos_as_xyz x,y,z\n";

    private const string FractionLoop =
        """
        loop_
        _atom_site_label
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z

        """;

    [Theory]
    [InlineData("_symmetry_equiv_pos_as_xyz")]
    [InlineData("_space_group_symop_operation_xyz")]
    [InlineData("_space_group_symop.operation_xyz")]
    public void OldAndNewNamesOfOperatorsAreRead(string tag)
    {
        string text = Cell + $"loop_\n_x_id\n{tag}\n1 'x, y, z'\n2 '-x, -y, z+1/2'\n" + FractionLoop
            + "O1 0.1 0.2 0.3\n";
        Crystal crystal = Assert.Single(FormatText.Read(text).Structures);
        Assert.Equal(2, crystal.Count);
        FormatText.Close(new(0.9, 0.8, 0.8), crystal.Sites[1].Position, 1e-15);
    }

    [Theory]
    [InlineData("-y,x-y,z+1/3", -0.2, -0.1, 0.3 + 1.0 / 3)]
    [InlineData(" 1/2+X , .5-Y , -Z ", 0.6, 0.3, -0.3)]
    [InlineData("x+0.3333,y-2/3,z", 0.1 + 1.0 / 3, 0.2 - 2.0 / 3, 0.3)]
    [InlineData("1*x, y + 1, -1z", 0.1, 1.2, -0.3)]
    public void OperatorsAreAppliedAsWritten(string op, double x, double y, double z)
    {
        string text = Cell + $"loop_ _symmetry_equiv_pos_as_xyz\nx,y,z\n'{op}'\n" + FractionLoop
            + "O1 0.1 0.2 0.3\n";
        Crystal crystal = Assert.Single(FormatText.ReadAs("CIF", text).Structures);
        Vector3D found = crystal.Sites[1].Position;
        var expected = new Vector3D(x - Math.Floor(x), y - Math.Floor(y), z - Math.Floor(z));
        FormatText.Close(expected, found, 1e-15);
    }

    [Theory]
    [InlineData("x,y")]
    [InlineData("x,y,w")]
    [InlineData("x,x,z")]
    [InlineData("2x,y,z")]
    [InlineData("x,y,z+1/0")]
    [InlineData("x y,y,z")]
    [InlineData("x,,z")]
    public void WrongOperatorIsRefusedWithItsLine(string op)
    {
        InvalidFileException e = FormatText.Refused(
            "CIF", Cell + $"loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n'{op}'\n" + FractionLoop
                + "O1 0 0 0\n");
        Assert.Equal(11, e.Line);
        Assert.Equal("_symmetry_equiv_pos_as_xyz", e.Field);
    }

    [Fact]
    public void RoundedThirdLiesOnItsAxis()
    {
        const string Text =
            """
            data_graphite
            _cell_length_a 2.46
            _cell_length_b 2.46
            _cell_length_c 6.70
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 120
            loop_
            _symmetry_equiv_pos_as_xyz
            x,y,z
            -y,x-y,z
            -x+y,-x,z
            loop_
            _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            C1 0.3333 0.6667 0.125
            """;
        Crystal crystal = Assert.Single(FormatText.Read(Text).Structures);
        Assert.Equal(1, crystal.Count);
        FormatText.Close(new(1.0 / 3, 2.0 / 3, 0.125), crystal.Sites[0].Position, 1e-15);
    }

    [Theory]
    [InlineData(0.004, 1)]
    [InlineData(0.006, 2)]
    public void CopiesWithinAHundredthOfAnAngstromAreOne(double z, int count)
    {
        // A mirror at z = 0 doubles the distance; the edge is 1 Å.
        string text = Cell.Replace("6.000(12)", "1", StringComparison.Ordinal)
            + "loop_ _symmetry_equiv_pos_as_xyz\nx,y,z\nx,y,-z\n" + FractionLoop
            + FormattableString.Invariant($"H1 0 0 {z}\n");
        Assert.Equal(count, Assert.Single(FormatText.Read(text).Structures).Count);
    }

    [Fact]
    public void QuotesTextFieldsCommentsAndUnknownsAreRead()
    {
        string text = "# a comment\r\n" + Cell + Identity +
            """
            _publ_author 'O'Hara, "A" # no comment'   # a comment
            _other "x"
            _text
            ;
            data_not loop_ _tag 'unclosed
             ; not the end
            ;
            _unknown ?
            _empty .
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            _atom_site_occupancy
            Ti1 Ti4+ 0 0 0 1.0
            O1 O2- 0.5(2) .5 5.0e-1 ?
            O2 . 0.25 .5 5.0e-1 .
            H1 H ? ? ? 1

            """.ReplaceLineEndings("\r\n");
        FileContents contents = FormatText.Read(text);
        Crystal crystal = Assert.Single(contents.Structures);
        Assert.Equal("Ti O O", crystal.Symbols());
        Assert.Equal(new Vector3D(0.5, 0.5, 0.5), crystal.Sites[1].Position);
        Assert.Contains(contents.Warnings, warning => warning.Contains(
            "no coordinates", StringComparison.Ordinal));
    }

    [Fact]
    public void Cif2StringsAndListsAreRead()
    {
        string text = "#\\#CIF_2.0\n" + Cell + Identity +
            "_list [1 2 ['a]' {'k':2}]]\n_long '''it's\ntwo lines'''\n" + FractionLoop
                + "Si1 0 0 0\n";
        Assert.Equal("Si", Assert.Single(FormatText.Read(text).Structures).Symbols());
    }

    [Fact]
    public void EveryBlockWithAtomsIsAStructure()
    {
        string block = Cell + Identity + FractionLoop + "Si1 0 0 0\n";
        FileContents contents = FormatText.Read(
            "data_global\n_publ_title 'none'\n"
                + block.Replace("data_test", "data_a", StringComparison.Ordinal)
            + block.Replace("data_test", "data_b", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], contents.Structures.Select(crystal => crystal.Name));
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void DisorderIsKept()
    {
        string text = Cell + Identity +
            """
            loop_
            _atom_site_label _atom_site_type_symbol _atom_site_occupancy
            _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            Fe1 Fe 0.25(1) 0 0 0
            Ni1 Ni 0.75 0 0 0
            """;
        FileContents contents = FormatText.Read(text);
        Crystal crystal = Assert.Single(contents.Structures);
        Assert.Equal([0.25, 0.75], crystal.Sites.ToArray().Select(site => site.Occupancy));
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void CartesianAtomsAreRead()
    {
        string text = Cell + Identity +
            "loop_\n_atom_site_label\n_atom_site_Cartn_x\n_atom_site_Cartn_y\n"
            + "_atom_site_Cartn_z\nO1 1 2 3\n";
        Crystal crystal = Assert.Single(FormatText.Read(text).Structures);
        FormatText.Close(new(0.25, 0.5, 0.5), crystal.Sites[0].Position, 1e-15);
    }

    [Fact]
    public void CartesianFrameOfTheFileIsUsed()
    {
        // X = M f + t with a along y.
        string text = Cell + Identity +
            """
            _atom_sites_Cartn_tran_matrix_11 0
            _atom_sites_Cartn_tran_matrix_12 -4
            _atom_sites_Cartn_tran_matrix_13 0
            _atom_sites_Cartn_tran_matrix_21 4
            _atom_sites_Cartn_tran_matrix_22 0
            _atom_sites_Cartn_tran_matrix_23 0
            _atom_sites_Cartn_tran_matrix_31 0
            _atom_sites_Cartn_tran_matrix_32 0
            _atom_sites_Cartn_tran_matrix_33 6
            _atom_sites_Cartn_tran_vector_1 0
            _atom_sites_Cartn_tran_vector_2 1
            _atom_sites_Cartn_tran_vector_3 0
            loop_ _atom_site_label _atom_site_Cartn_x _atom_site_Cartn_y _atom_site_Cartn_z
            O1 -1 3 1.5
            """;
        Crystal crystal = Assert.Single(FormatText.Read(text).Structures);
        FormatText.Close(new(0.5, 0.25, 0.25), crystal.Sites[0].Position, 1e-15);
    }

    [Theory]
    [InlineData("OI", "O")]
    [InlineData("OII1", "O")]
    [InlineData("Ow", "O")]
    [InlineData("SrA", "Sr")]
    [InlineData("Wat2", "O")]
    [InlineData("W1", "W")]
    [InlineData("SI1", "Si")]
    [InlineData("Co1", "Co")]
    [InlineData("C12", "C")]
    [InlineData("D1", "H")]
    [InlineData("Dy1", "Dy")]
    public void LabelsNameElements(string label, string symbol) => Assert.Equal(
        symbol,
        Assert.Single(
            FormatText.Read(Cell + Identity + FractionLoop + label + " 0 0 0\n").Structures)
            .Symbols());

    [Theory]
    [InlineData("'C O'", "C")]
    [InlineData("'Co2'", "Co")]
    public void FormulaSettlesAnAmbiguousLabel(string formula, string symbol) => Assert.Equal(
        symbol,
        FormatText.Read(Cell + Identity + $"_chemical_formula_sum "
            + $"{formula}\n" + FractionLoop + "CO1 0 0 0\n")
            .Structures[0].Symbols());

    [Theory]
    [InlineData("D", "read as hydrogen")]
    [InlineData("T", "read as hydrogen")]
    public void IsotopesOfHydrogenAreReadWithAWarning(string type, string warning)
    {
        FileContents contents = FormatText.Read(Cell + Identity
            + "loop_ _atom_site_type_symbol _atom_site_fract_x _atom_site_fract_y "
            + "_atom_site_fract_z\n"
            + type + " 0 0 0\n");
        Assert.Equal("H", contents.Structures[0].Symbols());
        Assert.Contains(warning, Assert.Single(contents.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_chemical_formula_sum 'Si O2'\n_cell_formula_units_Z 1\n", true)]
    [InlineData("_chemical_formula_sum 'Si O2'\n", true)]
    [InlineData("_chemical_formula_sum 'Si O'\n_cell_formula_units_Z 2\n", true)]
    [InlineData("_chemical_formula_sum 'Si O'\n_cell_formula_units_Z 1\n", false)]
    [InlineData("_chemical_formula_sum 'Si2 O2'\n", false)]
    public void FormulaAndAtomsAreCompared(string formula, bool warns)
    {
        FileContents contents = FormatText.Read(
            Cell + Identity + formula + FractionLoop + "Si1 0 0 0\nO1 .5 .5 .5\n");
        Assert.Equal(
            warns, contents.Warnings.Any(w => w.Contains("formula", StringComparison.Ordinal)));
    }

    [Fact]
    public void AtomsOnTopOfEachOtherAreReported()
    {
        FileContents contents = FormatText.Read(
            Cell + Identity + FractionLoop + "Si1 0.01 0 0\nO1 .5 .5 .5\nO2 0.99 0 0\n");
        Assert.Contains("atoms on top of each other: sites 1 (Si) and 3 "
            + "(O)", Assert.Single(contents.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void IncompleteOperatorsAreReported()
    {
        // 4 without 2 = 4²; and a fourfold axis along the shorter edge, which the cell does not
        // have.
        FileContents missing = FormatText.Read(
            Cell + "loop_ _symmetry_equiv_pos_as_xyz x,y,z "
                + "-y,x,z\n" + FractionLoop + "Si1 0 0 0\n");
        Assert.Contains("no group", Assert.Single(missing.Warnings), StringComparison.Ordinal);
        FileContents wrong = FormatText.Read(
            Cell + "loop_ _symmetry_equiv_pos_as_xyz x,y,z x,-z,y x,-y,-z "
                + "x,z,-y\n" + FractionLoop + "Si1 0 0 0\n");
        Assert.Contains(
            "symmetry of its operators", Assert.Single(wrong.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_cell_length_a 4.0(1)\n", "_cell_length_a")]
    [InlineData("_cell_length_c 6.000(12)\n", "_cell_length_c")]
    public void MissingCellIsRefusedByItsField(string line, string field)
    {
        string text = (Cell + Identity + FractionLoop + "Si1 0 0 0\n").ReplaceLineEndings("\n");
        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Equal(field, FormatText.Refused(
            "CIF", text.Replace(line, "", StringComparison.Ordinal)).Field);
    }

    [Theory]
    [InlineData("_symmetry_space_group_name_H-M 'P 1'\n")]
    [InlineData("_space_group_IT_number 1\n")]
    public void NamedTrivialGroupNeedsNoOperators(string symmetry) => Assert.Empty(
        FormatText.Read(Cell + symmetry + FractionLoop + "Si1 0 0 0\n").Warnings);

    [Fact]
    public void FileWithoutSymmetryIsReadWithAWarning() => Assert.Contains(
        "read as P1",
        Assert.Single(FormatText.Read(Cell + FractionLoop + "Si1 0 0 0\n").Warnings),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Si1 0 0\n", 13, "_atom_site_label")]
    [InlineData("Si1 0 0 O\n", 13, "_atom_site_fract_z")]
    [InlineData("Si1 0 0 nan\n", 13, "_atom_site_fract_z")]
    [InlineData("Si1 0 1e999 0\n", 13, "_atom_site_fract_y")]
    [InlineData("Si1 1e9 0 0\n", 13, "_atom_site_fract_x")]
    [InlineData("Si1 0.1(x 0 0\n", 13, "_atom_site_fract_x")]
    [InlineData("Xx1 0 0 0\n", 13, "_atom_site_label")]
    public void WrongAtomIsRefusedByLineAndField(string atom, long line, string field)
    {
        InvalidFileException e = FormatText.Refused("CIF", Cell + Identity + FractionLoop + atom);
        Assert.Equal(field, e.Field);
        Assert.Equal(line + 1, e.Line);
    }

    [Theory]
    [InlineData("_a 'unclosed\n_b 1\n", 8)]
    [InlineData("_a\n;\ntext\n", 9)]
    [InlineData("_a\n_b 1\n", 8)]
    [InlineData("_a 1 2\n", 8)]
    [InlineData("loop_\n_a _b\n1 2 3\n", 10)]
    [InlineData("loop_ 1 2\n", 8)]
    public void WrongSyntaxIsRefusedByLine(string text, long line) =>
        Assert.Equal(line, FormatText.Refused("CIF", Cell + text).Line);

    [Fact]
    public void FileWithoutAtomsIsRefused() =>
        Assert.Equal("_atom_site_fract_x", FormatText.Refused("CIF", Cell + Identity).Field);
}
