using System.Collections.Immutable;
using System.Globalization;
using Similarity.Benchmarks.Graph;
using Similarity.Catalog;
using Similarity.Fingerprints;
using Similarity.Search;

namespace Similarity.Benchmarks.Growth;

/// <summary>Materials as an import writes them, without structures.</summary>
internal static class GrowthSample
{
    private const int Ranks = 100;

    private static readonly string[] Others = ["Ti", "Si", "Al", "Zn"];

    public static FingerprintSet SetOf(int lanes) => new(
        "spectral",
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("operator", "gfn0"),
        string.Create(CultureInfo.InvariantCulture, $"vbm:-10:10:{lanes}"),
        VectorEncoding.Single,
        lanes,
        [new FingerprintSegment(
            "vbm", [.. Enumerable.Range(0, lanes).Select(i => -10 + 20.0 * i / (lanes - 1))])]);

    public static CatalogEntry[] Entries(
        PaddedFingerprints fingerprints, FingerprintSet set, int first, int count, ulong seed)
    {
        float[] rows = fingerprints.Rows(first, count, seed);
        return [.. Enumerable.Range(0, count).Select(i => Entry(
            set, first + i, rows.AsSpan(i * set.Lanes, set.Lanes).ToArray()))];
    }

    private static CatalogEntry Entry(FingerprintSet set, int number, float[] lanes)
    {
        string other = Others[number % Others.Length];
        var material = new Material(
            string.Create(CultureInfo.InvariantCulture, $"r{number:D9}"))
        {
            Formula = number % 2 == 0 ? $"{other}O2" : $"{other}N",
            Elements =
            [
                .. new[] { number % 2 == 0 ? "O" : "N", other }.Order(StringComparer.Ordinal),
            ],
            SiteCount = 2 + number % 40,
            SpaceGroup = 1 + number % 230,
            GapEv = number % 8,
            Source = "growth",
            InputHash = number.ToString("x64", CultureInfo.InvariantCulture),
            ProgramVersion = Fingerprint.CurrentProgramVersion,
            Properties = ImmutableSortedDictionary
                .Create<string, PropertyValue>(StringComparer.Ordinal)
                .Add("rank", new PropertyValue.Number(number % Ranks)),
        };
        return new CatalogEntry(material)
        {
            Vectors =
            [
                (set, new StoredVector(
                    material.Id, lanes, "gfn0", material.InputHash, material.ProgramVersion, [])),
            ],
        };
    }
}
