namespace Similarity.Formats.Npz;

/// <summary>
/// An array of numbers as numpy stores it: its lengths along each axis (none for a single number)
/// and its values, last axis fastest.
/// </summary>
public sealed class NpyArray
{
    private readonly int[] shape;
    private readonly double[] values;

    public NpyArray(ReadOnlySpan<int> shape, double[] values)
    {
        long count = 1;
        foreach (int length in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(shape));
            count = checked(count * length);
        }

        if (count != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values; expected {count} by the shape", nameof(values));
        }

        this.shape = shape.ToArray();
        this.values = values;
    }

    public ReadOnlySpan<int> Shape => shape;

    public ReadOnlySpan<double> Values => values;

    /// <summary>"(3, 4)", as Python writes it.</summary>
    public string ShapeText => $"({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")})";
}
