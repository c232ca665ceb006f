using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.Optimade;

public class OptimadeFormatTest
{
    private static string Sample(string name) => RepositoryFile.Oracle("formats/optimade/" + name);

    [Fact]
    public void SingleEntryIsTheStructureOfTheOtherFormats()
    {
        // The same entry as JSON lines and as POSCAR: three readers, one crystal.
        Crystal optimade = Assert.Single(
            FileFormats.Read(Sample("single-mp-37091.json")).Structures);
        Crystal line =
            FileFormats.Read(RepositoryFile.Oracle("formats/jsonl/mp-six.jsonl")).Structures[0];
        Crystal poscar = FileFormats.Read(
            RepositoryFile.Oracle("formats/poscar/SrAl2Te4-selective.poscar")).Structures[0];
        Assert.Equal("mp-37091", optimade.Name);
        foreach (Crystal other in new[] { line, poscar })
        {
            Assert.Equal(other.Symbols(), optimade.Symbols());
            Assert.Equal(other.Lattice, optimade.Lattice);
            for (int i = 0; i < other.Count; i++)
            {
                FormatText.Close(other.Sites[i].Position, optimade.Sites[i].Position, 1e-14);
            }
        }
    }

    [Fact]
    public void ListIsReadEntryByEntry()
    {
        FileContents contents = FileFormats.Read(Sample("list.json"));
        Assert.Equal("OPTIMADE", contents.Format);
        Assert.Equal(["mp-37091", "disordered", "slab", "molecule"], contents.Structures.Select(
            crystal => crystal.Name));
        Assert.Contains(
            contents.Warnings, warning => warning.StartsWith("paper: ", StringComparison.Ordinal));
        Assert.Contains(contents.Warnings, warning => warning.StartsWith(
            "no-sites: ", StringComparison.Ordinal));
        Assert.Equal(2, contents.Warnings.Length);
    }

    [Fact]
    public void ConcentrationsVacanciesAndAssembliesBecomeOccupancies()
    {
        Crystal crystal = FileFormats.Read(Sample("list.json")).Structures[1];
        Assert.Equal("Fe Ni O S", crystal.Symbols());
        Assert.Equal([0.25, 0.7, 0.6, 0.4], crystal.Sites.ToArray().Select(site => site.Occupancy));
    }

    [Fact]
    public void DimensionTypesBecomePeriodicity()
    {
        FileContents contents = FileFormats.Read(Sample("list.json"));
        Crystal slab = contents.Structures[2], molecule = contents.Structures[3];
        Assert.Equal(new Periodicity(true, true, false), slab.Periodicity);
        FormatText.Close(new(0, 1.4202816622064793, 0), slab.CartesianAngstrom(1), 1e-15);
        Vector3D c = slab.Lattice.Vectors.Row2;
        Assert.Equal(0, Vector3D.Dot(c, slab.Lattice.Vectors.Row0) / c.LengthSquared, 1e-15);
        Assert.Equal(Periodicity.None, molecule.Periodicity);
        FormatText.Close(new(0, 0, 1.128), molecule.CartesianAngstrom(1), 1e-15);
    }

    [Theory]
    [InlineData("\"Te\"\n   ],\n   \"assemblies\"", "\"Po\"\n   ],\n   "
        + "\"assemblies\"", "data.attributes.species_at_sites[6]")]
    [InlineData(
        "\"concentration\": [",
        "\"concentration\": [ 2, ",
        "data.attributes.species[0].concentration")]
    [InlineData("\"chemical_symbols\": [\n      \"Al\"", "\"chemical_symbols\": [\n      "
        + "\"all\"", "data.attributes.species[0].chemical_symbols[0]")]
    [InlineData("\"dimension_types\": [\n    "
        + "1", "\"dimension_types\": [\n    2", "data.attributes.dimension_types[0]")]
    [InlineData("\"attributes\"", "\"attribute\"", "data.attributes")]
    [InlineData("\"species_at_sites\": [\n", "\"species_at_sites\": [ "
        + "\"Te\",\n", "data.attributes.species_at_sites")]
    public void DamageIsRefusedByField(string sound, string damaged, string field)
    {
        string text = File.ReadAllText(Sample("single-mp-37091.json"));
        Assert.Contains(sound, text, StringComparison.Ordinal);
        Assert.Equal(field, FormatText.Refused(
            "OPTIMADE", text.Replace(sound, damaged, StringComparison.Ordinal)).Field);
    }

    [Fact]
    public void ResponseWithoutEntriesIsEmpty()
    {
        FileContents contents = FormatText.Read(
            "{\"meta\": {\"api_version\": \"1.1.0\"}, \"data\": []}");
        Assert.Empty(contents.Structures);
        Assert.Single(contents.Warnings);
    }

    [Fact]
    public void MutantsAreReadOrRefused() =>
        FormatMutationCheck.Run("OPTIMADE", [Sample("single-mp-37091.json"), Sample("list.json")]);
}
