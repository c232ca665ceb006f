using Similarity.Operators.KohnSham.Atoms;

namespace Similarity.Tests.Operators.KohnSham.Atoms;

public sealed class ElectronConfigurationTest
{
    [Fact]
    public void SubshellsHoldTheElectronsOfTheirElement()
    {
        for (int z = 1; z <= ElectronConfiguration.LastAtomicNumber; z++)
        {
            Subshell[] shells = [.. ElectronConfiguration.Of(new(z))];
            Assert.Equal(z, shells.Sum(shell => shell.Occupation));
            Assert.Equal(shells.Length, shells.Select(shell => shell.Label).Distinct().Count());
            Assert.All(shells, shell =>
            {
                Assert.InRange(shell.AngularMomentum, 0, Math.Min(shell.PrincipalNumber - 1, 3));
                Assert.InRange(shell.Occupation, 1, 4 * shell.AngularMomentum + 2);
            });

            // Within one l the shells are filled from below.
            foreach (IGrouping<int, Subshell> group in
                shells.GroupBy(shell => shell.AngularMomentum))
            {
                Assert.Equal(
                    Enumerable.Range(group.Key + 1, group.Count()),
                    group.Select(shell => shell.PrincipalNumber));
                Assert.All(
                    group.SkipLast(1),
                    shell => Assert.Equal(4 * group.Key + 2, shell.Occupation));
            }
        }
    }

    [Theory]
    [InlineData(24, "1s2 2s2 3s2 4s1 2p6 3p6 3d5")]
    [InlineData(46, "1s2 2s2 3s2 4s2 2p6 3p6 4p6 3d10 4d10")]
    [InlineData(64, "1s2 2s2 3s2 4s2 5s2 6s2 2p6 3p6 4p6 5p6 3d10 4d10 5d1 4f7")]
    public void TheGroundStatesAreTheMeasuredOnes(int z, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', ElectronConfiguration.Of(new(z)).Select(
                shell => $"{shell.Label}{shell.Occupation:0}")));
}
