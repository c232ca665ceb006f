using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// Ground states of neutral atoms, H to Rn, as measured (the configurations of NIST's Atomic
/// Reference Data for Electronic Structure Calculations: Kotochigova, Levine, Shirley, Stiles and
/// Clark, Phys. Rev. A 55 (1997) 191).
/// </summary>
internal static class ElectronConfiguration
{
    /// <summary>The last element: Rn.</summary>
    public const int LastAtomicNumber = 86;

    private const string NobleGases = "He Ne Ar Kr Xe";

    private static readonly string[] Outer =
    [
        "1s1", "1s2",
        "He 2s1", "He 2s2", "He 2s2 2p1", "He 2s2 2p2", "He 2s2 2p3", "He 2s2 2p4", "He 2s2 2p5",
        "He 2s2 2p6",
        "Ne 3s1", "Ne 3s2", "Ne 3s2 3p1", "Ne 3s2 3p2", "Ne 3s2 3p3", "Ne 3s2 3p4", "Ne 3s2 3p5",
        "Ne 3s2 3p6",
        "Ar 4s1", "Ar 4s2",
        "Ar 3d1 4s2", "Ar 3d2 4s2", "Ar 3d3 4s2", "Ar 3d5 4s1", "Ar 3d5 4s2",
        "Ar 3d6 4s2", "Ar 3d7 4s2", "Ar 3d8 4s2", "Ar 3d10 4s1", "Ar 3d10 4s2",
        "Ar 3d10 4s2 4p1", "Ar 3d10 4s2 4p2", "Ar 3d10 4s2 4p3", "Ar 3d10 4s2 4p4",
        "Ar 3d10 4s2 4p5", "Ar 3d10 4s2 4p6",
        "Kr 5s1", "Kr 5s2",
        "Kr 4d1 5s2", "Kr 4d2 5s2", "Kr 4d4 5s1", "Kr 4d5 5s1", "Kr 4d5 5s2",
        "Kr 4d7 5s1", "Kr 4d8 5s1", "Kr 4d10", "Kr 4d10 5s1", "Kr 4d10 5s2",
        "Kr 4d10 5s2 5p1", "Kr 4d10 5s2 5p2", "Kr 4d10 5s2 5p3", "Kr 4d10 5s2 5p4",
        "Kr 4d10 5s2 5p5", "Kr 4d10 5s2 5p6",
        "Xe 6s1", "Xe 6s2",
        "Xe 5d1 6s2", "Xe 4f1 5d1 6s2", "Xe 4f3 6s2", "Xe 4f4 6s2", "Xe 4f5 6s2", "Xe 4f6 6s2",
        "Xe 4f7 6s2", "Xe 4f7 5d1 6s2", "Xe 4f9 6s2", "Xe 4f10 6s2", "Xe 4f11 6s2", "Xe 4f12 6s2",
        "Xe 4f13 6s2", "Xe 4f14 6s2",
        "Xe 4f14 5d1 6s2", "Xe 4f14 5d2 6s2", "Xe 4f14 5d3 6s2", "Xe 4f14 5d4 6s2",
        "Xe 4f14 5d5 6s2", "Xe 4f14 5d6 6s2", "Xe 4f14 5d7 6s2", "Xe 4f14 5d9 6s1",
        "Xe 4f14 5d10 6s1", "Xe 4f14 5d10 6s2",
        "Xe 4f14 5d10 6s2 6p1", "Xe 4f14 5d10 6s2 6p2", "Xe 4f14 5d10 6s2 6p3",
        "Xe 4f14 5d10 6s2 6p4", "Xe 4f14 5d10 6s2 6p5", "Xe 4f14 5d10 6s2 6p6",
    ];

    /// <summary>The occupied subshells, by l and then by n.</summary>
    public static ImmutableArray<Subshell> Of(Element element)
    {
        int z = element.AtomicNumber;
        if (z is < 1 or > LastAtomicNumber)
        {
            throw new ArgumentOutOfRangeException(
                nameof(element), z, $"an atomic number is 1 to {LastAtomicNumber} here");
        }

        return [..
            Shells(Outer[z - 1])
                .OrderBy(shell => shell.AngularMomentum)
                .ThenBy(shell => shell.PrincipalNumber)];
    }

    private static IEnumerable<Subshell> Shells(string text)
    {
        foreach (string word in text.Split(' '))
        {
            if (NobleGases.Contains(word, StringComparison.Ordinal))
            {
                foreach (Subshell inner in Shells(Outer[new[] { 2, 10, 18, 36, 54 }[
                    Array.IndexOf(NobleGases.Split(' '), word)] - 1]))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return new(
                    word[0] - '0',
                    "spdf".IndexOf(word[1], StringComparison.Ordinal),
                    double.Parse(word.AsSpan(2), CultureInfo.InvariantCulture));
            }
        }
    }
}
