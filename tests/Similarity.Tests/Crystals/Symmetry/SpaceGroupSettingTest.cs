using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class SpaceGroupSettingTest
{
    public static IEnumerable<object[]> Numbers =>
        Enumerable.Range(1, 230).Select(number => new object[] { number });

    /// <summary>
    /// Crystals built from a group's operations, however described, have that group.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void EverySettingIsFoundAgain(int number)
    {
        var random = new Random(number);
        foreach (SpaceGroupSetting setting in SpaceGroupSetting.All.Where(s => s.Number == number))
        {
            for (int i = 0; i < RandomCases.Count(1); i++)
            {
                Crystal crystal =
                    RandomCrystal.Disguised(RandomCrystal.Of(setting, random), random);
                var symmetry = CrystalSymmetry.Of(crystal);
                Assert.Equal(
                    (setting.HallSymbol, number), (setting.HallSymbol, symmetry.SpaceGroupNumber));
                Assert.Equal(setting.Operations.Length, symmetry.Operations.Length);
                Assert.Equal(CrystalSymmetry.DefaultTolerance, symmetry.Tolerance);
                Assert.Equal(2, symmetry.EquivalentSites.ToArray().Distinct().Count());
            }
        }
    }

    /// <summary>General positions of P6₂22 as printed in the International Tables A.</summary>
    [Fact]
    public void OriginsAreThoseOfTheTables()
    {
        string[] expected =
        [
            "x,y,z", "-y,x-y,z+2/3", "-x+y,-x,z+1/3", "-x,-y,z", "y,-x+y,z+2/3", "x-y,x,z+1/3",
            "y,x,-z+2/3", "x-y,-y,-z", "-x,-x+y,-z+1/3", "-y,-x,-z+2/3", "-x+y,y,-z",
                "x,x-y,-z+1/3",
        ];
        IEnumerable<string> found = SpaceGroupSetting.Standard(180).Operations.ToArray()
            .Select(o => o.ToString());
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("P 21/c", 14, "-P 2ybc")]
    [InlineData("P 1 21/n 1", 14, "-P 2yn")]
    [InlineData("P2_1/n", 14, "-P 2yn")]
    [InlineData("F d -3 m :2", 227, "-F 4vw 2vw 3")]
    [InlineData("Fd-3m:1", 227, "F 4d 2 3 -1d")]
    [InlineData("Fd3m", 227, "F 4d 2 3 -1d")]
    [InlineData("R -3 m :R", 166, "-P 3* 2")]
    [InlineData("R -3 m :H", 166, "-R 3 2\"")]
    [InlineData("P n m a", 62, "-P 2ac 2n")]
    [InlineData("P b n m", 62, "-P 2c 2ab")]
    [InlineData("Cmca", 64, "-C 2ac 2")]
    [InlineData("P63/mmc", 194, "-P 6c 2c")]
    public void SymbolsAreUnderstood(string symbol, int number, string hall)
    {
        SpaceGroupSetting? setting = SpaceGroupSetting.FindBySymbol(symbol);
        Assert.NotNull(setting);
        Assert.Equal((number, hall), (setting.Number, setting.HallSymbol));
        Assert.Same(setting, SpaceGroupSetting.FindByHall(hall.ToLowerInvariant()));
    }

    /// <summary>Files also hold other Hall symbols that mean a tabulated setting.</summary>
    [Theory]
    [InlineData("P 62 2c (0 0 1)", 180, "P 62 2 (0 0 4)")]
    [InlineData("I 2 2 -1n", 71, "-I 2 2")]
    public void HallSymbolsAreComparedAsGroups(string symbol, int number, string tabulated)
    {
        SpaceGroupSetting? setting = SpaceGroupSetting.FindByHall(symbol);
        Assert.NotNull(setting);
        Assert.Equal((number, tabulated), (setting.Number, setting.HallSymbol));
    }

    [Theory]
    [InlineData("P 7")]
    [InlineData("")]
    [InlineData("X-ray")]
    public void OtherSymbolsAreNot(string symbol)
    {
        Assert.Null(SpaceGroupSetting.FindBySymbol(symbol));
        Assert.Null(SpaceGroupSetting.FindByHall(symbol));
    }

    [Fact]
    public void TypesAreCountedAsInTheTables()
    {
        Assert.Equal(530, SpaceGroupSetting.All.Length);
        int[] counts = SpaceGroupSetting.All.DistinctBy(setting => setting.Number)
            .Select(setting => setting.Operations.ToArray().Select(operation => operation.Rotation))
            .GroupBy(rotations => PointGroup.Of(rotations).CrystalSystem)
            .OrderBy(group => group.Key)
            .Select(group => group.Count())
            .ToArray();
        Assert.Equal([2, 13, 59, 68, 25, 27, 36], counts);
    }

    [Fact]
    public void TypesOfAPointGroupFollowOneAnother()
    {
        foreach (SpaceGroupSetting setting in SpaceGroupSetting.All)
        {
            (int first, int last) = PointGroup
                .Of(setting.Operations.ToArray().Select(operation => operation.Rotation))
                .SpaceGroups;
            Assert.InRange(setting.Number, first, last);
        }
    }

    [Fact]
    public void OperationsFormGroups()
    {
        foreach (SpaceGroupSetting setting in SpaceGroupSetting.All)
        {
            HashSet<string> texts = setting.Operations.ToArray().Select(o => o.ToString())
                .ToHashSet();
            Assert.Equal(setting.Operations.Length, texts.Count);
            foreach (SymmetryOperation left in setting.Operations[..Math.Min(4,
                setting.Operations.Length)])
            {
                foreach (SymmetryOperation right in setting.Operations)
                {
                    Assert.Contains(Exact(left * right).ToString(), texts);
                }
            }
        }

        // Sums of twelfths in floating point, brought back to twelfths.
        static SymmetryOperation Exact(SymmetryOperation operation)
        {
            Vector3D twelfths = IntegerVector3D.Round(12 * operation.Translation).ToVector();
            return (operation with { Translation = twelfths / 12 }).Wrapped;
        }
    }
}
