using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>
/// The examples of the OPTIMADE specification, version 1.3.0, "API Filtering Format Specification"
/// and "Property Definitions" (https://github.com/Materials-Consortia/OPTIMADE, optimade.rst), and
/// of the parser tests of optimade-python-tools (tests/filterparser/test_filterparser.py). What is
/// OPTIONAL there and not offered here is refused, never read as something else.
/// </summary>
public sealed class OptimadeFilterTest
{
    [Theory]
    [InlineData(
        "NOT ( chemical_formula_hill = \"Al\" AND chemical_formula_anonymous = \"A\" OR "
        + "chemical_formula_anonymous = \"H2O\" AND NOT chemical_formula_hill = \"Ti\" )",
        "not (chemical_formula_hill = \"Al\" and chemical_formula_anonymous = \"A\" or "
        + "chemical_formula_anonymous = \"H2O\" and not chemical_formula_hill = \"Ti\")")]
    [InlineData("nelements > 3", "nelements > 3")]
    [InlineData(
        "_exmpl_aax <= +.1e8 OR nelements >= 10 AND NOT ( _exmpl_x != \"Some string\" OR NOT "
        + "_exmpl_a = 7)",
        "_exmpl_aax <= 10000000 or nelements >= 10 and not (_exmpl_x != \"Some string\" or not "
        + "_exmpl_a = 7)")]
    [InlineData("_exmpl_spacegroup=\"P2\"", "_exmpl_spacegroup = \"P2\"")]
    [InlineData("_exmpl_cell_volume<100.0", "_exmpl_cell_volume < 100")]
    [InlineData(
        "_exmpl_melting_point<300 AND nelements=4 AND chemical_formula_descriptive=\"SiO2\"",
        "_exmpl_melting_point < 300 and nelements = 4 and chemical_formula_descriptive = \"SiO2\"")]
    [InlineData("_exmpl_some_string_property = 42", "_exmpl_some_string_property = 42")]
    [InlineData("5 < _exmpl_a", "_exmpl_a > 5")]
    [InlineData("3 >= nelements", "nelements <= 3")]
    [InlineData("\"example/1\" = id", "id = \"example/1\"")]
    [InlineData(
        "chemical_formula_anonymous STARTS \"A2\" AND chemical_formula_anonymous ENDS WITH \"D1\"",
        "chemical_formula_anonymous starts with \"A2\" and "
        + "chemical_formula_anonymous ends with \"D1\"")]
    [InlineData("property = TRUE", "property = true")]
    [InlineData("property != FALSE", "property = true")]
    [InlineData("FALSE != property", "property = true")]
    [InlineData(
        "_exmpl_has_inversion_symmetry AND NOT _exmpl_is_primitive",
        "_exmpl_has_inversion_symmetry = true and not _exmpl_is_primitive = true")]
    [InlineData(
        "elements HAS \"H\" AND elements HAS ALL \"H\",\"He\",\"Ga\",\"Ta\" AND elements HAS ONLY "
        + "\"H\",\"He\",\"Ga\",\"Ta\" AND elements HAS ANY \"H\", \"He\", \"Ga\", \"Ta\"",
        "elements has \"H\" and elements has all (\"Ga\", \"H\", \"He\", \"Ta\") and elements has "
        + "only (\"Ga\", \"H\", \"He\", \"Ta\") and "
        + "elements has any (\"Ga\", \"H\", \"He\", \"Ta\")")]
    [InlineData(
        "elements HAS ALL \"Si\", \"Al\", \"O\" AND elements LENGTH 3",
        "elements has all (\"Al\", \"O\", \"Si\") and nelements = 3")]
    [InlineData("nelements>=2 AND nelements<=7", "nelements >= 2 and nelements <= 7")]
    [InlineData("nsites=4", "nsites = 4")]
    [InlineData(
        "chemical_formula_descriptive CONTAINS \"H2O\"",
        "chemical_formula_descriptive contains \"H2O\"")]
    [InlineData(
        "chemical_formula_hill IS KNOWN AND NOT chemical_formula_anonymous IS UNKNOWN",
        "chemical_formula_hill is known and not chemical_formula_anonymous is unknown")]
    [InlineData("nelements", "nelements is known")]
    [InlineData("NOT a > 1 OR c = 100 AND f = \"C2 H6\"",
        "not a > 1 or c = 100 and f = \"C2 H6\"")]
    [InlineData("(NOT (a > 1)) OR ( (c = 100) AND (f = \"C2 H6\") )",
        "not a > 1 or c = 100 and f = \"C2 H6\"")]
    [InlineData("((a >= 0) AND (NOT (b < 1))) OR (c = 0)", "a >= 0 and not b < 1 or c = 0")]
    [InlineData("author=\"Sąžininga Žąsis\"", "author = \"Sąžininga Žąsis\"")]
    [InlineData("author=\" som\neone \"", "author = \" som\neone \"")]
    [InlineData(
        "field = \"!#$%&'() * +, -./:; <= > ? @[] ^ `{|}~ % \"",
        "field = \"!#$%&'() * +, -./:; <= > ? @[] ^ `{|}~ % \"")]
    [InlineData("space_group_it_number=225", "space_group = 225")]
    public void ExamplesMeanThis(string example, string canonical)
    {
        Filter filter = FilterParser.Parse(example);
        Assert.Equal(canonical, filter.ToString());
        Assert.Equal(filter, FilterParser.Parse(canonical));
    }

