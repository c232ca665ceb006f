using Similarity.Crystals;

namespace Similarity.Benchmarks.Studies;

/// <summary>Classes of materials that operators may err on; a material may be in several.</summary>
internal static class ChemistryClass
{
    private const double LeastMagnetization = 0.1;

    // Sc–Cr, Y–Mo, La, Hf–W: in oxides without d electrons, as a rule.
    private static readonly int[] EmptyD = [21, 22, 23, 24, 39, 40, 41, 42, 57, 72, 73, 74];
    private static readonly int[] OtherD =
    [
        .. Enumerable.Range(25, 5), .. Enumerable.Range(43, 5), .. Enumerable.Range(75, 5),
    ];

    private static readonly int[] Halogens = [9, 17, 35, 53];
    private static readonly int[] Chalcogens = [16, 34, 52];
    private static readonly int[] Nonmetals = [1, 6, 7, 8, 9, 15, 16, 17, 34, 35, 53];

    public static readonly (string Name, Func<TcmEntry, bool> Belongs)[] All =
    [
        ("all", _ => true),
        ("d⁰ oxides", entry => Has(entry, [8]) && Has(entry, EmptyD) && !Has(entry, OtherD)),
        ("other oxides", entry => Has(entry, [8])
            && !(Has(entry, EmptyD) && !Has(entry, OtherD))),
        ("halides", entry => Has(entry, Halogens) && !Has(entry, [8])),
        ("chalcogenides", entry =>
            Has(entry, Chalcogens) && !Has(entry, Halogens) && !Has(entry, [8])),
        ("intermetallics", entry => !Has(entry, Nonmetals)),
        ("4d and 5d metals", entry => entry.HasElement(39, 48) || entry.HasElement(72, 80)),
        ("with 57–71", entry => entry.HasElement(57, 71)),
        ("\\|M\\| > 0.1", IsMagnetic),
        ("no 57–71, \\|M\\| ≤ 0.1", entry => !entry.HasElement(57, 71) && !IsMagnetic(entry)),
    ];

    private static bool IsMagnetic(TcmEntry entry) =>
        Math.Abs(entry.Magnetization ?? 0) > LeastMagnetization;

    private static bool Has(TcmEntry entry, int[] elements)
    {
        foreach (Site site in entry.Crystal.Sites)
        {
            if (elements.Contains(site.Element.AtomicNumber))
            {
                return true;
            }
        }

        return false;
    }
}
