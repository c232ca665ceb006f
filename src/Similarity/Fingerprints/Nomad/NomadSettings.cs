using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>The settings of the kind <c>nomad</c>.</summary>
internal static class NomadSettings
{
    private const double WidthEv = 0.05;

    public static NomadMethod Read(FingerprintSettings settings)
    {
        ImmutableArray<SpectrumChannel> channels = ChannelSettings.Read(settings);
        if (channels.Length > 1)
        {
            throw settings.Error("resolve", "l=… instead: a NOMAD grid holds one spectrum");
        }

        NomadGrid grid;
        try
        {
            grid = NomadGrid.Parse(settings.Text("grid") ?? NomadGrid.DefaultId);
        }
        catch (ArgumentException e)
        {
            throw settings.Error("grid", $"a grid id. {e.Message}");
        }

        settings.Canonical["grid"] = grid.CanonicalId;
        return new NomadMethod
        {
            Grid = grid,
            Reference = settings.Choice("reference", "vbm", "vbm", "fermi") == "fermi"
                ? SpectralCentre.FermiLevel
                : SpectralCentre.ValenceMaximum,
            SigmaEv = settings.Positive("sigma", WidthEv)!.Value,
            Unit = UnitSetting.Read(settings, SpectrumUnit.Cell),
            Channels = channels,
        };
    }
}
