using Similarity.Cli.Verbs;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Cli.Demo;

/// <summary>One shipped file of bands or densities of states, analysed as far as it allows.</summary>
/// <param name="Analysis">Null for a density of states without bands.</param>
/// <param name="Dos">Of the bands on a grid, or as the file holds it; null for a path.</param>
/// <param name="DosOrigin">How the density of states came about.</param>
internal sealed record SurveyedSpectrum(
    string File,
    FileContents Contents,
    Crystal? Crystal,
    SpectrumAnalysis? Analysis,
    DensityOfStates? Dos,
    string DosOrigin)
{
    public SpaceGroupSummary? SpaceGroup { get; } =
        Crystal is null ? null : SpaceGroupSummary.TryFind(Crystal).Group;
}

/// <summary>Reads the shipped spectra; files share the threads, so that each file needs but one.</summary>
internal static class SpectrumSurvey
{
    private const double SigmaInEv = 0.1;

    private static readonly string[] NotSpectra = [".md"];

    public static string[] Files(string database)
    {
        string[] files = Directory
            .GetFiles(Path.Combine(database, "spectra"), "*", SearchOption.AllDirectories)
            .Where(file => !NotSpectra.Contains(Path.GetExtension(file)))
            .ToArray();
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public static SurveyedSpectrum Read(string file)
    {
        FileContents contents = FileFormats.Read(file);
        Crystal? crystal = contents.Structures.LastOrDefault() ?? contents.Bands?.Crystal ?? contents.Dos?.Crystal;
        if (contents.Bands is not { } bands)
        {
            return new SurveyedSpectrum(file, contents, crystal, null, contents.Dos, "as in the file");
        }

        Smearing smearing = new SmearingOptions.SmearingChoice(null, null).For(bands);
        SpectrumAnalysis analysis = SpectrumAnalysis.Of(file, bands, smearing, electrons: null);
        if (bands.Path is not null)
        {
            return new SurveyedSpectrum(file, contents, crystal, analysis, null, "");
        }

        var broadening = new Gaussian(Units.Hartree(SigmaInEv));
        DensityOfStates dos = DosCalculation.Evaluate(
            bands,
            broadening,
            new DosGrid.Choice().Around(bands, broadening.Width),
            new DosOptions { Threads = 1 });
        int weighted = bands.Weights.ToArray().Count(weight => weight > 0);
        return new SurveyedSpectrum(
            file, contents, crystal, analysis, dos, $"{weighted} k-points, Gaussian smearing of {SigmaInEv} eV");
    }
}
