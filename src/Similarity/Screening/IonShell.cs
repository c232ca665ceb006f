using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// What an ion keeps of its valence electrons. Cations with a full d shell below an empty s shell
/// make the wide conduction bands of transparent conductors (Hosono,
/// doi:10.1016/0022-3093(96)80019-6); open shells make narrow bands and magnets.
/// </summary>
internal enum IonShell
{
    /// <summary>Negative charge.</summary>
    Anion,

    /// <summary>The shell of a noble gas, and filled f shells.</summary>
    NobleGas,

    /// <summary>A filled d shell and nothing above.</summary>
    FullD,

    /// <summary>Two s electrons above filled shells.</summary>
    LonePair,

    /// <summary>Any other: open s, p or d shells.</summary>
    Open,

    /// <summary>An f shell neither empty nor full.</summary>
    OpenF,
}

/// <summary>Tells shells of ions.</summary>
internal static class IonShells
{
    public static IonShell Of(Element element, int state)
    {
        if (state < 0)
        {
            return IonShell.Anion;
        }

        ElementShells shells = ElementShells.Of(element);
        bool fills = shells is { Period: >= 6, Group: 3 };
        int filledD = shells.Period >= 4 && shells.Group >= 13 ? 10 : 0;
        int left = shells.S + shells.P + shells.D + filledD - state
            + (fills ? shells.F : 0);
        if (fills)
        {
            return left is <= 0 or 14 ? IonShell.NobleGas : IonShell.OpenF;
        }

        if (left <= 0 || (state == 0 && shells.Group == 18))
        {
            return IonShell.NobleGas;
        }

        int closed = shells.Period >= 4 ? 10 : 0;
        return (left - closed) switch
        {
            0 => IonShell.FullD,
            2 => IonShell.LonePair,
            _ => IonShell.Open,
        };
    }
}
