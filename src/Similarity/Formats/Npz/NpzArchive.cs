using System.IO.Compression;

namespace Similarity.Formats.Npz;

/// <summary>The named arrays of an .npz file: a zip of .npy files.</summary>
internal sealed class NpzArchive
{
    private readonly string file;
    private readonly Dictionary<string, NpyArray> arrays = new(StringComparer.Ordinal);

    private NpzArchive(string file)
    {
        this.file = file;
    }

    /// <summary>Reads the arrays with the given names, as far as they are there.</summary>
    public static NpzArchive Read(FileSource source, ReadOnlySpan<string> names)
    {
        var archive = new NpzArchive(source.Path);
        FilePlace place = archive.Place("zip directory");
        try
        {
            // A zip is read from its end, a source only from its start.
            using var content = new MemoryStream(source.ReadAllBytes(), writable: false);
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            int left = NpyReader.MaximalCount;
            foreach (string name in names)
            {
                place = archive.Place(name);
                if (zip.GetEntry(name + ".npy") is ZipArchiveEntry entry)
                {
                    using Stream stream = entry.Open();
                    NpyArray array = NpyReader.Read(stream, place, left);
                    archive.arrays.Add(name, array);
                    left -= array.Values.Length;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw place.Error("cannot be unpacked: damaged zip archive", e);
        }

        return archive;
    }

    public NpyArray? Find(string name) => arrays.GetValueOrDefault(name);

    public NpyArray this[string name] =>
        Find(name) ?? throw Place(name).Error("expected an array of this name");

    /// <summary>An array of the given shape; null when absent.</summary>
    public NpyArray? Find(string name, params ReadOnlySpan<int> shape)
    {
        if (Find(name) is not NpyArray array)
        {
            return null;
        }

        return array.Shape.SequenceEqual(shape)
            ? array
            : throw Place(name).Error(
                $"has the shape {array.ShapeText}; expected "
                    + $"({string.Join(", ", shape.ToArray())})");
    }

    public FilePlace Place(string name) => new(file, Field: name);
}
