namespace Similarity.Cli.CommandLine;

/// <summary>A file that an option asks to be written.</summary>
/// <param name="Option">As "--svg".</param>
internal sealed record OutputFile(string Option, string Path)
{
    /// <summary>Null where the option is absent.</summary>
    /// <exception cref="VerbException">Nothing can be written there: who waits for a long
    /// calculation should hear it before.</exception>
    public static OutputFile? Probe(string option, string? path)
    {
        if (path is null)
        {
            return null;
        }

        var file = new OutputFile(option, path);
        file.Guard(() =>
        {
            bool isNew = !File.Exists(path);
            File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
            if (isNew)
            {
                // A run that fails leaves nothing behind.
                File.Delete(path);
            }
        });
        return file;
    }

    public void Write(string text) => Guard(() => File.WriteAllText(Path, text));

    public void Write(Action<Stream> write) => Guard(() =>
    {
        using FileStream stream = File.Create(Path);
        write(stream);
    });

    /// <summary>For what writes to a file by its name.</summary>
    public void WriteTo(Action<string> write) => Guard(() => write(Path));

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw VerbException.Usage($"{Option}: {Path} cannot be written: {e.Message}");
        }
    }
}
