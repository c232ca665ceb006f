using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;
using Similarity.Tests.Spectra;

namespace Similarity.Tests.Fingerprints;

public class SpectralFingerprintTest
{
    private static readonly (string Preset, string Sorep)[] Names =
    [
        ("spectral-fermi", "fermi_centered/0"),
        ("spectral-vbm", "vbm_centered/0"),
        ("spectral-cbm", "cbm_centered/0"),
        ("spectral-vbm-cbm", "vbm_cbm_concatenated/0"),
        ("spectral-vbm-cbm-wide", "vbm_cbm_concatenated/1"),
        ("spectral-vbm-fermi-cbm", "vbm_fermi_cbm_concatenated/0"),
    ];

    /// <summary>The preset that goes by a key of the SOREP files.</summary>
    internal static SpectralPreset PresetOf(string sorep) =>
        SpectralPreset.Find(Names.Single(pair => pair.Sorep == sorep).Preset);

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void FeaturesMeetSorep(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        Assert.Equal(SpectralPreset.All.Length, Names.Length);
        foreach ((string preset, string key) in Names)
        {
            double[] expected =
            [
                .. sorep.Oracle.GetProperty("features").GetProperty(key).GetProperty("values")
                    .EnumerateArray().Select(value => value.GetDouble()),
            ];
            double[] actual = SpectralFingerprint
                .Compute(
                    sorep.Bands,
                    sorep.FermiLevel,
                    SpectralPreset.Find(preset),
                    sorepCompatible: true)
                .Values.ToArray();
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
        foreach (SpectralPreset preset in SpectralPreset.All)
        {
            double[] expected = SpectralFingerprint.Compute(together, 0.01, preset).Values
                .ToArray();
            ReadOnlySpan<double> actual = SpectralFingerprint.Compute(apart, 0.01, preset).Values;
            ReadOnlySpan<double> compatible =
                SpectralFingerprint.Compute(together, 0.01, preset, sorepCompatible: true).Values;
            Assert.Equal(preset.Points, expected.Length);
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
        double[] values = SpectralFingerprint.Compute(
            bands, 1, SpectralPreset.Find("spectral-cbm")).Values
            .ToArray();

        // The window reaches from −6 to 2 eV: the top is at ¾ of it.
        Assert.Equal(values.Max(), values[384]);
    }

    [Fact]
    public void UnknownPresetIsRefused() =>
        Assert.Throws<ArgumentException>(() => SpectralPreset.Find("spectral"));
}
