using System.Collections.Immutable;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>A property of atoms: <see cref="Width"/> values for each. A closed family.</summary>
public abstract class ExtendedXyzColumn
{
    private protected ExtendedXyzColumn(string name, int width)
    {
        Name = name;
        Width = width;
    }

    public string Name { get; }

    public int Width { get; }

    /// <summary>Number of atoms.</summary>
    public abstract int Count { get; }

    /// <summary>R real, I integer, L logical, S word.</summary>
    internal abstract char TypeCode { get; }

    internal abstract void WriteAtom(TextWriter writer, int atom);
}

/// <summary>Values of type double, long, bool or string, atom by atom.</summary>
public sealed class ExtendedXyzColumn<T> : ExtendedXyzColumn
{
    internal ExtendedXyzColumn(string name, int width, ImmutableArray<T> values)
        : base(name, width)
    {
        if (width < 1 || values.Length % width != 0)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill atoms of {width} values each");
        }

        Values = values;
    }

    /// <summary>Index atom · width + component.</summary>
    public ImmutableArray<T> Values { get; }

    public override int Count => Values.Length / Width;

    internal override char TypeCode => Values switch
    {
        ImmutableArray<double> => 'R',
        ImmutableArray<long> => 'I',
        ImmutableArray<bool> => 'L',
        _ => 'S',
    };

    internal override void WriteAtom(TextWriter writer, int atom)
    {
        for (int i = atom * Width; i < (atom + 1) * Width; i++)
        {
            writer.Write(' ');
            writer.Write(Values[i] switch
            {
                double real => StructureWriter.Text(real),
                bool logical => logical ? "T" : "F",
                var other => FormattableString.Invariant($"{other}"),
            });
        }
    }
}
