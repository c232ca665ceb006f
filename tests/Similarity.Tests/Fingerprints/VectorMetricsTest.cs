using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Tests.Spectra;

namespace Similarity.Tests.Fingerprints;

public class VectorMetricsTest
{
    [Fact]
    public void DistancesMeetScipy()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("sorep/sorep_distances.json")));
        JsonElement pairs = document.RootElement.GetProperty("pairs");
        Assert.Equal(18, pairs.GetArrayLength());
        foreach (JsonElement pair in pairs.EnumerateArray())
        {
            string feature = pair.GetProperty("feature").GetString()!;
            double[] a = Feature(pair.GetProperty("a").GetString()!, feature);
            double[] b = Feature(pair.GetProperty("b").GetString()!, feature);
            Assert.Equal(
                1,
                VectorMetrics.Euclidean(a, b) / pair.GetProperty("euclidean").GetDouble(),
                1e-11);
            Assert.Equal(
                pair.GetProperty("cosine_distance").GetDouble(),
                VectorMetrics.CosineDistance(a, b),
                1e-11);
            Assert.Equal(
                pair.GetProperty("cosine_similarity").GetDouble(),
                VectorMetrics.CosineSimilarity(a, b),
                1e-11);
        }
    }

    [Fact]
    public void IdentitiesHold()
    {
        var random = new Random(5);
        for (int length = 1; length < 40; length++)
        {
            double[] a = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
            double[] b = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
            double dot = VectorMetrics.Dot(a, b);
            double aa = VectorMetrics.Dot(a, a);
            double bb = VectorMetrics.Dot(b, b);
            Assert.Equal(aa + bb - 2 * dot, Math.Pow(VectorMetrics.Euclidean(a, b), 2), 1e-13);
            Assert.Equal(
                dot * dot, Math.Pow(VectorMetrics.CosineSimilarity(a, b), 2) * aa * bb, 1e-11);
            Assert.Equal(
                dot,
                VectorMetrics.Tanimoto(a, b) * (Math.Pow(VectorMetrics.Euclidean(a, b), 2) + dot),
                1e-12);
            Assert.Equal(1, VectorMetrics.Tanimoto(a, a), 1e-15);
            Assert.Equal(
                0, VectorMetrics.CosineDistance(a, [.. a.Select(value => 7 * value)]), 1e-15);
        }
    }

    [Fact]
    public void NothingIsSimilarToNothing()
    {
        double[] zero = [0, 0];
        Assert.Equal(0, VectorMetrics.Tanimoto(zero, zero));
        Assert.Equal(0, VectorMetrics.CosineSimilarity(zero, [1, 2]));
    }

    [Fact]
    public void LengthsAgree() =>
        Assert.Throws<ArgumentException>(() => VectorMetrics.Euclidean([1, 2], [1]));

    private static double[] Feature(string bands, string key)
    {
        SorepBands sorep = SorepBands.Read(bands);
        return SpectralFingerprint
            .Compute(
                sorep.Bands,
                sorep.FermiLevel,
                SpectralFingerprintTest.PresetOf(key),
                sorepCompatible: true)
            .Values.ToArray();
    }
}
