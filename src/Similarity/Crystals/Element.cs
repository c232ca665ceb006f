using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Similarity.Crystals;

/// <summary>
/// A chemical element by its atomic number 1…118. <c>default</c> is no element and has no symbol.
/// </summary>
public readonly record struct Element : IComparable<Element>
{
    private const string AllSymbols =
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar " +
        "K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr " +
        "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe " +
        "Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf " +
        "Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th " +
        "Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs " +
        "Mt Ds Rg Cn Nh Fl Mc Lv Ts Og";

    private static readonly string[] Symbols = AllSymbols.Split(' ');

    private static readonly FrozenDictionary<string, byte> Numbers = Symbols
        .Select((symbol, index) => (symbol, number: (byte)(index + 1)))
        .ToFrozenDictionary(pair => pair.symbol, pair => pair.number, StringComparer.Ordinal);

    private readonly byte number;

    public Element(int atomicNumber)
    {
        if (atomicNumber < 1 || atomicNumber > Symbols.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(atomicNumber), atomicNumber, $"an atomic number is 1 to {Symbols.Length}");
        }

        number = (byte)atomicNumber;
    }

    /// <summary>Z, the number of protons.</summary>
    public int AtomicNumber => number;

    public string Symbol => number == 0 ? "" : Symbols[number - 1];

    /// <summary>Finds an element by its symbol, whose capitals matter: "Co" is cobalt, "CO" nothing.</summary>
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
