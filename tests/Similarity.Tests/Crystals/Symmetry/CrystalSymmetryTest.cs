using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Tests.Crystals;

public class CrystalSymmetryTest
{
    public static IEnumerable<object[]> OracleNames => SymmetryOracle.Names();

    [Theory]
    [MemberData(nameof(OracleNames))]
    public void AgreesWithSpglib(string name)
    {
        JsonElement entry = SymmetryOracle.Entry(name);
        var symmetry = CrystalSymmetry.Of(
            SymmetryOracle.Crystal(entry), entry.GetProperty("symprec").GetDouble() / PhysicalConstants.BohrInAngstrom);
        Assert.Equal(entry.GetProperty("space_group").GetInt32(), symmetry.SpaceGroupNumber);
        Assert.Equal(entry.GetProperty("international").GetString(), symmetry.InternationalSymbol);
        Assert.Equal(Operations(entry.GetProperty("hall").GetString()!), Operations(symmetry.HallSymbol));
        Assert.Equal(entry.GetProperty("n_operations").GetInt32(), symmetry.Operations.Length);
        Assert.Equal(entry.GetProperty("point_group").GetString(), symmetry.PointGroup);
        Assert.Equal(SymmetryOracle.Integers(entry.GetProperty("equivalent_atoms")), symmetry.EquivalentSites.ToArray());
        Assert.Equal(entry.GetProperty("n_pure_translations").GetInt32(), symmetry.PureTranslationCount);
    }

    /// <summary>One group has several Hall symbols: "P 62 2c (0 0 1)" is "P 62 2 (0 0 4)".</summary>
    private static HashSet<ExactOperation> Operations(string hall) => HallSymbol.TryParse(hall)!.Operations().ToHashSet();
}
