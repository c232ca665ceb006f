using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Cli.Verbs;

/// <summary>Number and short Hermann–Mauguin symbol of a space group.</summary>
internal sealed record SpaceGroupSummary(int Number, string Symbol)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Symbol} ({Number})");

    public static SpaceGroupSummary Of(CrystalSymmetry symmetry) =>
        new(symmetry.SpaceGroupNumber, symmetry.InternationalSymbol);

    /// <summary>
    /// Null with a reason for what has no space group: molecules, coinciding atoms.
    /// </summary>
    public static (SpaceGroupSummary? Group, string? WhyNot) TryFind(Crystal crystal)
    {
        if (crystal.Periodicity != Periodicity.Full || crystal.Count == 0)
        {
            return (null, null);
        }

        // The file is readable all the same; what it says about itself is worth a warning.
        return CrystalSymmetry.Find(crystal, out string? whyNone) is { } symmetry
            ? (Of(symmetry), null)
            : (null, $"no space group: {whyNone}");
    }
}