    [Theory]
    [InlineData("12345", 12345)]
    [InlineData("+12", 12)]
    [InlineData("-34", -34)]
    [InlineData("1.2", 1.2)]
    [InlineData(".2E7", 2e6)]
    [InlineData("-.2E+7", -2e6)]
    [InlineData("+10.01E-10", 10.01e-10)]
    [InlineData("6.03e23", 6.03e23)]
    [InlineData(".1E1", 1)]
    [InlineData("-.1e1", -1)]
    [InlineData("1.e-12", 1e-12)]
    [InlineData("-.1e-12", -1e-13)]
    [InlineData("1.", 1)]
    [InlineData(".1", 0.1)]
    [InlineData("0e-1", 0)]
    public void NumbersAreThese(string text, double value)
    {
        Assert.Equal(
            new NumberComparison(FilterProperty.Of("a"), ComparisonOperator.Equal, value),
            FilterParser.Parse($"a={text}"));
        Assert.Equal(
            new NumberComparison(FilterProperty.Of("a"), ComparisonOperator.Less, value),
            FilterParser.Parse($"{text}>a"));
    }

    [Theory]
    [InlineData("0_kvak IS KNOWN")]
    [InlineData("\"foo bar\" IS KNOWN")]
    [InlineData("number=1.234D12")]
    [InlineData("number=.e1")]
    [InlineData("number= -.E1")]
    [InlineData("number=+.E2")]
    [InlineData("number=1.23E+++")]
    [InlineData("number=+-123")]
    [InlineData("number=0.0.1")]
    [InlineData("(nsites = 3 AND nelements = 3) = FALSE")]
    [InlineData("property > TRUE")]
    [InlineData("\"NOTICE\"=Val AND")]
    public void WhatIsNoFilterThereIsNoneHere(string text) =>
        Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text));

    /// <summary>OPTIONAL; the last may be rejected as beyond the range of numbers.</summary>
    [Theory]
    [InlineData("((NOT (_exmpl_a>_exmpl_b)) AND _exmpl_x>0)")]
    [InlineData("5 < 7")]
    [InlineData("list HAS < 3")]
    [InlineData("list:list HAS >=2:<=5")]
    [InlineData("elements:_exmpl_element_counts HAS \"H\":6")]
    [InlineData("calculations.id HAS \"calc-id-96\"")]
    [InlineData("identifier1.identifierd2 = 42")]
    [InlineData("key=value")]
    [InlineData("m = 1000000000.E1000000000")]
    public void OptionalPartsThatAreNotOfferedAreRefused(string text) =>
        Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text));

    /// <summary>"H2NaO", "ClNa" and "CCaO3" are the specification's, by letter.</summary>
    [Theory]
    [InlineData("H2NaO", "NaH2O")]
    [InlineData("ClNa", "NaCl")]
    [InlineData("CCaO3", "CaCO3")]
    public void ReducedFormulasAreFoundInTheirOwnOrder(string optimade, string catalog)
    {
        var material = new Material("a")
        {
            Formula = catalog,
            InputHash = "",
            ProgramVersion = "",
        };
        Assert.True(
            FilterParser.Parse($"chemical_formula_reduced=\"{optimade}\"").Matches(material));
        Assert.False(FilterParser.Parse("chemical_formula_reduced=\"H2O\"").Matches(material));
    }
}
