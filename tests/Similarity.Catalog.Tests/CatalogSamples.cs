using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Search;

namespace Similarity.Catalog.Tests;

/// <summary>Materials, sets and vectors to keep, the same for the same seed.</summary>
internal static class CatalogSamples
{
    public static FingerprintSet Numbers { get; } = new(
        "kinetic",
        Parameters("per=atom", "sigma=0.8"),
        "zero:0:180:8",
        VectorEncoding.Single,
        8,
        [new FingerprintSegment("zero", [0, 0.1, 0.3, 0.7, 1.5, 3.1, 6.3, 12.7])]);

    public static FingerprintSet OtherNumbers { get; } = new(
        "histogram", Parameters(), "vbm:-1:1:3", VectorEncoding.Single, 3, []);

    public static FingerprintSet Bits { get; } = new(
        "nomad", Parameters("grid=dg_cut:56"), "nomad", VectorEncoding.Bits, 4, []);

    public static ImmutableArray<FingerprintSet> Sets { get; } = [Numbers, OtherNumbers, Bits];

    /// <summary>Ids in the order of their bytes, which is no culture's order of letters.</summary>
    public static ImmutableArray<string> IdsInOrder { get; } =
    [
        " ", "%_", "'; DROP TABLE materials; --", "A", "B", "Z", "a", "a b", "a/../b", "aa", "b",
        "z", "\u007E", "ß", "é", "я", "中", "\uFFFD", "\U0001F600", "\U0010FFFD",
    ];

    /// <summary>Texts that something on the way to a store may trip over.</summary>
    public static ImmutableArray<string> Texts { get; } =
    [
        "", " ", "'", "\"", "\\", "\n\r\t", "\u0001", "{}", "null", "NaN", "é e\u0301", "\uFFFF",
        "\U0001F600", "$1 ?1 :a @b", "'); DELETE FROM materials; --", new string('x', 100_000),
    ];

    public static FingerprintSet OfLanes(int lanes) => new(
        "kinetic",
        Parameters("per=atom"),
        string.Create(CultureInfo.InvariantCulture, $"zero:0:180:{lanes}"),
        VectorEncoding.Single,
        lanes,
        []);

