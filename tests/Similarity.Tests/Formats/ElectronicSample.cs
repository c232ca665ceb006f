using System.Text;
using Similarity.Formats;

namespace Similarity.Tests.Formats;

/// <summary>The samples of tests/Oracles/formats/electronic, as they are or edited.</summary>
internal static class ElectronicSample
{
    public static FileContents Read(string name) =>
        FileFormats.Read(RepositoryFile.Oracle("formats/electronic/" + name));

    /// <summary>The sample with one text in place of another, which must be there.</summary>
    public static FileContents Edited(string name, string old, string replacement) =>
        Edited(name, text => text.Replace(old, replacement, StringComparison.Ordinal));

    public static FileContents Edited(string name, Func<string, string> edit)
    {
        string text = Encoding.Latin1.GetString(
            new FileSource(RepositoryFile.Oracle("formats/electronic/" + name)).ReadAllBytes());
        string edited = edit(text);
        Assert.NotEqual(text, edited);
        return FileFormats.Read(new FileSource(name, Encoding.Latin1.GetBytes(edited)));
    }
}
