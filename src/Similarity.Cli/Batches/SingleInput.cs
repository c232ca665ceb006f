using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Batches;

/// <summary>A file, or a part of one, where one input is meant.</summary>
internal static class SingleInput
{
    /// <summary>The only input of a file, or the one of an id, as in "file#id".</summary>
    /// <exception cref="VerbException">There is none, or no single one.</exception>
    public static FingerprintInput Of(string name, int threads, CancellationToken cancellation)
    {
        int mark = name.LastIndexOf('#');
        if (mark >= 0 && !File.Exists(name))
        {
            string id = name[(mark + 1)..];
            return FingerprintInputs.Of([name[..mark]], threads, cancellation)
                .FirstOrDefault(input => input.Id == id)
                ?? throw VerbException.Absent($"{name[..mark]}: nothing in it has the id '{id}'");
        }

        FingerprintInput[] first = [.. FingerprintInputs.Of([name], threads, cancellation).Take(2)];
        return first.Length == 1
            ? first[0]
            : throw VerbException.Usage(first is []
                ? $"{name}: holds nothing"
                : $"{name}: holds several structures; name one as {name}#{first[0].Id}");
    }
}
