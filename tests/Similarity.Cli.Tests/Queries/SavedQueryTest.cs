using Similarity.Cli.Queries;
using Similarity.Formats;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Queries;

public sealed class SavedQueryTest
{
    [Fact]
    public void AQueryIsACommandLine()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (ReadOnlySpan<string>)["b.cif", "a.cif", "c.txt"])
        {
            folder.Write(name, "");
        }

        SavedQuery query = SavedQuery.Read(folder.Write("q.yaml", """
            description: two files   # a comment
            verb: matrix
            arguments: [6, -5]
            files:
              - ./*.cif
              - database:polymorphs/INDEX.csv
            options:
              kind: kinetic
              set:
                sigma: 0.1
                windows: vbm:-2:6:513
              metric: [a, b]
              resample: true
              quiet: false
            """));

        Assert.Equal("matrix", query.Verb.Text);
        Assert.Equal("two files", query.Description);
        Assert.Equal(
            [
                "6", "-5", Path.GetFullPath(folder.File("./a.cif")), folder.File("b.cif"),
                Path.GetFullPath(RepositoryFile.Database("polymorphs/INDEX.csv")),
                "--kind=kinetic", "--set=sigma=0.1", "--set=windows=vbm:-2:6:513",
                "--metric=a", "--metric=b", "--resample",
            ],
            query.CommandLine(new HashSet<string>()).Select(
                word => File.Exists(word) ? Path.GetFullPath(word) : word));
        Assert.DoesNotContain(
            query.CommandLine(new HashSet<string> { "--set" }), word => word.StartsWith("--set"));
    }

    [Theory]
    [InlineData("verb: [a, b]", 1, "verb", "expected a word or a number")]
    [InlineData("description: x", null, "verb", "is missing")]
    [InlineData("verb: read\nfile: x", 2, "file", "is not known; expected verb, description")]
    [InlineData("verb: read\noptions: 3", 2, "options", "expected names with values")]
    [InlineData("verb: read\noptions:\n  set: {a: [1]}", 3, "options.set.a", "expected a word")]
    [InlineData("verb: read\nfiles: [a, '']", 2, "files[1]", "expected a word or a number")]
    [InlineData("verb: a\nverb: b", 2, null, "is not YAML")]
    [InlineData("verb: {", 2, null, "is not YAML")]
    [InlineData("- read", 1, null, "expected names with values")]
    [InlineData("", null, null, "holds 0 documents")]
    [InlineData("verb: read\n---\nverb: read", null, null, "holds 2 documents")]
    public void WhatIsNoQuerySaysWhere(string text, int? line, string? field, string message)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("q.yaml", text);
        var e = Assert.Throws<InvalidFileException>(() => SavedQuery.Read(file));
        Assert.Equal((file, field), (e.File, e.Field));
        Assert.Equal(line, e.Line);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.cif")]
    [InlineData("*.nothing")]
    [InlineData("no-folder/*.cif")]
    [InlineData("database:none.cif")]
    public void FilesThatAreNotThereAreNamed(string pattern)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("q.yaml", $"verb: read\nfiles: ['{pattern}']");
        SavedQuery query = SavedQuery.Read(file);
        var e = Assert.Throws<InvalidFileException>(
            () => query.CommandLine(new HashSet<string>()).ToArray());
        Assert.Equal(2, e.Line);
        Assert.EndsWith($"files[0]: no file is called {pattern}", e.Message);
    }
}
