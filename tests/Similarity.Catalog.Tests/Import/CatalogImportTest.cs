using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Import;
using Similarity.Catalog.Operations;
using Similarity.Catalog.Sqlite;
using Similarity.Catalog.Tests.Crashes;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Import;

public sealed class CatalogImportTest : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ICatalogStore store;
    private int writes;

    public CatalogImportTest()
    {
        store = new AcknowledgingStore(
            SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Create), _ => writes++);
    }

    private static int Failing => CrashItems.First.Count(item => LacksLevel(item));

    [Fact]
    public void TheSecondTimeNothingIsWritten()
    {
        ImportSummary first = Run(CrashItems.First);
        Assert.Equal(CrashItems.Count, first.Added);
        Assert.Equal(0, first.Skipped);
        Assert.Equal(Failing, first.Failed.Count(failure => failure.Kind == "spectral-fermi"));
        Assert.Equal(Failing, store.Failures(Set("spectral-fermi")).Count());
        long[] keys = [.. store.Keys(Set("spectral"))];
        int before = writes;

        // What failed is tried again, in vain; nothing new is found out by that.
        ImportSummary second = Run(CrashItems.First);
        Assert.Equal(0, second.Added);
        Assert.Equal(first.Failed.AsEnumerable(), second.Failed);
        Assert.Equal(before, writes);
        Assert.Equal(keys, store.Keys(Set("spectral")));
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void ResumingTakesFailuresAsTheyWere()
    {
        ImportItem[] all = [.. CrashItems.First.Select(item => item with { GapEv = 1 })];
        ImportSummary first = Run(all);
        IEnumerable<ImportItem> items = all.Select(item => item with
        {
            // As if the program had learned to do it meanwhile.
            Subject = LacksLevel(item) ? Cured(item) : item.Subject,
            InputHash = InputHash.Of(item.Subject!),
        });
        ImportSummary kept = Run(items, new ImportOptions { KeepFailures = true });
        Assert.Equal(first.Failed.AsEnumerable(), kept.Failed);
        Assert.Equal(CrashItems.Count, kept.Skipped);
        ImportSummary again = Run(items);
        Assert.Empty(again.Failed);
        Assert.Equal(Failing, again.Added);
        Assert.Empty(store.Failures(Set("spectral-fermi")));
        Assert.Equal(CrashItems.Count, store.Keys(Set("spectral-fermi")).Count());
        Assert.Empty(store.Verify());
    }

    /// <summary>So that a build of which all fails is not begun again either.</summary>
    [Fact]
    public void FailuresBeforeTheFirstVectorOfASetAreRecordedToo()
    {
        ImportItem[] failing =
            [.. CrashItems.First.Where(LacksLevel).Select(item => item with { GapEv = 1 })];
        ImportSummary first = Run(failing, new ImportOptions { BatchSize = 2 });
        Assert.Equal(
            new SetCounts(0, failing.Length), store.Count(Set("spectral-fermi")));
        int before = writes;
        IEnumerable<ImportItem> cured = failing.Select(item => item with
        {
            Subject = Cured(item),
            InputHash = InputHash.Of(item.Subject!),
        });
        ImportSummary kept = Run(cured, new ImportOptions { KeepFailures = true });
        Assert.Equal(first.Failed.AsEnumerable(), kept.Failed);
        Run([.. failing, CrashItems.Item(1, 1)], new ImportOptions { BatchSize = 1000 });
        Assert.Equal(before + 1, writes);
        Assert.Equal(failing.Length, store.Failures(Set("spectral-fermi")).Count());
        Assert.Single(store.Keys(Set("spectral-fermi")));
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void OtherInputOfAnIdReplacesAllThatWasMadeOfTheFirst()
    {
        Run(CrashItems.First);
        ImportSummary changed = Run(CrashItems.Changed);
        int count = CrashItems.Changed.Count();
        Assert.Equal(count, changed.Added);
        Assert.Equal(CrashItems.Count, store.Keys(Set("spectral")).Count());
        string id = CrashItems.Changed.First().Id;
        Assert.Equal(store.Find(id)!.InputHash, store.Vector(Set("spectral"), id)!.InputHash);
        Assert.Equal(
            InputHash.Of(CrashItems.Changed.First().Subject!), store.Find(id)!.InputHash);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void OtherInputOfAnIdFailsWhereNothingIsToBeReplaced()
    {
        Run(CrashItems.First);
        string[] text = CatalogText.Of(store);
        var options = new ImportOptions { Replace = false };
        ImportSummary changed = Run(CrashItems.Changed, options);
        Assert.Equal(0, changed.Added);
        Assert.Equal(
            CrashItems.Changed.Select(item => new ImportFailure(
                item.Id, null, ImportFailure.IdIsTaken)),
            changed.Failed);
        Assert.Equal(text, CatalogText.Of(store));

        // Other words about the same input are no other input.
        Assert.Equal(1, Run([CrashItems.Item(1, 1) with { GapEv = 7 }], options).Added);
        Assert.Equal(7, store.Find("m-001")!.GapEv);
    }

    /// <summary>Neither are fingerprints computed anew, nor do they get other keys.</summary>
    [Fact]
    public void OtherMetadataOfTheSameInputAreWrittenAlone()
    {
        Run(CrashItems.First);
        long[] keys = [.. store.Keys(Set("spectral"))];
        ImportSummary summary = Run(CrashItems.First.Select(item => item with
        {
            GapEv = 1.5,
            Properties = item.Properties.Add("colour", new PropertyValue.Text("green")),
        }));
        Assert.Equal(CrashItems.Count, summary.Added);
        Assert.Equal(keys, store.Keys(Set("spectral")));
        Assert.Equal(new PropertyValue.Text("green"), store.Find("m-005")!.Properties["colour"]);
        Assert.Equal(1.5, store.Find("m-005")!.GapEv);
    }

    [Fact]
    public void WhatAnotherVersionMadeIsMadeAnewOnlyWhenAsked()
    {
        Run(CrashItems.First);
        StoredVector old = store.Vector(Set("spectral"), "m-001")!;
        float[] other = [.. old.Lanes];
        other[0] += 1;
        store.Write(
        [
            new CatalogEntry(store.Find("m-001")!)
            {
                Documents = [.. store.Documents("m-001")],
                Vectors = [(Set("spectral"), old with { Lanes = other, ProgramVersion = "0.0.1" })],
            },
        ]);
        Assert.Equal(0, Run(CrashItems.First).Added);
        Assert.Equal(other, store.Vector(Set("spectral"), "m-001")!.Lanes);
        Assert.Equal(1, Run(CrashItems.First, new ImportOptions { Refresh = true }).Added);
        Assert.Equal(old.Lanes, store.Vector(Set("spectral"), "m-001")!.Lanes);
        Assert.Equal(
            Fingerprint.CurrentProgramVersion,
            store.Vector(Set("spectral"), "m-001")!.ProgramVersion);
    }

    [Fact]
    public void OfAnIdThatComesTwiceTheFirstIsKept()
    {
        ImportSummary summary = Run(
        [
            CrashItems.Item(1, 1), CrashItems.Item(1, 1), CrashItems.Item(1, 2),
        ]);
        Assert.Equal((1, 1), (summary.Added, summary.Skipped));
        ImportFailure failure = Assert.Single(summary.Failed);
        Assert.Equal("m-001", failure.Id);
        Assert.Contains("same id", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(
            InputHash.Of(CrashItems.Item(1, 1).Subject!), store.Find("m-001")!.InputHash);
    }

    [Fact]
    public void ACancelledImportKeepsWhatWasComplete()
    {
        using var cancellation = new CancellationTokenSource();
        int finished = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new CatalogImport(store, CrashItems.Kinds, new ImportOptions { Threads = 1 }).Run(
                CrashItems.First,
                CrashItems.Count,
                () =>
                {
                    if (++finished == 20)
                    {
                        cancellation.Cancel();
                    }
                },
                cancellation.Token));
        Assert.Equal(20, store.Count().Materials);
        Assert.Equal(1, writes);
        Assert.Empty(store.Verify());
        Assert.Equal(CrashItems.Count - 20, Run(CrashItems.First).Added);
    }

    [Theory]
    [InlineData(4, 256)]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    public void ThreadsAndBatchesLeaveNoTrace(int threads, int batchSize)
    {
        Run(CrashItems.First, new ImportOptions { Threads = 1 });
        CatalogExport.Write(store, folder.At("one"));
        using ICatalogStore other =
            SqliteCatalogStore.Open(folder.At("other.db"), CatalogAccess.Create);
        new CatalogImport(
            other,
            CrashItems.Kinds,
            new ImportOptions { Threads = threads, BatchSize = batchSize })
            .Run(CrashItems.First, CrashItems.Count, () => { });
        CatalogExport.Write(other, folder.At("other"));
        Assert.Equal(CatalogText.Of(store), CatalogText.Of(other));
        foreach (string file in Directory.EnumerateFiles(folder.At("one")))
        {
            Assert.Equal(
                File.ReadAllBytes(file),
                File.ReadAllBytes(Path.Combine(folder.At("other"), Path.GetFileName(file))));
        }

        Assert.Equal(
            store.Vectors(Set("spectral")).Select(vector => vector.MaterialId),
            other.Vectors(Set("spectral")).Select(vector => vector.MaterialId));
    }

    [Fact]
    public void WhatTheCatalogHoldsGetsAnotherKindWithoutItsFiles()
    {
        Run(CrashItems.First, kinds: [CrashItems.Kinds[0]]);
        ImportSummary summary = Run(
            StoredItems.Of(store, store.Materials().Select(material => material.Id).ToArray()),
            kinds: [CrashItems.Kinds[1]]);
        Assert.Equal(CrashItems.Count - Failing, summary.Added);
        string[] stored = CatalogText.Of(store);
        using ICatalogStore direct =
            SqliteCatalogStore.Open(folder.At("direct.db"), CatalogAccess.Create);
        new CatalogImport(direct, CrashItems.Kinds)
            .Run(CrashItems.First, CrashItems.Count, () => { });
        Assert.Equal(CatalogText.Of(direct), stored);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void AMaterialThatNoCatalogCanHoldDoesNotStopTheOthers()
    {
        ImportItem good = CrashItems.Item(2, 1);
        ImportItem[] bad =
        [
            good with { Id = "" },
            good with { Id = "line\nbreak" },
            good with { Id = new string('x', 600) },
            good with { Id = "nul", Source = "a\0b" },
            good with { Id = "half", Source = "\ud800" },
            good with { Id = "infinite", GapEv = double.PositiveInfinity },
            good with
            {
                Id = "named",
                Properties = good.Properties.Add("input_hash", new PropertyValue.Truth(true)),
            },
        ];
        ImportSummary summary = Run([.. bad, good]);
        Assert.Equal(1, summary.Added);
        Assert.Equal(bad.Select(item => item.Id), summary.Failed.Select(failure => failure.Id));
        Assert.Equal("m-002", Assert.Single(store.Materials()).Id);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void WhatCannotBeReadIsAFailureOfItsId()
    {
        ImportSummary summary = Run(
            [
                new ImportItem("broken", null) { Failure = "line 3: no lattice" },
                CrashItems.Item(1, 1),
            ]);
        Assert.Equal(
            new ImportFailure("broken", null, "line 3: no lattice"), Assert.Single(summary.Failed));
        Assert.Equal(1, summary.Added);
    }

    /// <summary>Elements sorted, formula, sites and space group, as the crystal has them.</summary>
    [Fact]
    public void AMaterialSaysWhatItsCrystalIs()
    {
        Element.TryParse("Na", out Element sodium);
        Element.TryParse("Cl", out Element chlorine);
        var crystal = new Crystal(
            Lattice.FromParameters(new Vector3D(7, 7, 7), new Vector3D(1, 1, 1) * (Math.PI / 2)),
            [
                new Site(sodium, new Vector3D(0, 0, 0)),
                new Site(chlorine, new Vector3D(0.5, 0.5, 0.5)),
            ]);
        var subject = new FingerprintSubject(crystal, null, CrashItems.Item(1, 1).Subject!.Dos);
        Run([new ImportItem("salt", subject)]);
        Material material = store.Find("salt")!;
        Assert.Equal("Cl Na", string.Join(' ', material.Elements));
        Assert.Equal(2, material.SiteCount);
        Assert.Equal(221, material.SpaceGroup);
        Assert.Equal(crystal.Formula, material.Formula);
        Assert.Equal(
            [DocumentKind.Structure, DocumentKind.Dos],
            store.Documents("salt").Select(document => document.Kind));
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    private static bool LacksLevel(ImportItem item) =>
        item.Subject!.Dos!.ReportedFermiLevel is null;

    private static FingerprintSubject Cured(ImportItem item)
    {
        var dos = item.Subject!.Dos!;
        return item.Subject with
        {
            Dos = new Spectra.DensityOfStates(dos.Energies, dos.Values(0).ToArray())
            {
                ReportedFermiLevel = 0.01,
            },
        };
    }

    private FingerprintSet Set(string kind) => store.Sets().Single(set => set.Kind == kind);

    private ImportSummary Run(
        IEnumerable<ImportItem> items,
        ImportOptions? options = null,
        ImmutableArray<ImportKind>? kinds = null) =>
        new CatalogImport(store, kinds ?? CrashItems.Kinds, options)
            .Run(items, CrashItems.Count, () => { });
}
