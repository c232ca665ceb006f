using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// The settings of the kinds <c>spectral-*</c>, <c>spectral</c> and <c>kinetic</c>.
/// </summary>
internal static class SpectralSettings
{
    public const string UserKind = "spectral";
    public const string KineticKind = "kinetic";

    /// <summary>What one window is given by, when not by <c>windows</c>.</summary>
    private static readonly ImmutableArray<string> WindowParts =
        ["centre", "emin", "emax", "points"];

    private const double WidthEv = 0.05;
    private const double KineticWidthEv = 0.8;

    public static SpectralMethod Read(string kind, FingerprintSettings settings)
    {
        ImmutableArray<SpectrumChannel> channels =
            Weighted(settings, ChannelSettings.Read(settings));
        bool isSorep = settings.Choice("compat", null, "sorep") is not null;
        return new SpectralMethod(Windows(kind, settings), channels)
        {
            Family = kind == KineticKind || settings.Text("operator") == KineticKind
                ? KineticKind
                : UserKind,
            IsSorep = isSorep,
            SigmaEv = settings.Positive("sigma", kind == KineticKind ? KineticWidthEv : WidthEv)!
                .Value,
            Unit = UnitOf(settings, isSorep),
            Channels = channels,
        };
    }

    /// <summary>
    /// <c>weight=velocity</c> counts states by their velocity, <c>both</c> so and plainly.
    /// </summary>
    private static ImmutableArray<SpectrumChannel> Weighted(
        FingerprintSettings settings, ImmutableArray<SpectrumChannel> channels)
    {
        SpectrumChannel[] weighted =
            [.. channels.Select(channel => channel with { IsVelocityWeighted = true })];
        return settings.Choice("weight", null, "velocity", "both") switch
        {
            "velocity" => [.. weighted],
            "both" => [.. channels, .. weighted],
            _ => channels,
        };
    }

    private static SpectrumUnit UnitOf(FingerprintSettings settings, bool isSorep)
    {
        SpectrumUnit unit =
            UnitSetting.Read(settings, isSorep ? SpectrumUnit.Cell : SpectrumUnit.Atom);
        return !isSorep || unit == SpectrumUnit.Cell
            ? unit
            : throw settings.Error("per", "cell, as compat=sorep counts states");
    }

    private static ImmutableArray<SpectralWindow> Windows(
        string kind, FingerprintSettings settings)
    {
        if (SpectralPreset.Find(kind) is SpectralPreset preset)
        {
            settings.Fixed("windows", string.Join(",", preset.Windows));
            return preset.Windows;
        }

        ImmutableArray<SpectralWindow> windows;
        if (settings.Text("windows") is string text)
        {
            if (WindowParts.FirstOrDefault(settings.IsGiven) is string name)
            {
                throw settings.Error(
                    name, $"{string.Join(", ", WindowParts)} or windows, not both");
            }

            windows = SpectralWindow.ParseAll(text) ?? throw settings.Error(
                "windows",
                "centre:emin:emax:points with the centre fermi, vbm, cbm or zero, ascending "
                    + "energies in eV and 2 to 1000000 points, several after commas");
        }
        else
        {
            windows = [SingleWindow(kind == KineticKind, settings)];
        }

        settings.Canonical["windows"] = string.Join(",", windows);
        return windows;
    }

    private static SpectralWindow SingleWindow(bool isKinetic, FingerprintSettings settings)
    {
        string centre = settings.Choice(
            "centre", isKinetic ? "zero" : "fermi", "fermi", "vbm", "cbm", "zero")!;
        double lowest = settings.Number("emin", isKinetic ? 0 : -5)!.Value;
        double highest = settings.Number("emax", isKinetic ? 180 : 5)!.Value;
        int points = settings.Count(
            "points", isKinetic ? 1024 : 513, smallest: 2, SpectralWindow.MostPoints);
        if (!(lowest < highest))
        {
            string name = settings.IsGiven("emax") ? "emax" : "emin";
            throw settings.Error(
                name,
                name == "emax"
                    ? $"an energy above emin={FingerprintSettings.Format(lowest)}"
                    : $"an energy below emax={FingerprintSettings.Format(highest)}");
        }

        // The windows say all of this.
        foreach (string name in WindowParts)
        {
            settings.Canonical.Remove(name);
        }

        return new SpectralWindow(
            SpectralWindow.FindCentre(centre)!.Value, lowest, highest, points);
    }
}
