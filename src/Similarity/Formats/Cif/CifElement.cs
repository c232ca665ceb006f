using Similarity.Crystals;

namespace Similarity.Formats.Cif;

/// <summary>
/// Elements from type symbols ("Ti4+", "O2-", "D") and, where a file has none, from atom labels
/// ("Si1", "OII", "Ow2"), which start with a symbol but do not say where it ends.
/// </summary>
internal static class CifElement
{
    public enum Kind
    {
        Atom,

        /// <summary>Deuterium or tritium, to be read as hydrogen.</summary>
        Isotope,

        /// <summary>A place without an atom.</summary>
        Vacancy,

        Unknown,
    }

    /// <param name="declared">
    /// Elements of the file's formula, which settle "CO1" and the like.
    /// </param>
    public static Kind Find(string text, IReadOnlySet<Element> declared, out Element element)
    {
        int letters = 0;
        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
        {
            letters++;
        }

        string word = text[..letters];
        element = default;
        if (word.Equals("Va", StringComparison.OrdinalIgnoreCase)
            || word.Equals("Vac", StringComparison.OrdinalIgnoreCase)
            || word.Equals("Du", StringComparison.OrdinalIgnoreCase))
        {
            return Kind.Vacancy;
        }

        // Water in old files; its W is not tungsten.
        if (word.StartsWith("Wat", StringComparison.OrdinalIgnoreCase))
        {
            return Element.TryParse("O", out element) ? Kind.Atom : Kind.Unknown;
        }

        bool hasTwo = TrySymbol(word, 2, out Element two);
        bool hasOne = TrySymbol(word, 1, out Element one);
        if (hasTwo && (!hasOne || declared.Contains(two) || !declared.Contains(one)))
        {
            element = two;
            return Kind.Atom;
        }

        if (hasOne)
        {
            element = one;
            return Kind.Atom;
        }

        return word is ['D' or 'd' or 'T' or 't', ..] && Element.TryParse("H", out element)
            ? Kind.Isotope
            : Kind.Unknown;
    }

    private static bool TrySymbol(string word, int length, out Element element)
    {
        element = default;
        return word.Length >= length && Element.TryParse(
            char.ToUpperInvariant(word[0]) + word[1..length].ToLowerInvariant(), out element);
    }
}
