using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Similarity.Formats;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// A network on disk, with a text that says what it is a network of: eight bytes of name and
/// version, the length of the text, the text, shape, scalings and weights in little-endian doubles,
/// and the SHA-256 of all before it.
/// </summary>
public static class NetworkFile
{
    public const int Version = 1;

    private const int HeaderBytes = 16;
    private const int HashBytes = 32;
    private const int LargestText = 1 << 26;
    private const int LargestSide = 1 << 14;
    private const int MostMembers = 1 << 10;

    private static ReadOnlySpan<byte> Name => "SIMBAYES"u8;

    /// <param name="text">As much as a model needs to say of itself; never read here.</param>
    public static byte[] ToBytes(NetworkModel model, string text)
    {
        byte[] said = Encoding.UTF8.GetBytes(text);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Name);
        writer.Write(Version);
        writer.Write(said.Length);
        writer.Write(said);
        NetworkShape shape = model.Shape;
        writer.Write(shape.Inputs);
        writer.Write(shape.Width);
        writer.Write(shape.Blocks);
        writer.Write(shape.LayersPerBlock);
        writer.Write(model.Members.Length);
        writer.Write(model.IsBayesian ? 1 : 0);
        Write(writer, [model.TargetMean, model.TargetDeviation, model.LastLoss]);
        Write(writer, model.Inputs.Means);
        Write(writer, model.Inputs.Deviations);
        foreach (GaussianWeights member in model.Members)
        {
            Write(writer, member.Means);
            Write(writer, member.Rhos);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(memory.ToArray()));
        writer.Flush();
        return memory.ToArray();
    }

    /// <param name="path">How messages name the file.</param>
    /// <exception cref="InvalidFileException">
    /// It is no network, of another version, damaged, or not what a network can be.
    /// </exception>
    public static (NetworkModel Model, string Text) Read(string path, ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes + HashBytes || !file[..8].SequenceEqual(Name))
        {
            throw new InvalidFileException(
                path, "is no network, as `griddensity train` makes them");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (version != Version)
        {
            throw new InvalidFileException(path, string.Create(
                CultureInfo.InvariantCulture,
                $"is a network of version {version}; this program reads version {Version}"));
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(file[..^HashBytes], hash);
        if (!hash.SequenceEqual(file[^HashBytes..]))
        {
            throw new InvalidFileException(path, "is damaged: its SHA-256 does not fit");
        }

        int said = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        if (said is < 0 or > LargestText || said > file.Length - HeaderBytes - HashBytes)
        {
            throw new InvalidFileException(path, "is no sound network: its text has no end");
        }

        var reader = new Reader(path, file[(HeaderBytes + said)..^HashBytes].ToArray());
        return (reader.Model(), Encoding.UTF8.GetString(file.Slice(HeaderBytes, said)));
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            writer.Write(number);
        }
    }

    /// <summary>
    /// A hash guards against accidents only, so that every number is checked too.
    /// </summary>
    private sealed class Reader(string path, byte[] content)
    {
        private int place;

        public NetworkModel Model()
        {
            int inputs = Whole(1, LargestSide, "inputs"), width = Whole(1, LargestSide, "width");
            int blocks = Whole(0, 1 << 8, "blocks"), layers = Whole(1, 1 << 8, "layers of a block");
            int members = Whole(1, MostMembers, "members");
            bool isBayesian = Whole(0, 1, "kind of weights") == 1;
            long parameters = (inputs + 1L) * width
                + (long)blocks * layers * (width + 1L) * width
                + NetworkShape.Outputs * (width + 1L);
            long expected =
                sizeof(double) * (3 + 2L * inputs + members * parameters * (isBayesian ? 2 : 1));
            if (expected != content.Length - place)
            {
                throw Strange($"{content.Length - place} bytes of numbers instead of {expected}");
            }

            var shape = new NetworkShape(inputs, width, blocks, layers);
            double[] scale = Numbers(3);
            double[] means = Numbers(inputs), deviations = Numbers(inputs, mayBeInfinite: true);
            if (!(scale[1] > 0) || !Array.TrueForAll(deviations, d => d > 0))
            {
                throw Strange($"a deviation that is not positive");
            }

            var weights = new GaussianWeights[members];
            for (int i = 0; i < members; i++)
            {
                double[] centre = Numbers(shape.Parameters);
                weights[i] = new GaussianWeights(
                    centre, isBayesian ? Numbers(shape.Parameters) : null);
            }

            return new NetworkModel(
                shape, new RowScaling(means, deviations), scale[0], scale[1], [.. weights])
            {
                LastLoss = scale[2],
            };
        }

        private int Whole(int least, int most, string what)
        {
            if (content.Length - place < sizeof(int))
            {
                throw Strange($"ends before its {what}");
            }

            int value = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(place));
            place += sizeof(int);
            return value >= least && value <= most
                ? value
                : throw Strange($"{value} {what}; expected {least} to {most}");
        }

        private double[] Numbers(int count, bool mayBeInfinite = false)
        {
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++, place += sizeof(double))
            {
                numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(content.AsSpan(place));
                if (double.IsNaN(numbers[i]) || (!mayBeInfinite && double.IsInfinity(numbers[i])))
                {
                    throw Strange($"a weight or scale is {numbers[i]}");
                }
            }

            return numbers;
        }

        private InvalidFileException Strange(FormattableString problem) =>
            new(path, "is no sound network: " + problem.ToString(CultureInfo.InvariantCulture));
    }
}
