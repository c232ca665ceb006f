namespace Similarity.Fingerprints;

/// <summary>
/// The settings of the kind <c>learned-dos</c>: windows about the Fermi level, as of
/// <c>spectral</c>, and a model. Bands and densities of states of files are broadened as the
/// model's are, so that they can be compared with what it says.
/// </summary>
internal static class LearnedDosSettings
{
    public const string Kind = "learned-dos";

    private const double LowestEv = -13, HighestEv = 2.5;
    private const int Points = 311;

    public static (SpectralMethod Method, LearnedDosPlan Plan) Read(FingerprintSettings settings)
    {
        settings.Fixed("operator", Kind);
        LearnedDosPlan plan = LearnedDosPlan.Read(settings);
        double lowest = settings.Number("emin", LowestEv)!.Value;
        double highest = settings.Number("emax", HighestEv)!.Value;
        int points = settings.Count("points", Points, smallest: 2, SpectralWindow.MostPoints);
        if (!(lowest < highest))
        {
            throw settings.Error(
                settings.IsGiven("emax") ? "emax" : "emin", "an energy emin below emax");
        }

        // The kind's Gaussians are e^(−E²/σ²), those of models e^(−E²/2s²).
        double sigma =
            plan.Model.Regression.Sigma * PhysicalConstants.HartreeInEv * Math.Sqrt(2);
        settings.Fixed("sigma", FingerprintSettings.Format(Math.Round(sigma, 6)));
        settings.Fixed("per", "atom");
        settings.RefuseOthers();
        return (
            new SpectralMethod(
                [new SpectralWindow(SpectralCentre.FermiLevel, lowest, highest, points)],
                [SpectrumChannel.Whole])
            {
                Family = Kind,
                IsSorep = false,
                SigmaEv = Math.Round(sigma, 6),
                Unit = SpectrumUnit.Atom,
                Channels = [SpectrumChannel.Whole],
            },
            plan);
    }
}
