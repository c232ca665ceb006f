using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// Whether the usual oxidation states of the elements balance (<see cref="ChargeBalance"/>), the
/// states that do so best, and the shares of ions by what is left of their valence shells.
/// </summary>
public sealed record OxidationBlock : CrystalBlock
{
    private static readonly (IonShell Shell, string Name)[] Shells =
    [
        (IonShell.Anion, "anions"),
        (IonShell.NobleGas, "cations with closed shells"),
        (IonShell.FullD, "cations with full d shells"),
        (IonShell.LonePair, "cations with lone pairs"),
        (IonShell.Open, "cations with open shells"),
        (IonShell.OpenF, "cations with open f shells"),
    ];

    public override string Name => "oxidation";

    public override ImmutableArray<FeatureColumn> Columns { get; } =
    [
        .. new[]
            {
                "charge left per atom", "charges against electronegativity", "rarity of states",
                "ways to balance", "mean state of cations", "greatest state",
            }
            .Concat(Shells.Select(shell => "share of " + shell.Name))
            .Select(name => new FeatureColumn(name, name)),
    ];

    public override void Fill(Crystal crystal, Span<float> features)
    {
        (Element Element, double Share)[] shares = CompositionBlock.SharesOf(crystal);
        var balance = ChargeBalance.Of(shares);
        features.Clear();
        double cations = 0, charge = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            int state = balance.States[i];
            IonShell shell = IonShells.Of(shares[i].Element, state);
            features[6 + Array.FindIndex(Shells, own => own.Shell == shell)] +=
                (float)shares[i].Share;
            if (shell != IonShell.Anion)
            {
                cations += shares[i].Share;
                charge += shares[i].Share * state;
            }
        }

        features[0] = (float)balance.Imbalance;
        features[1] = balance.Inversions;
        features[2] = balance.Rarity;
        features[3] = balance.Ways;
        features[4] = (float)(cations > 0 ? charge / cations : 0);
        features[5] = balance.States.Max();
    }
}
