using Similarity.Fingerprints;
using Similarity.Spectra;
using Similarity.Tests.Spectra;

namespace Similarity.Tests.Fingerprints;

/// <summary>The recipes of the features of SOREP, by the keys of its files.</summary>
internal static class SorepRecipe
{
    public static readonly (string Kind, string Sorep)[] Names =
    [
        ("spectral-fermi", "fermi_centered/0"),
        ("spectral-vbm", "vbm_centered/0"),
        ("spectral-cbm", "cbm_centered/0"),
        ("spectral-vbm-cbm", "vbm_cbm_concatenated/0"),
        ("spectral-vbm-cbm-wide", "vbm_cbm_concatenated/1"),
        ("spectral-vbm-fermi-cbm", "vbm_fermi_cbm_concatenated/0"),
    ];

    public static Fingerprint Feature(BandStructure bands, double fermiLevel, string key) =>
        FingerprintRecipe
            .Parse(
                Names.Single(pair => pair.Sorep == key).Kind,
                new Dictionary<string, string> { ["compat"] = "sorep" })
            .Of(bands, fermiLevel);

    public static Fingerprint Feature(string bands, string key)
    {
        SorepBands sorep = SorepBands.Read(bands);
        return Feature(sorep.Bands, sorep.FermiLevel, key);
    }
}
