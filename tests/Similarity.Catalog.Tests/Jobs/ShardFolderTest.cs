using Similarity.Catalog.Import;
using Similarity.Catalog.Jobs;

namespace Similarity.Catalog.Tests.Jobs;

public sealed class ShardFolderTest : IDisposable
{
    private static readonly Shard Second = new(1, 3);

    private readonly TemporaryFolder temporary = new();

    private ShardFolder Folder => new(temporary.At(""));

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void WhatIsMarkedIsDoneAndComesBackWhole()
    {
        ShardMarker marker = Marker(Second);
        Folder.Mark(marker);

        ShardState state = Folder.StateOf(Second);
        Assert.True(state.IsDone);
        Assert.Null(state.WhyMissing);
        Assert.Equal(marker.Shard, state.Marker!.Shard);
        Assert.Equal(marker.Materials, state.Marker.Materials);
        Assert.Equal(marker.ProgramVersion, state.Marker.ProgramVersion);
        Assert.Equal(marker.Failed.AsEnumerable(), state.Marker.Failed);
        Assert.Null(marker.Plan.Difference(state.Marker.Plan));
        Assert.Equal([false, true, false], Folder.States(3).Select(each => each.IsDone));
    }

    [Fact]
    public void WhatIsBuiltAgainIsNotDone()
    {
        Folder.Mark(Marker(Second));
        Folder.Unmark(Second);
        Folder.Unmark(Second);
        Assert.Equal("was not begun", Folder.StateOf(Second).WhyMissing);

        File.WriteAllText(Folder.DatabaseOf(Second), "");
        Assert.Equal("was stopped before it was done", Folder.StateOf(Second).WhyMissing);
    }

    [Fact]
    public void EveryCutOffMarkerIsNone()
    {
        Folder.Mark(Marker(Second));
        string file = Folder.File("1-of-3.done");
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            ShardState state = Folder.StateOf(Second);
            Assert.False(state.IsDone);
            Assert.Contains("cannot be read", state.WhyMissing);
        }
    }

    [Fact]
    public void TheMarkerOfAnotherShardIsNone()
    {
        Folder.Mark(Marker(Second));
        File.Copy(Folder.File("1-of-3.done"), Folder.File("2-of-3.done"));
        Assert.Contains("1-of-3", Folder.StateOf(new Shard(2, 3)).WhyMissing);
    }

    [Fact]
    public void OtherNumbersOfShardsAreFound()
    {
        Folder.Mark(Marker(Second));
        Folder.Mark(Marker(new Shard(7, 8)));
        Assert.Equal([8], Folder.OtherCounts(3).ToArray());
        Assert.Equal([3], Folder.OtherCounts(8).ToArray());
        Assert.Equal([3, 8], Folder.OtherCounts(16).ToArray());
        Assert.Empty(new ShardFolder(temporary.At("none")).OtherCounts(3));
    }

    [Fact]
    public void PlansSayHowTheyDiffer()
    {
        ShardPlan plan = Marker(Second).Plan;
        Assert.Contains("nomad", plan.Difference(plan with { Kinds = ["nomad"] }));
        Assert.Contains("1 files, not 0", plan.Difference(plan with { Inputs = [] }));
        Assert.Contains("7 bytes", plan.Difference(plan with
        {
            Inputs = [plan.Inputs[0] with { Bytes = 7 }],
        }));
    }

    private static ShardMarker Marker(Shard shard) => new(
        shard,
        new ShardPlan(["kinetic per=atom @ é"], [new ShardInput("/a 'b'\n", 3, "2026-01-02")]),
        "1.2.3",
        42,
        [new ImportFailure("a", null, "no \"cell\""), new ImportFailure("b", "kinetic", "why")]);
}
