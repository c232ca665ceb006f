using System.Globalization;
using Similarity.Crystals;
using Similarity.Environments;

namespace Similarity.Fingerprints;

/// <summary>The settings of the kind <c>soap</c>; lengths in ångström.</summary>
internal static class SoapFingerprintSettings
{
    public const string Kind = "soap";

    /// <summary>A catalog holds no longer vectors.</summary>
    private const int MostFeatures = 1 << 20;

    private const double Bohr = 1 / PhysicalConstants.BohrInAngstrom;
    private const string Erased = "erased", None = "none";

    public static SoapMethod Read(FingerprintSettings settings)
    {
        double cutoff = settings.Positive("cutoff", 5)!.Value;
        double smoothing = settings.Number("smoothing", 0.5)!.Value;
        if (!(smoothing >= 0 && smoothing <= cutoff))
        {
            throw settings.Error(
                "smoothing", "a width from 0, for a step, to the cutoff, in ångström");
        }

        double sigma = settings.Positive("sigma", 0.5)!.Value;
        if (cutoff > ExpansionSettings.LargestCutoffInSigmas * sigma)
        {
            throw settings.Error(
                "sigma",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at least 1/{ExpansionSettings.LargestCutoffInSigmas} of the cutoff"));
        }

        var soap = new SoapSettings
        {
            Expansion = new ExpansionSettings
            {
                Cutoff = cutoff * Bohr,
                RadialFunctions = settings.Count(
                    "functions", 8, 1, ExpansionSettings.MostRadialFunctions),
                MaxAngular = settings.Count("lmax", 6, 0, ExpansionSettings.LargestMaxAngular),
                Sigma = sigma * Bohr,
                Smoothing = smoothing == 0
                    ? new StepCutoff()
                    : new ShiftedCosineCutoff(smoothing * Bohr),
                Scaling = ReadScaling(settings),
            },
            Species = ReadSpecies(settings),
            Normalise = settings.Flag("normalise", true),
        };
        string text = string.Join(
            ' ', settings.Canonical.Select(pair => $"{pair.Key}={pair.Value}"));
        double? volume = settings.Positive("volume", null);
        settings.RefuseOthers();
        if (soap.Features > MostFeatures)
        {
            throw settings.Error(
                "species",
                $"fewer elements, or fewer functions or degrees: vectors of {soap.Features} "
                    + $"numbers, of at most {MostFeatures}");
        }

        return new SoapMethod(soap, text, volume);
    }

    private static RadialScaling? ReadScaling(FingerprintSettings settings)
    {
        string text = settings.Text("scaling") ?? None;
        if (text == None)
        {
            settings.Canonical["scaling"] = None;
            return null;
        }

        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        double?[] numbers = Array.ConvertAll(parts, FingerprintSettings.ParseNumber);
        if (numbers is not [> 0, > 0, >= 1])
        {
            throw settings.Error(
                "scaling", "none, or rate, length in ångström and exponent as 1,3,5");
        }

        settings.Canonical["scaling"] = string.Join(
            ',', numbers.Select(number => FingerprintSettings.Format(number!.Value)));
        return new RadialScaling(numbers[0]!.Value, numbers[1]!.Value * Bohr, numbers[2]!.Value);
    }

    private static SpeciesChannels ReadSpecies(FingerprintSettings settings)
    {
        string text = settings.Text("species") ?? Erased;
        if (text == Erased)
        {
            settings.Canonical["species"] = Erased;
            return SpeciesChannels.Erased;
        }

        List<Element> elements = [];
        foreach (string symbol in text.Split(',', StringSplitOptions.TrimEntries))
        {
            elements.Add(Element.TryParse(symbol, out Element element)
                ? element
                : throw settings.Error("species", "erased, or symbols of elements as Si,O"));
        }

        var species = SpeciesChannels.Of(elements);
        settings.Canonical["species"] = species.ToString();
        return species;
    }
}
