namespace Similarity.Fingerprints;

/// <summary>The setting <c>per</c>: what states are counted per.</summary>
internal static class UnitSetting
{
    public static SpectrumUnit Read(FingerprintSettings settings, SpectrumUnit byDefault) =>
        settings.Choice("per", Name(byDefault), "atom", "cell", "electron") switch
        {
            "atom" => SpectrumUnit.Atom,
            "cell" => SpectrumUnit.Cell,
            _ => SpectrumUnit.Electron,
        };

    public static string Name(SpectrumUnit unit) => unit switch
    {
        SpectrumUnit.Atom => "atom",
        SpectrumUnit.Cell => "cell",
        _ => "electron",
    };
}
