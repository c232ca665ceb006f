using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Similarity.Formats;

namespace Similarity.Learning.Forests;

/// <summary>
/// A forest on disk, with a text that says what it is a forest of: eight bytes of name and version,
/// the lengths of what follows, the text, the trees, compressed, and the SHA-256 of all before it.
/// A tree is its nodes level by level, the feature (−1 of a leaf), the threshold and the mean of
/// each, so that children need no numbers: the k-th question's stand at 1 + 2k.
/// </summary>
public static class ForestFile
{
    public const int Version = 1;

    private const int HeaderBytes = 32;
    private const int HashBytes = 32;
    private const int NodeBytes = 12;
    private const int LargestText = 1 << 26;
    private const long LargestTrees = 1L << 31;

    private static ReadOnlySpan<byte> Name => "SIMFORST"u8;

    /// <param name="text">As much as a model needs to say of itself; never read here.</param>
    public static byte[] ToBytes(Forest forest, string text)
    {
        byte[] said = Encoding.UTF8.GetBytes(text);
        byte[] trees = TreesOf(forest);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, true))
        {
            brotli.Write(trees);
        }

        byte[] file = new byte[HeaderBytes + said.Length + packed.Length + HashBytes];
        Name.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), said.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), packed.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), trees.Length);
        said.CopyTo(file.AsSpan(HeaderBytes));
        packed.ToArray().CopyTo(file.AsSpan(HeaderBytes + said.Length));
        SHA256.HashData(file.AsSpan(..^HashBytes), file.AsSpan(file.Length - HashBytes));
        return file;
    }

    /// <param name="path">How messages name the file.</param>
    /// <exception cref="InvalidFileException">
    /// It is no forest, of another version, damaged, or not what a forest can be.
    /// </exception>
    public static (Forest Forest, string Text) Read(string path, ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes + HashBytes || !file[..8].SequenceEqual(Name))
        {
            throw new InvalidFileException(path, "is no forest of this program");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (version != Version)
        {
            throw new InvalidFileException(path, string.Create(
                CultureInfo.InvariantCulture,
                $"is a forest of version {version}; this program reads version {Version}"));
        }

        long said = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        long packed = BinaryPrimitives.ReadInt64LittleEndian(file[16..]);
        long trees = BinaryPrimitives.ReadInt64LittleEndian(file[24..]);
        if (said is < 0 or > LargestText || packed < 0 || trees is < 0 or > LargestTrees
            || packed != file.Length - HeaderBytes - HashBytes - said)
        {
            throw new InvalidFileException(path, "is cut off or damaged: its lengths do not fit");
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(file[..^HashBytes], hash);
        if (!hash.SequenceEqual(file[^HashBytes..]))
        {
            throw new InvalidFileException(path, "is damaged: its SHA-256 does not fit");
        }

        byte[] content = Unpack(path, file.Slice(HeaderBytes + (int)said, (int)packed), trees);
        return (
            new Reader(path, content).Forest(),
            Encoding.UTF8.GetString(file.Slice(HeaderBytes, (int)said)));
    }

    private static byte[] Unpack(string path, ReadOnlySpan<byte> packed, long length)
    {
        byte[] content = new byte[length];
        try
        {
            using var brotli = new BrotliStream(
                new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            brotli.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidOperationException)
        {
            throw new InvalidFileException(path, "holds trees that do not unpack", inner: e);
        }
    }

    private static byte[] TreesOf(Forest forest)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(forest.Columns);
        writer.Write(forest.TreeCount);
        foreach (double importance in forest.Importances)
        {
            writer.Write(importance);
        }

        foreach (Tree tree in forest.Trees)
        {
            writer.Write(tree.Nodes.Length);
            for (int i = 0; i < tree.Nodes.Length; i++)
            {
                writer.Write(tree.IsLeaf(i) ? -1 : tree.Nodes[i].Feature);
            }

            for (int i = 0; i < tree.Nodes.Length; i++)
            {
                writer.Write(tree.IsLeaf(i) ? 0f : tree.Nodes[i].Threshold);
            }

            foreach (float value in tree.Values)
            {
                writer.Write(value);
            }
        }

        writer.Flush();
        return memory.ToArray();
    }

    /// <summary>
    /// A hash guards against accidents only, so that every number is checked too.
    /// </summary>
    private sealed class Reader(string path, byte[] content)
    {
        private int place;

        public Forest Forest()
        {
            int columns = Whole(), trees = Whole();
            if (columns < 1 || trees < 1 || (long)columns * 8 > content.Length
                || (long)trees * (4 + NodeBytes) > content.Length)
            {
                throw Strange($"{columns} features and {trees} trees in {content.Length} bytes");
            }

            var importances = ImmutableArray.CreateBuilder<double>(columns);
            for (int i = 0; i < columns; i++)
            {
                double importance = BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
                importances.Add(double.IsFinite(importance)
                    ? importance
                    : throw Strange($"the importance of feature {i} is {importance}"));
            }

            var read = new Tree[trees];
            for (int t = 0; t < trees; t++)
            {
                read[t] = ReadTree(t, columns);
            }

            return place == content.Length
                ? new Forest(read, columns, importances.MoveToImmutable())
                : throw Strange($"{content.Length - place} bytes after the last tree");
        }

        private Tree ReadTree(int number, int columns)
        {
            int count = Whole();
            if (count < 1 || (long)count * NodeBytes > content.Length - place)
            {
                throw Strange($"tree {number} has {count} nodes");
            }

            ReadOnlySpan<byte> features = Take(4 * count), thresholds = Take(4 * count);
            ReadOnlySpan<byte> means = Take(4 * count);
            var nodes = new TreeNode[count];
            var values = new float[count];
            int next = 1;
            for (int i = 0; i < count; i++)
            {
                int feature = BinaryPrimitives.ReadInt32LittleEndian(features[(4 * i)..]);
                float threshold = BinaryPrimitives.ReadSingleLittleEndian(thresholds[(4 * i)..]);
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(means[(4 * i)..]);
                if (feature < -1 || feature >= columns || !float.IsFinite(threshold)
                    || !float.IsFinite(values[i]) || (feature >= 0 && next <= i))
                {
                    throw Strange($"node {i} of tree {number} is no node");
                }

                nodes[i] = feature < 0
                    ? TreeNode.Leaf(i)
                    : new TreeNode(threshold, feature, next);
                next += feature < 0 ? 0 : 2;
            }

            return next == count
                ? new Tree(nodes, values)
                : throw Strange($"tree {number} has {count} nodes, of which {next} are asked for");
        }

        private int Whole() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        private ReadOnlySpan<byte> Take(int bytes)
        {
            if (bytes > content.Length - place)
            {
                throw Strange("ends in the middle of a tree");
            }

            place += bytes;
            return content.AsSpan(place - bytes, bytes);
        }

        private InvalidFileException Strange(FormattableString problem) =>
            new(path, "is no sound forest: " + problem.ToString(CultureInfo.InvariantCulture));

        private InvalidFileException Strange(string problem) =>
            new(path, "is no sound forest: " + problem);
    }
}
