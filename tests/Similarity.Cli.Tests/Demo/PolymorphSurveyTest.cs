using System.Globalization;
using Similarity.Cli.Demo;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Demo;

public sealed class PolymorphSurveyTest
{
    [Theory]
    [InlineData("mp_TiO2_rutile_mp-2657", "TiO2", "rutile")]
    [InlineData("mp_SiO2_quartz-alpha-P3121_mp-7000", "SiO2", "quartz-alpha-P3121")]
    [InlineData("cod_TiO2-Rutile", "TiO2", "Rutile (experiment)")]
    [InlineData("cod_BaTiO3", "BaTiO3", "experiment")]
    public void NamesComeFromTheFile(string file, string family, string name) =>
        Assert.Equal((family, name), PolymorphSurvey.NamesOf(file));

    [Fact]
    public void TheIndexAgreesOnFamilyAndSpaceGroupOfTheCalculatedStructures()
    {
        // Columns: file, family, polymorph, kind, mp_id, spacegroup, …; made with another program
        // at the looser tolerance of 0.01 Å on relaxed structures.
        string[][] rows = File.ReadLines(RepositoryFile.Database("polymorphs/INDEX.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(columns => columns[0].StartsWith("mp_", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(72, rows.Length);
        Assert.All(rows, columns =>
        {
            Polymorph polymorph =
                PolymorphSurvey.Read(RepositoryFile.Database("polymorphs/" + columns[0]));
            Assert.Equal(columns[1], polymorph.Family);
            Assert.Equal(
                int.Parse(columns[5], CultureInfo.InvariantCulture), polymorph.SpaceGroup.Number);
        });
    }
}
