using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// Where an element stands in the periodic table, and the electrons of its atom outside the noble
/// gas and outside filled d and f shells below the valence: the ground-state configurations of
/// NIST (doi:10.18434/T4W30F). Lanthanides and actinides count as group 3.
/// </summary>
internal readonly record struct ElementShells(
    int Period, int Group, int S, int P, int D, int F)
{
    private static readonly int[] NobleGases = [0, 2, 10, 18, 36, 54, 86, 118];

    /// <summary>Atoms that fill their shells in another order: s, d, f.</summary>
    private static readonly Dictionary<int, (int S, int D, int F)> Irregular = new()
    {
        [24] = (1, 5, 0),
        [29] = (1, 10, 0),
        [41] = (1, 4, 0),
        [42] = (1, 5, 0),
        [44] = (1, 7, 0),
        [45] = (1, 8, 0),
        [46] = (0, 10, 0),
        [47] = (1, 10, 0),
        [57] = (2, 1, 0),
        [58] = (2, 1, 1),
        [64] = (2, 1, 7),
        [78] = (1, 9, 14),
        [79] = (1, 10, 14),
        [89] = (2, 1, 0),
        [90] = (2, 2, 0),
        [91] = (2, 1, 2),
        [92] = (2, 1, 3),
        [93] = (2, 1, 4),
        [96] = (2, 1, 7),
    };

    public static ElementShells Of(Element element)
    {
        int z = element.AtomicNumber;
        int period = 1;
        while (NobleGases[period] < z)
        {
            period++;
        }

        int electrons = z - NobleGases[period - 1];
        int inF = period >= 6 ? 14 : 0, inD = period >= 4 ? 10 : 0;
        (int s, int d, int f) = Irregular.TryGetValue(z, out (int, int, int) own)
            ? own
            : Regular(electrons, inD, inF);
        int p = electrons - s - d - f;
        return new ElementShells(
            period, GroupOf(electrons, period, inD, inF), s, p, p > 0 ? 0 : d, p > 0 ? 0 : f);
    }

    private static (int S, int D, int F) Regular(int electrons, int inD, int inF)
    {
        int s = Math.Min(electrons, 2);
        int f = Math.Clamp(electrons - s, 0, inF);
        return (s, Math.Clamp(electrons - s - f, 0, inD), f);
    }

    private static int GroupOf(int electrons, int period, int inD, int inF) => electrons switch
    {
        1 => 1,
        2 => period == 1 ? 18 : 2,
        _ when inF > 0 => Math.Max(3, electrons - inF),
        _ when inD > 0 => electrons,
        _ => electrons + 10,
    };
}
