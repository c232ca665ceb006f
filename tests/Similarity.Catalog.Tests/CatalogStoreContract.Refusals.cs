namespace Similarity.Catalog.Tests;

public abstract partial class CatalogStoreContract
{
    /// <summary>Entries that no catalog takes, by what is wrong with them.</summary>
    public static TheoryData<string> BadEntries => [.. Bad.Keys];

    private static readonly Dictionary<string, CatalogEntry> Bad = MakeBad();

    [SkippableTheory]
    [MemberData(nameof(BadEntries))]
    public void ABadEntryLeavesNothingOfItsBatch(string what)
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write([CatalogSamples.WithVector("kept")]);
        string[] text = CatalogText.Of(store);
        Assert.ThrowsAny<ArgumentException>(() => store.Write(
            [CatalogSamples.WithVector("good"), Bad[what], CatalogSamples.WithVector("kept", 9)]));
        Assert.Equal(text, CatalogText.Of(store));
        store.Write([CatalogSamples.WithVector("good")]);
        Assert.Equal((2, 0, 2, 0), Counts(store));
    }

    /// <summary>Known only when the second entry is about to be written.</summary>
    [SkippableFact]
    public void ASetOfAnotherShapeLeavesNothingOfItsBatch()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write([CatalogSamples.WithVector("kept")]);
        string[] text = CatalogText.Of(store);
        CatalogEntry entry = CatalogSamples.Entry("b");
        FingerprintSet shorter = CatalogSamples.Numbers with { Lanes = 2 };
        Assert.Equal(CatalogSamples.Numbers.Identity, shorter.Identity);
        Assert.ThrowsAny<ArgumentException>(() => store.Write(
        [
            CatalogSamples.WithVector("good"),
            entry with { Vectors = [(shorter, CatalogSamples.Vector(entry.Material, 1, 2))] },
        ]));
        Assert.Equal(text, CatalogText.Of(store));
        Assert.Empty(store.Verify());
    }

    [SkippableTheory]
    [InlineData(CatalogDamage.Lane, "a", "vector")]
    [InlineData(CatalogDamage.LaneCount, "a", "vector")]
    [InlineData(CatalogDamage.Formula, "a", "material")]
    [InlineData(CatalogDamage.Properties, "a", "material")]
    [InlineData(CatalogDamage.Document, "a", "document")]
    [InlineData(CatalogDamage.Orphan, "a", "vector")]
    public void VerifyNamesWhatIsDamaged(CatalogDamage damage, string id, string what)
    {
        WriteWhatIsDamaged();
        Plant(damage);
        using ICatalogStore store = Open(CatalogAccess.Read);
        CatalogProblem[] problems = [.. store.Verify()];
        Assert.Contains(problems, problem => problem.Id == id
            && problem.Message.Contains(what, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Id == "b");
    }

    [SkippableTheory]
    [InlineData(CatalogDamage.Lane)]
    [InlineData(CatalogDamage.LaneCount)]
    [InlineData(CatalogDamage.Formula)]
    [InlineData(CatalogDamage.Properties)]
    [InlineData(CatalogDamage.Document)]
    public void WhatIsDamagedIsNotRead(CatalogDamage damage)
    {
        WriteWhatIsDamaged();
        Plant(damage);
        using ICatalogStore store = Open(CatalogAccess.Read);
        CatalogException e = Assert.Throws<CatalogException>(() => CatalogText.Of(store));
        Assert.Equal(CatalogFault.Invalid, e.Fault);
        Assert.Contains(" a:", e.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void VerifyStopsWhenCancelled()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write([CatalogSamples.WithVector("a")]);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => store.Verify(cancellation.Token).Count());
        Assert.Empty(store.Verify());
    }

    private void WriteWhatIsDamaged()
    {
        CatalogEntry entry = CatalogSamples.WithVector("a");
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
        [
            entry with
            {
                Material = entry.Material with
                {
                    Formula = "TiO2",
                    Elements = ["O", "Ti"],
                    Properties = entry.Material.Properties.Add(
                        "phase", new PropertyValue.Text("rutile")),
                },
                Documents = [new CatalogDocument(DocumentKind.Structure, "{\"a\":1}"u8.ToArray())],
            },
            CatalogSamples.WithVector("b"),
        ]);
    }

    private static Dictionary<string, CatalogEntry> MakeBad()
    {
        Material material = CatalogSamples.Material("bad");
        var good = new CatalogEntry(material);
        StoredVector vector =
            CatalogSamples.Vector(material, 1, 2, 3, 4, 5, 6, 7, 8);
        return new Dictionary<string, CatalogEntry>(StringComparer.Ordinal)
        {
            ["empty id"] = CatalogSamples.Entry(""),
            ["long id"] = CatalogSamples.Entry(new string('é', 257)),
            ["id of two lines"] = CatalogSamples.Entry("a\nb"),
            ["half a pair in an id"] = CatalogSamples.Entry("a\uD800"),
            ["zero in a formula"] = new(material with { Formula = "a\0b" }),
            ["half a pair in a source"] = new(material with { Source = "\uDC00" }),
            ["no input hash"] = new(material with { InputHash = "" }),
            ["unsorted elements"] = new(material with { Elements = ["Ti", "O"] }),
            ["element twice"] = new(material with { Elements = ["O", "O"] }),
            ["no element"] = new(material with { Elements = ["O Ti"] }),
            ["space group 0"] = new(material with { SpaceGroup = 0 }),
            ["space group 231"] = new(material with { SpaceGroup = 231 }),
            ["negative sites"] = new(material with { SiteCount = -1 }),
            ["infinite gap"] = new(material with { GapEv = double.PositiveInfinity }),
            ["property of NaN"] = WithProperty("x", new PropertyValue.Number(double.NaN)),
            ["property with zero"] = WithProperty("x", new PropertyValue.Text("\0")),
            ["property with a blank"] = WithProperty("a b", new PropertyValue.Truth(true)),
            ["long property"] = WithProperty(
                new string('x', 65), new PropertyValue.Truth(true)),
            ["property named id"] = WithProperty("id", new PropertyValue.Truth(true)),
            ["two structures"] = good with
            {
                Documents =
                [
                    new CatalogDocument(DocumentKind.Bands, [1]),
                    new CatalogDocument(DocumentKind.Bands, [2]),
                ],
            },
            ["structure without JSON"] = good with
            {
                Documents = [new CatalogDocument(DocumentKind.Structure, "{"u8.ToArray())],
            },
            ["structure of two lines"] = good with
            {
                Documents = [new CatalogDocument(DocumentKind.Structure, "[\n]"u8.ToArray())],
            },
            ["vector of another"] = WithVector(vector with { MaterialId = "other" }),
            ["vector of another input"] = WithVector(vector with { InputHash = "other" }),
            ["short vector"] = WithVector(vector with { Lanes = [1, 2] }),
            ["NaN in a vector"] = WithVector(
                vector with { Lanes = [1, 2, 3, 4, float.NaN, 6, 7, 8] }),
            ["vector and failure"] = WithVector(vector) with
            {
                Failures = [(CatalogSamples.Numbers, CatalogSamples.Failure(material))],
            },
            ["failure of another"] = good with
            {
                Failures =
                [
                    (CatalogSamples.Numbers,
                        CatalogSamples.Failure(CatalogSamples.Material("other"))),
                ],
            },
        };

        CatalogEntry WithProperty(string name, PropertyValue value) =>
            new(material with { Properties = material.Properties.Add(name, value) });

        CatalogEntry WithVector(StoredVector stored) =>
            good with { Vectors = [(CatalogSamples.Numbers, stored)] };
    }
}
