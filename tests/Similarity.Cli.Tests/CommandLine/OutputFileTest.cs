using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Tests.CommandLine;

public sealed class OutputFileTest
{
    [Fact]
    public void AProbeLeavesTheFileAsItIs()
    {
        using var folder = new TemporaryFolder();
        string old = folder.Write("old.svg", "old");

        Assert.NotNull(OutputFile.Probe("--svg", old));
        Assert.NotNull(OutputFile.Probe("--svg", folder.File("new.svg")));
        Assert.Null(OutputFile.Probe("--svg", null));
        Assert.Equal("old", File.ReadAllText(old));
        Assert.False(File.Exists(folder.File("new.svg")));
    }

    [Fact]
    public void WhatIsWrittenReplacesAll()
    {
        using var folder = new TemporaryFolder();
        OutputFile file = OutputFile.Probe("--csv", folder.Write("a", "something longer"))!;
        file.Write("short");
        Assert.Equal("short", File.ReadAllText(file.Path));
        file.Write(stream => stream.WriteByte(7));
        Assert.Equal([7], File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void AFolderThatIsNotThereIsAMistakeOfTheLine()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("none/a.svg");
        VerbException e = Assert.Throws<VerbException>(() => OutputFile.Probe("--svg", path));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith($"--svg: {path} cannot be written: ", e.Message);
    }
}
