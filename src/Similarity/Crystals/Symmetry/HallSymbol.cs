using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A Hall symbol such as "-P 6c 2c" or "P 31 2 (0 0 4)": lattice letter (with − when centric), the
/// generators with their axes and translations, and a shift of the origin in twelfths. Grammar and
/// defaults: Int. Tables B, A1.4.2.3; S. R. Hall, Acta Cryst. A37, 517 (1981).
/// </summary>
internal sealed class HallSymbol
{
    private HallSymbol(char lattice, List<ExactOperation> generators)
    {
        Lattice = lattice;
        Generators = generators;
    }

    public char Lattice { get; }

    /// <summary>Generators besides lattice translations.</summary>
    public IReadOnlyList<ExactOperation> Generators { get; }

    public static HallSymbol? TryParse(string text)
    {
        int shiftStart = text.IndexOf('(', StringComparison.Ordinal);
        string[] words = (shiftStart < 0 ? text : text[..shiftStart]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0].TrimStart('-') is not [char lattice] || !Centering.IsLetter(lattice))
        {
            return null;
        }

        if (Shift(shiftStart < 0 ? "(0 0 0)" : text[shiftStart..]) is not IntegerVector3D shift)
        {
            return null;
        }

        var generators = new List<ExactOperation>();
        if (words[0].StartsWith('-'))
        {
            generators.Add(new(-IntegerMatrix3D.Identity, default));
        }

        (int Order, int Axis) previous = (0, 2);
        for (int i = 1; i < words.Length; i++)
        {
            if (HallGenerator.TryParse(words[i], i - 1, previous.Order, previous.Axis) is not HallGenerator generator)
            {
                return null;
            }

            generators.Add(generator.Operation);
            previous = (generator.Order, generator.Axis);
        }

        return new HallSymbol(lattice, generators.ConvertAll(generator => Shifted(generator, shift)));
    }

    /// <summary>All operations modulo the vectors of the **conventional** cell, the identity first.</summary>
    public List<ExactOperation> Operations()
    {
        var found = new Dictionary<IntegerMatrix3D, ExactOperation>();
        var queue = new Queue<ExactOperation>([new(IntegerMatrix3D.Identity, default)]);
        while (queue.TryDequeue(out ExactOperation operation))
        {
            if (found.TryAdd(operation.Rotation, operation))
            {
                foreach (ExactOperation generator in Generators)
                {
                    queue.Enqueue(generator * operation);
                }
            }
        }

        return Centering.Of(Lattice).Points
            .SelectMany(point => found.Values.Select(o => new ExactOperation(o.Rotation, o.Twelfths + point)))
            .ToList();
    }

    /// <summary>(W, w + v − W v): the same operation seen from the shifted origin.</summary>
    private static ExactOperation Shifted(ExactOperation operation, IntegerVector3D shift) =>
        new(operation.Rotation, operation.Twelfths + shift - operation.Rotation * shift);

    private static IntegerVector3D? Shift(string text)
    {
        string[] words = text.Trim('(', ')', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 3 && int.TryParse(words[0], out int x)
            && int.TryParse(words[1], out int y) && int.TryParse(words[2], out int z)
            ? new(x, y, z)
            : null;
    }
}
