using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// The settings of the kind <c>pymatgen</c>, named as the arguments of get_dos_fp.
/// </summary>
internal static class PymatgenSettings
{
    private const double WidthEv = 0.05;
    private const double FurthestEv = 10;

    public static PymatgenMethod Read(FingerprintSettings settings)
    {
        bool isPymatgen = settings.Choice("compat", null, "pymatgen") is not null;
        string type = settings.Choice(
            "fp_type",
            isPymatgen ? "summed_pdos" : "tdos",
            "s", "p", "d", "f", "summed_pdos", "tdos")!;
        double? lowest = settings.Number("min_e", isPymatgen ? null : -FurthestEv);
        double? highest = settings.Number("max_e", isPymatgen ? null : FurthestEv);
        if (lowest >= highest)
        {
            throw settings.IsGiven("max_e")
                ? settings.Error("max_e", "an energy above min_e")
                : settings.Error("min_e", "an energy below max_e");
        }

        bool binning = true;
        if (isPymatgen)
        {
            binning = settings.Flag("binning", true);
        }
        else
        {
            settings.Fixed("binning", "true");
        }

        bool normalize = settings.Flag("normalize", true);
        return new PymatgenMethod
        {
            Type = type,
            IsPymatgen = isPymatgen,
            Binning = binning,
            Bins = settings.Count("n_bins", 256, smallest: 1, SpectralWindow.MostPoints),
            LowestEv = lowest,
            HighestEv = highest,
            Normalize = normalize,
            SigmaEv = settings.Positive("sigma", WidthEv)!.Value,
            Unit = UnitOf(settings, isPymatgen, normalize),
            Channels = Channels(type),
        };
    }

    private static SpectrumUnit UnitOf(
        FingerprintSettings settings, bool isPymatgen, bool normalize)
    {
        if (isPymatgen)
        {
            settings.Fixed("per", "cell");
            return SpectrumUnit.Cell;
        }

        // What is normalised to 1 is per nothing.
        return normalize && !settings.IsGiven("per")
            ? SpectrumUnit.Cell
            : UnitSetting.Read(settings, SpectrumUnit.Atom);
    }

    private static ImmutableArray<SpectrumChannel> Channels(string type) => type switch
    {
        "tdos" => [SpectrumChannel.Whole],
        "summed_pdos" =>
            [.. Enumerable.Range(0, 4).Select(l => new SpectrumChannel(null, null, l))],
        _ =>
        [
            new SpectrumChannel(
                null, null, SpectrumChannel.Letters.IndexOf(type, StringComparison.Ordinal)),
        ],
    };
}
