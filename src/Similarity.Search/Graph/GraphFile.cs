using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Similarity.Search.Segments;

namespace Similarity.Search.Graph;

/// <summary>
/// A graph in a file, without its vectors: little-endian, a header of <see cref="Header"/>, then
/// the degrees (2 bytes per row), the links of all rows (4 bytes each), the pairs of twins (8), the
/// sizes (4), the bits of the rows not deleted (8 bytes per 64 rows), and the SHA-256 of all that.
/// </summary>
/// <remarks>
/// The file belongs to the vectors that its header holds the hash of, and opens with no others. It
/// is believed only after the hash and every number in it have been checked.
/// </remarks>
public static class GraphFile
{
    internal const int HashSize = 32;

    /// <summary>More than a row takes beside its links.</summary>
    private const int BytesPerRow = 16;

    /// <summary>
    /// Writes a graph beside the place first and moves it there once it is on the disk: whatever
    /// happens, the place holds the old file or the new one.
    /// </summary>
    /// <exception cref="IOException">Also where the graph is too large for a file.</exception>
    public static void Save(GraphIndex index, string path)
    {
        string beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            try
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                Write(new HashingWriter(file, hash), index);
                file.Write(hash.GetHashAndReset());
                file.Flush(flushToDisk: true);
            }
            catch
            {
                // A full disk is not helped by half a graph.
                File.Delete(beside);
                throw;
            }
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Run(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// How many rows a graph says that it has; null for what does not begin like one. Only opening
    /// it says whether that is so.
    /// </summary>
    /// <exception cref="IOException"/>
    public static int? RowsOf(string path)
    {
        byte[] bytes = new byte[Unsafe.SizeOf<Header>()];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            && MemoryMarshal.Read<Header>(bytes) is { HasMagic: true } header
                ? header.Rows
                : null;
    }

    /// <exception cref="InvalidGraphException">
    /// The file is damaged, or holds a graph of other vectors.
    /// </exception>
    public static GraphIndex Open(string path, VectorCollection vectors)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            return new GraphFileReader(bytes, vectors).Read();
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidGraphException(path, problem.Message, problem);
        }
    }

    private static void Write(HashingWriter writer, GraphIndex index)
    {
        GraphState graph = index.Graph;
        int count = graph.Links.Count;
        ushort[] degrees = new ushort[count];
        long links = 0;
        for (int row = 0; row < count; row++)
        {
            degrees[row] = (ushort)graph.Links.Of(row).Length;
            links += degrees[row];
        }

        if (links * sizeof(int) + (long)count * BytesPerRow > Array.MaxLength)
        {
            throw new IOException(
                $"a graph of {count} rows and {links} links; a file holds no more than 2 GiB");
        }

        Header header = Header.Of(index, links);
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<Header>(in header)));
        writer.Write(MemoryMarshal.AsBytes<ushort>(degrees));
        for (int row = 0; row < count; row++)
        {
            writer.Write(MemoryMarshal.AsBytes(graph.Links.Of(row)));
        }

        foreach ((int first, int twin) in graph.Twins.Pairs)
        {
            writer.Write(MemoryMarshal.AsBytes<int>([first, twin]));
        }

        writer.Write(MemoryMarshal.AsBytes<float>(graph.Sizes));
        writer.Write(MemoryMarshal.AsBytes(index.Alive is null ? [] : index.Alive.Words));
        writer.Flush();
    }

    /// <summary>
    /// Gathers small pieces, because each write to a file or a hash has its price.
    /// </summary>
    private sealed class HashingWriter(Stream stream, IncrementalHash hash)
    {
        private readonly byte[] gathered = new byte[1 << 20];
        private int length;

        internal void Write(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (length == gathered.Length)
                {
                    Flush();
                }

                int taken = Math.Min(bytes.Length, gathered.Length - length);
                bytes[..taken].CopyTo(gathered.AsSpan(length));
                bytes = bytes[taken..];
                length += taken;
            }
        }

        internal void Flush()
        {
            hash.AppendData(gathered, 0, length);
            stream.Write(gathered, 0, length);
            length = 0;
        }
    }

    /// <summary>What a file begins with.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal unsafe struct Header
    {
        internal const uint CurrentVersion = 1;

        internal static ReadOnlySpan<byte> MagicBytes => "SIMGRAPH"u8;

        internal fixed byte Magic[8];
        internal uint Version;
        internal int Metric;
        internal int Rows;
        internal int Degree;
        internal int BuildEffort;
        internal int Effort;
        internal int Entry;
        internal int TwinCount;
        internal long LinkCount;
        internal ulong Seed;
        internal double Reach;
        internal float LargestSquare;
        internal int SizeCount;
        internal int AliveWords;
        internal fixed byte VectorsHash[HashSize];

        internal static Header Of(GraphIndex index, long links)
        {
            GraphState graph = index.Graph;
            var header = new Header
            {
                Version = CurrentVersion,
                Metric = (int)index.Metric,
                Rows = graph.Links.Count,
                Degree = index.Options.Degree,
                BuildEffort = index.Options.BuildEffort,
                Effort = index.Options.Effort,
                Entry = graph.Entry,
                TwinCount = graph.Twins.Count,
                LinkCount = links,
                Seed = index.Options.Seed,
                Reach = index.Options.Reach,
                LargestSquare = graph.LargestSquare,
                SizeCount = graph.Sizes.Length,
                AliveWords = index.Alive?.Words.Length ?? 0,
            };
            MagicBytes.CopyTo(new Span<byte>(header.Magic, MagicBytes.Length));
            CollectionHash.Of(index.Vectors, index.Vectors.Count)
                .CopyTo(new Span<byte>(header.VectorsHash, HashSize));
            return header;
        }

        internal readonly bool HasMagic
        {
            get
            {
                fixed (byte* magic = Magic)
                {
                    return new ReadOnlySpan<byte>(magic, MagicBytes.Length)
                        .SequenceEqual(MagicBytes);
                }
            }
        }

        internal readonly bool IsOf(ReadOnlySpan<byte> vectorsHash)
        {
            fixed (byte* hash = VectorsHash)
            {
                return new ReadOnlySpan<byte>(hash, HashSize).SequenceEqual(vectorsHash);
            }
        }
    }
}