    public static string Hash(int content) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(content)));

    public static Material Material(string id, int content = 0) =>
        new(id) { InputHash = Hash(content), ProgramVersion = "1.2.3" };

    public static CatalogEntry Entry(string id, int content = 0) => new(Material(id, content));

    public static StoredVector Vector(Material material, params float[] lanes) => new(
        material.Id, lanes, "gfn0 (threshold=0.01)", material.InputHash, "1.2.3", []);

    public static StoredFailure Failure(Material material, string reason = "no gap") =>
        new(material.Id, reason, material.InputHash, "1.2.3");

    /// <summary>An entry with a vector of given lanes in <see cref="Numbers"/>.</summary>
    public static CatalogEntry WithVector(string id, float first = 1, int content = 0)
    {
        CatalogEntry entry = Entry(id, content);
        StoredVector vector = Vector(entry.Material, first, 2, 3, 4, 5, 6, 7, 8);
        return entry with { Vectors = [(Numbers, vector)] };
    }

    /// <summary>An entry of everything, of random content.</summary>
    public static CatalogEntry Random(string id, RandomStream random)
    {
        Material material = RandomMaterial(id, random);
        var vectors = ImmutableArray.CreateBuilder<(FingerprintSet, StoredVector)>();
        var failures = ImmutableArray.CreateBuilder<(FingerprintSet, StoredFailure)>();
        foreach (FingerprintSet set in Sets)
        {
            switch (random.Below(4))
            {
                case 0:
                    break;
                case 1:
                    failures.Add((set, Failure(material, Pick(Texts, random))));
                    break;
                default:
                    vectors.Add((set, RandomVector(material, set, random)));
                    break;
            }
        }

        return new CatalogEntry(material)
        {
            Documents = RandomDocuments(random),
            Vectors = vectors.ToImmutable(),
            Failures = failures.ToImmutable(),
        };
    }

    private static Material RandomMaterial(string id, RandomStream random)
    {
        string[] symbols = ["Ba", "C", "O", "Si", "Ti", "Zn"];
        return new Material(id)
        {
            Formula = random.Below(3) == 0 ? null : Pick(Texts, random),
            Elements = [.. symbols.Where(_ => random.Below(2) == 0)],
            SiteCount = random.Below(3) == 0 ? null : random.Below(200),
            SpaceGroup = random.Below(3) == 0 ? null : 1 + random.Below(230),
            GapEv = random.Below(3) == 0 ? null : Number(random),
            Source = random.Below(3) == 0 ? null : Pick(Texts, random),
            Properties = ImmutableSortedDictionary
                .Create<string, PropertyValue>(StringComparer.Ordinal)
                .AddRange(Enumerable.Range(0, random.Below(4)).Select(i => KeyValuePair.Create(
                    "p" + i, RandomProperty(random)))),
            InputHash = Hash(random.Below(3)),
            ProgramVersion = "1.2." + random.Below(3),
        };
    }

    private static PropertyValue RandomProperty(RandomStream random) => random.Below(3) switch
    {
        0 => new PropertyValue.Number(Number(random)),
        1 => new PropertyValue.Text(Pick(Texts, random)),
        _ => new PropertyValue.Truth(random.Below(2) == 0),
    };

    private static double Number(RandomStream random)
    {
        double[] numbers =
        [
            0, 1, -1, 0.1, 1e300, -1e-300, double.MaxValue, double.Epsilon, 1 / 3.0, 1e22,
            123456789012345678,
        ];
        return numbers[random.Below(numbers.Length)];
    }

    private static StoredVector RandomVector(
        Material material, FingerprintSet set, RandomStream random)
    {
        float[] numbers =
            [0, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 0.1f];
        float[] lanes = new float[set.Lanes];
        for (int i = 0; i < lanes.Length; i++)
        {
            // Bits are any 32 of them, those of every kind of NaN among them.
            lanes[i] = set.Encoding == VectorEncoding.Bits
                ? BitConverter.UInt32BitsToSingle((uint)random.NextBits())
                : random.Below(2) == 0 ? (float)random.Normal() : Pick(numbers, random);
        }

        if (set.Encoding == VectorEncoding.Bits)
        {
            // The first and the last bit that are covered.
            lanes[0] = BitConverter.UInt32BitsToSingle((uint)random.Below(20));
            lanes[1] = BitConverter.UInt32BitsToSingle(20 + (uint)random.Below(20));
        }

        return Vector(material, lanes) with
        {
            Warnings = [.. Enumerable.Range(0, random.Below(3)).Select(_ => Pick(Texts, random))],
        };
    }

    private static ImmutableArray<CatalogDocument> RandomDocuments(RandomStream random)
    {
        var documents = ImmutableArray.CreateBuilder<CatalogDocument>();
        if (random.Below(2) == 0)
        {
            documents.Add(new CatalogDocument(
                DocumentKind.Structure, Encoding.UTF8.GetBytes("{\"a\": [1.50, \"é\\u00e9\"]}")));
        }

        foreach (DocumentKind kind in new[] { DocumentKind.Bands, DocumentKind.Dos })
        {
            if (random.Below(3) == 0)
            {
                byte[] content = new byte[random.Below(3000)];
                for (int i = 0; i < content.Length; i++)
                {
                    content[i] = (byte)random.Below(256);
                }

                documents.Add(new CatalogDocument(kind, content));
            }
        }

        return documents.ToImmutable();
    }

    private static T Pick<T>(IReadOnlyList<T> choices, RandomStream random) =>
        choices[random.Below(choices.Count)];

    private static ImmutableSortedDictionary<string, string> Parameters(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToImmutableSortedDictionary(
            pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
