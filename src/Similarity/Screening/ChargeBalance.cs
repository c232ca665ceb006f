using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// The oxidation states, one to an element, whose charges add up to the least: a composition that
/// balances is likely to have a gap. Among equals the assignment wins in which fewer pairs of
/// elements have their charges against their electronegativities, then the one of commoner states.
/// </summary>
/// <param name="States">In the order of the elements.</param>
/// <param name="Imbalance">|Σ x q| per atom, x the share of an element and q its state.</param>
/// <param name="Inversions">Pairs of which the more electronegative element is the cation.</param>
/// <param name="Rarity">Sum of the ranks of the states in the lists of their elements.</param>
/// <param name="Ways">How many assignments balance.</param>
internal sealed record ChargeBalance(
    ImmutableArray<int> States, double Imbalance, int Inversions, int Rarity, int Ways)
{
    /// <summary>
    /// Elements beyond these, of alloys and errors, are taken in their first state.
    /// </summary>
    private const int MostFree = 8;

    /// <summary>Charges per atom below this are rounding.</summary>
    private const double Zero = 1e-6;

    /// <summary>
    /// Electronegativities of nearly equal elements tell nothing of their charges.
    /// </summary>
    private const double LeastContrast = 0.2;

    private (double, int, int) Key => (Imbalance, Inversions, Rarity);

    public static ChargeBalance Of((Element Element, double Share)[] shares)
    {
        ImmutableArray<int>[] choices =
        [
            .. shares.Select((share, i) => i < MostFree
                ? OxidationStates.Of(share.Element)
                : [OxidationStates.Of(share.Element)[0]]),
        ];
        int[] ranks = new int[shares.Length];
        int[] states = new int[shares.Length];
        ChargeBalance? best = null;
        int ways = 0;
        do
        {
            double charge = 0;
            for (int i = 0; i < states.Length; i++)
            {
                states[i] = choices[i][ranks[i]];
                charge += shares[i].Share * states[i];
            }

            // Rounded, so that assignments that balance are equal whatever the order of the sum.
            double imbalance = Math.Round(Math.Abs(charge) / Zero) * Zero;
            ways += imbalance == 0 ? 1 : 0;
            if (best is not null && imbalance > best.Imbalance)
            {
                continue;
            }

            var found = new ChargeBalance(
                [.. states], imbalance, InversionsOf(shares, states), ranks.Sum(), 0);
            if (best is null || found.Key.CompareTo(best.Key) < 0)
            {
                best = found;
            }
        }
        while (Advance(ranks, choices));

        return best with { Ways = ways };
    }

    private static int InversionsOf((Element Element, double Share)[] shares, int[] states)
    {
        int inversions = 0;
        for (int i = 0; i < states.Length; i++)
        {
            for (int j = 0; j < states.Length; j++)
            {
                double contrast = (shares[i].Element.Electronegativity ?? 0)
                    - (shares[j].Element.Electronegativity ?? 0);
                inversions += states[i] > 0 && states[j] < 0 && contrast > LeastContrast ? 1 : 0;
            }
        }

        return inversions;
    }

    /// <summary>The next combination of ranks; false after the last.</summary>
    private static bool Advance(int[] ranks, ImmutableArray<int>[] choices)
    {
        for (int i = ranks.Length - 1; i >= 0; i--)
        {
            if (++ranks[i] < choices[i].Length)
            {
                return true;
            }

            ranks[i] = 0;
        }

        return false;
    }
}
