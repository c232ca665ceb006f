using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;
using Similarity.Tests.Spectra;

namespace Similarity.Tests.Fingerprints;

public class SpectralMethodTest
{
    private static readonly Dictionary<string, string> PerCell = new() { ["per"] = "cell" };

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void FeaturesMeetSorep(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        Assert.Equal(SpectralPreset.All.Length, SorepRecipe.Names.Length);
        foreach ((_, string key) in SorepRecipe.Names)
        {
            double[] expected =
            [
                .. sorep.Oracle.GetProperty("features").GetProperty(key).GetProperty("values")
                    .EnumerateArray().Select(value => value.GetDouble()),
            ];
            double[] actual =
                SorepRecipe.Feature(sorep.Bands, sorep.FermiLevel, key).Values.ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                // No tails smaller than e⁻⁸ exist here: the error is relative to each value.
                Assert.True(
                    Math.Abs(actual[i] - expected[i]) <= 1e-10 * expected[i],
                    $"{key}[{i}] is {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }

    /// <summary>The defect of the SOREP convention, absent by default.</summary>
    [Fact]
    public void SpinTreatmentDoesNotChangeAFingerprint()
    {
        // What a level has where SOREP's features cut it off.
        double cut = Math.Exp(-8) / Math.Sqrt(Math.PI) / 0.05;
        double[] levels = [-0.2, -0.05, 0.1, -0.25, -0.02, 0.07];
        var together = new BandStructure(1, 2, new Vector3D[2], [1, 2], levels);
        var apart = new BandStructure(2, 1, new Vector3D[2], [1, 2], [.. levels, .. levels]);
        foreach ((string kind, string key) in SorepRecipe.Names)
        {
            var recipe = FingerprintRecipe.Parse(kind, PerCell);
            double[] expected = recipe.Of(together, 0.01).Values.ToArray();
            ReadOnlySpan<double> actual = recipe.Of(apart, 0.01).Values;
            ReadOnlySpan<double> compatible = SorepRecipe.Feature(together, 0.01, key).Values;
            Assert.Equal(SpectralPreset.Find(kind)!.Points, expected.Length);
            Assert.True(expected.Max() > 1);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-12);
                Assert.Equal(expected[i] / 2, compatible[i], cut);
            }
        }
    }

    [Fact]
    public void FullBandsAreCentredOnTheirTop()
    {
        var bands = new BandStructure(1, 2, new Vector3D[1], [1], [-0.1, 0.0]);
        double[] values =
            FingerprintRecipe.Parse("spectral-cbm", PerCell).Of(bands, 1).Values.ToArray();

        // The window reaches from −6 to 2 eV: the top is at ¾ of it.
        Assert.Equal(values.Max(), values[384]);
    }
}
