using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Similarity.Crystals;

/// <summary>
/// A chemical element by its atomic number 1…118. <c>default</c> is no element and has no symbol.
/// </summary>
public readonly record struct Element : IComparable<Element>
{
    private static readonly FrozenDictionary<string, byte> Numbers = ElementTable.Rows
        .Select((row, index) => (row.Symbol, Number: (byte)(index + 1)))
        .ToFrozenDictionary(pair => pair.Symbol, pair => pair.Number, StringComparer.Ordinal);

    private readonly byte number;

    public Element(int atomicNumber)
    {
        if (atomicNumber < 1 || atomicNumber > ElementTable.Rows.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(atomicNumber),
                atomicNumber,
                $"an atomic number is 1 to {ElementTable.Rows.Length}");
        }

        number = (byte)atomicNumber;
    }

    /// <summary>Z, the number of protons.</summary>
    public int AtomicNumber => number;

    public string Symbol => number == 0 ? "" : ElementTable.Rows[number - 1].Symbol;

    public string Name => ElementTable.Rows[number - 1].Name;

    /// <summary>Standard atomic weight in unified atomic mass units.</summary>
    public double Mass => ElementTable.Rows[number - 1].Mass;

    /// <summary>Pauling's electronegativity, if one is known (not for most noble gases).</summary>
    public double? Electronegativity =>
        ElementTable.Rows[number - 1].Electronegativity is double x && !double.IsNaN(x) ? x : null;

    /// <summary>
    /// Finds an element by its symbol, whose capitals matter: "Co" is cobalt, "CO" nothing.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? symbol, out Element element)
    {
        if (symbol is not null && Numbers.TryGetValue(symbol, out byte z))
        {
            element = new Element(z);
            return true;
        }

        element = default;
        return false;
    }

    public int CompareTo(Element other) => number.CompareTo(other.number);

    public override string ToString() => Symbol;
}
