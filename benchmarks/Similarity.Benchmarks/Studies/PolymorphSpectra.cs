using Similarity.Fingerprints;

namespace Similarity.Benchmarks.Studies;

/// <summary>The spectral fingerprints that the study of polymorphs compares.</summary>
internal static class PolymorphSpectra
{
    private static readonly string[] KineticWidthsEv = ["0.2", "0.4", "0.8", "1.6", "3.2"];

    public static IEnumerable<PolymorphDescriptor> Kinetic(StoredBands bands)
    {
        foreach (string sigma in KineticWidthsEv)
        {
            yield return Fingerprint(bands, "kinetic", "euclidean", ("sigma", sigma));
        }

        yield return Fingerprint(bands, "kinetic", "cosine");
        yield return Fingerprint(bands, "kinetic", "emd");
        yield return Fingerprint(bands, "kinetic", "emd", ("sigma", "0.2"));
    }

    /// <summary>Of an operator that counts electrons.</summary>
    public static IEnumerable<PolymorphDescriptor> Valence(StoredBands bands)
    {
        foreach (SpectralPreset preset in SpectralPreset.All)
        {
            yield return Fingerprint(bands, preset.Name, "euclidean");
        }

        yield return Fingerprint(bands, "spectral-fermi", "euclidean", ("sigma", "0.3"));
        foreach (string sigma in (string[])["0.1", "0.3", "1"])
        {
            yield return Wide(bands, sigma);
        }
    }

    public static PolymorphDescriptor UsualKinetic(StoredBands bands) =>
        Fingerprint(bands, "kinetic", "euclidean");

    /// <summary>All valence bands of most materials, and the conduction bands above them.</summary>
    public static PolymorphDescriptor Wide(StoredBands bands, string sigma) => Fingerprint(
        bands, "spectral", "euclidean", ("windows", "vbm:-20:10:1024"), ("sigma", sigma));

    private static PolymorphDescriptor Fingerprint(
        StoredBands bands,
        string kind,
        string metric,
        params (string Name, string Value)[] settings)
    {
        var given = settings.ToDictionary(
            setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        given["operator"] = bands.Source.Operator;
        var recipe = FingerprintRecipe.Parse(kind, given);
        var comparison = FingerprintMetric.Find(metric, NegativeValues.Clip);
        string details =
            string.Concat(settings.Select(setting => $", {setting.Name}={setting.Value}"));
        return PolymorphDescriptor.Of(
            $"{bands.Name}: {kind}{details}, {metric}",
            entry => recipe.Of(bands.Of(entry), source: bands.Source, threads: 1),
            (a, b) => comparison.LargerIsMoreAlike
                ? -comparison.Compare(a, b)
                : comparison.Compare(a, b));
    }
}
