using Similarity.Environments;

namespace Similarity.Tests.Environments;

public class SphericalExpansionTest
{
    // The files keep about ten digits of numbers up to one.
    private const double FileTolerance = 1e-9;

    [Theory]
    [InlineData("spherical-expansion-values")]
    [InlineData("spherical-expansion-pbc-values")]
    public void HasTheCoefficientsOfFeatomic(string name)
    {
        var oracle = FeatomicCase.Read(name, name);
        var species = SpeciesChannels.In(oracle.Crystal);
        var expansion = new SphericalExpansion(oracle.Expansion, species);
        double[] found = new double[oracle.Crystal.Count * expansion.Coefficients];
        expansion.Compute(
            expansion.EnvironmentsOf(oracle.Crystal), 0, oracle.Crystal.Count, found);

        Assert.Equal(found.Length, oracle.Values.Length);
        double largest = oracle.Values.Max(Math.Abs);
        int i = 0;
        for (int centre = 0; centre < oracle.Crystal.Count; centre++)
        {
            foreach ((int l, int m, int channel, int n) in FileOrder(oracle.Expansion, species))
            {
                double value = found[
                    centre * expansion.Coefficients + expansion.IndexOf(channel, l, m, n)];
                Assert.Equal(oracle.Values[i++], value, FileTolerance * largest);
            }
        }
    }

    /// <summary>featomic has l slowest, then m, species and n.</summary>
    internal static IEnumerable<(int L, int M, int Channel, int N)> FileOrder(
        ExpansionSettings settings, SpeciesChannels species) =>
        from l in Enumerable.Range(0, settings.MaxAngular + 1)
        from m in Enumerable.Range(-l, 2 * l + 1)
        from channel in Enumerable.Range(0, species.Count)
        from n in Enumerable.Range(0, settings.RadialFunctions)
        select (l, m, channel, n);
}
