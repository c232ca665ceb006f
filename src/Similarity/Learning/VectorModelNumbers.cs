using Similarity.Learning.Kernels;
using Similarity.Learning.Linear;
using Similarity.Learning.Networks;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning;

/// <summary>
/// Vector models as bytes, all numbers in full: sparse kernels cancel too much for less.
/// </summary>
public static class VectorModelNumbers
{
    private const int LargestSide = 1 << 20;
    private const int MostLayers = 100;

    public static void Write(BinaryWriter writer, IVectorModel model)
    {
        switch (model)
        {
            case LinearModel linear:
                writer.Write((byte)Kind.Linear);
                Write(writer, linear.Weights);
                Write(writer, linear.Intercept);
                break;
            case SparseKernelModel kernel:
                writer.Write((byte)Kind.Kernel);
                writer.Write(kernel.Zeta);
                Write(writer, kernel.Points);
                Write(writer, kernel.Coefficients);
                Write(writer, kernel.Intercept);
                break;
            case NetworkModel network:
                writer.Write((byte)Kind.Network);
                writer.Write(network.Shape.Widths.Length);
                foreach (int width in network.Shape.Widths)
                {
                    writer.Write(width);
                }

                Write(writer, network.Parameters);
                Write(writer, network.Inputs.Means);
                Write(writer, network.Inputs.Widths);
                Write(writer, network.OutputScaling.Offset);
                writer.Write(network.OutputScaling.Width);
                break;
            case JoinedModels joined:
                writer.Write((byte)Kind.Joined);
                writer.Write(joined.Models.Length);
                foreach (IVectorModel part in joined.Models)
                {
                    Write(writer, part);
                }

                break;
            default:
                throw new ArgumentException(
                    $"{model.GetType().Name} is no model that can be written", nameof(model));
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no model.</exception>
    /// <exception cref="EndOfStreamException">They end too early.</exception>
    public static IVectorModel Read(BinaryReader reader)
    {
        try
        {
            return ReadModel(reader);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("numbers that fit no model: " + e.Message, e);
        }
    }

    public static void Write(BinaryWriter writer, Matrix<double> matrix)
    {
        writer.Write(matrix.Rows);
        writer.Write(matrix.Columns);
        foreach (double value in matrix.Values)
        {
            writer.Write(value);
        }
    }

    public static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        foreach (double value in values)
        {
            writer.Write(value);
        }
    }

    /// <exception cref="InvalidDataException">A side is too large, or a number not
    /// finite.</exception>
    public static Matrix<double> ReadMatrix(BinaryReader reader)
    {
        int rows = Side(reader), columns = Side(reader);
        return new Matrix<double>(rows, columns, Numbers(reader, (long)rows * columns));
    }

    /// <inheritdoc cref="ReadMatrix"/>
    public static double[] ReadVector(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        return Numbers(reader, length);
    }

    private static IVectorModel ReadModel(BinaryReader reader)
    {
        var kind = (Kind)reader.ReadByte();
        switch (kind)
        {
            case Kind.Linear:
                return new LinearModel(ReadMatrix(reader), ReadVector(reader));
            case Kind.Kernel:
                return new SparseKernelModel(
                    reader.ReadInt32(),
                    ReadMatrix(reader),
                    ReadMatrix(reader),
                    ReadVector(reader));
            case Kind.Network:
                int layers = reader.ReadInt32();
                if (layers is < 2 or > MostLayers)
                {
                    throw new InvalidDataException($"a network of {layers} layers");
                }

                int[] widths = new int[layers];
                for (int i = 0; i < layers; i++)
                {
                    widths[i] = Side(reader);
                }

                var shape = new NetworkShape([.. widths]);
                double[] parameters = ReadVector(reader);
                var inputs = new InputScale(ReadVector(reader), ReadVector(reader));
                double[] offset = ReadVector(reader);
                return new NetworkModel(
                    shape, parameters, inputs, new OutputScale(offset, reader.ReadDouble()));
            case Kind.Joined:
                int count = Side(reader);
                var parts = new List<IVectorModel>();
                for (int i = 0; i < count; i++)
                {
                    parts.Add(ReadModel(reader));
                }

                return new JoinedModels(parts);
            default:
                throw new InvalidDataException($"a model of kind {(int)kind}");
        }
    }

    private static int Side(BinaryReader reader)
    {
        int side = reader.ReadInt32();
        return side is >= 0 and <= LargestSide
            ? side
            : throw new InvalidDataException($"a matrix with a side of {side}");
    }

    private static double[] Numbers(BinaryReader reader, long count)
    {
        if (count < 0 || count * sizeof(double) > reader.BaseStream.Length)
        {
            throw new InvalidDataException($"{count} numbers in fewer bytes");
        }

        double[] values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
            if (!double.IsFinite(values[i]))
            {
                throw new InvalidDataException("a number that is not finite");
            }
        }

        return values;
    }

    private enum Kind : byte
    {
        Linear = 1,
        Kernel = 2,
        Network = 3,
        Joined = 4,
    }
}
