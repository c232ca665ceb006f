using System.Text.Json;
using Similarity.Fingerprints;

namespace Similarity.Tests.Fingerprints;

public class FingerprintMetricTest
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
            Fingerprint a = SorepRecipe.Feature(pair.GetProperty("a").GetString()!, feature);
            Fingerprint b = SorepRecipe.Feature(pair.GetProperty("b").GetString()!, feature);
            Assert.Equal(
                1,
                FingerprintMetric.Find("euclidean").Compare(a, b)
                    / pair.GetProperty("euclidean").GetDouble(),
                1e-11);
            Assert.Equal(
                pair.GetProperty("cosine_distance").GetDouble(),
                FingerprintMetric.Find("cosine").Compare(a, b),
                1e-11);
            Assert.Equal(
                pair.GetProperty("cosine_similarity").GetDouble(),
                CosineMetric.Similarity(a.Values, b.Values),
                1e-11);
        }
    }

    /// <summary>The slow twin: plain loops, at every length around the width of vectors.</summary>
    [Fact]
    public void ProductsMeetPlainLoops()
    {
        var random = new Random(5);
        for (int length = 0; length <= 256; length++)
        {
            double[] a = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double[] b = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double dot = 0, distance = 0;
            for (int i = 0; i < length; i++)
            {
                dot += a[i] * b[i];
                distance += (a[i] - b[i]) * (a[i] - b[i]);
            }

            // Sums in another order differ by rounding of their terms, all below 1.
            double rounding = length * 1e-16;
            Assert.Equal(dot, DotMetric.Compare(a, b), rounding);
            Assert.Equal(
                distance, Math.Pow(EuclideanMetric.Compare(a, b), 2), 4 * rounding);
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
            double dot = DotMetric.Compare(a, b);
            double aa = DotMetric.Compare(a, a);
            double bb = DotMetric.Compare(b, b);
            double squared = Math.Pow(EuclideanMetric.Compare(a, b), 2);
            Assert.Equal(aa + bb - 2 * dot, squared, 1e-13);
            Assert.Equal(
                dot * dot, Math.Pow(1 - CosineMetric.Compare(a, b), 2) * aa * bb, 1e-11);
            Assert.Equal(dot, TanimotoMetric.Compare(a, b) * (squared + dot), 1e-12);
            Assert.Equal(1, TanimotoMetric.Compare(a, a), 1e-15);
            Assert.Equal(
                0, CosineMetric.Compare(a, [.. a.Select(value => 7 * value)]), 1e-15);
        }
    }

    [Fact]
    public void NothingIsSimilarToNothing()
    {
        double[] zero = [0, 0];
        Assert.Equal(0, TanimotoMetric.Compare(zero, zero));
        Assert.Equal(1, CosineMetric.Compare(zero, [1, 2]));
    }

    [Fact]
    public void LengthsAgree() =>
        Assert.Throws<ArgumentException>(() => EuclideanMetric.Compare([1, 2], [1]));

    /// <summary>Whether larger is more alike is what a vector and itself show.</summary>
    [Fact]
    public void EachMetricSaysWhichWayItRuns()
    {
        Fingerprint a = SorepRecipe.Feature("one_spin_metal", "fermi_centered/0");
        Fingerprint b = SorepRecipe.Feature("one_spin_insulator", "fermi_centered/0");
        foreach (string name in FingerprintMetric.Names.Where(
            name => name != "pymatgen-wasserstein"))
        {
            var metric = FingerprintMetric.Find(name);
            Assert.Equal(name, metric.Name);
            double self = metric.Compare(a, a) + metric.Compare(b, b);
            double both = 2 * metric.Compare(a, b);
            Assert.Equal(metric.LargerIsMoreAlike, self > both);
        }
    }

    [Fact]
    public void UnknownMetricIsRefusedWithTheKnownOnes()
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => FingerprintMetric.Find("cos"));
        Assert.Contains("cosine", error.Message, StringComparison.Ordinal);
    }
}
