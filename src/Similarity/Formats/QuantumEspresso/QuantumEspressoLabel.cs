using Similarity.Crystals;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>
/// Quantum ESPRESSO names species by a symbol and what the user appends: "Fe1", "O_up", "H-core".
/// </summary>
internal static class QuantumEspressoLabel
{
    public static Element ElementOf(string label, FilePlace place)
    {
        int letters = 0;
        while (letters < label.Length && char.IsAsciiLetter(label[letters]))
        {
            letters++;
        }

        for (int length = Math.Min(letters, 2); length >= 1; length--)
        {
            string symbol = char.ToUpperInvariant(label[0]) + label[1..length].ToLowerInvariant();
            if (Element.TryParse(symbol, out Element element))
            {
                return element;
            }
        }

        throw place.Error(
            $"'{FilePlace.Excerpt(label)}' is no species; expected a symbol such as Si or Fe1");
    }
}
