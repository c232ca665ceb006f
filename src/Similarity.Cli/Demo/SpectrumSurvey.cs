using Similarity.Cli.Verbs;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Cli.Demo;

/// <summary>
/// One shipped file of bands or densities of states, analysed as far as it allows.
/// </summary>
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

    /// <summary>Null without a path.</summary>
    public MassSummary? Masses { get; } = Analysis?.Bands.Path is null
        ? null
        : MassSummary.Of(Analysis.Bands, Analysis.FermiLevel, likeSorep: false);
}

/// <summary>
/// Reads the shipped spectra; files share the threads, so that each file needs but one.
/// </summary>
internal static class SpectrumSurvey
{
    private const double SigmaInEv = 0.1;

    /// <summary>Fewer points than these are better smeared than interpolated.</summary>
    private const int FewestForTetrahedra = 64;

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
        Crystal? crystal = contents.Structures.LastOrDefault()
            ?? contents.Bands?.Crystal ?? contents.Dos?.Crystal;
        if (contents.Bands is not { } bands)
        {
            return new SurveyedSpectrum(
                file, contents, crystal, null, contents.Dos, "as in the file");
        }

        SpectrumAnalysis analysis = SpectrumAnalysis.Of(
            file, bands, new SmearingChoice(), electrons: null);
        if (bands.Path is not null)
        {
            return new SurveyedSpectrum(file, contents, crystal, analysis, null, "");
        }

        (SampledGrid? grid, _) = SampledGrid.Find(bands);
        double[] energies = new DosGrid.Choice().Around(bands, Units.Hartree(SigmaInEv));
        if (grid?.Map.Length >= FewestForTetrahedra && bands.ReciprocalLattice is { } reciprocal)
        {
            IntegerVector3D n = grid.Divisions;
            DensityOfStates interpolated = grid.ToTetrahedra(reciprocal)
                .Density(bands, energies, binAveraged: true);
            string origin = $"tetrahedra on {n.X}×{n.Y}×{n.Z} k-points";
            return new SurveyedSpectrum(file, contents, crystal, analysis, interpolated, origin);
        }

        var smeared = DosCalculation.Evaluate(
            bands,
            new Gaussian(Units.Hartree(SigmaInEv)),
            energies,
            new DosOptions { Threads = 1 });
        int weighted = bands.Weights.ToArray().Count(weight => weight > 0);
        return new SurveyedSpectrum(
            file,
            contents,
            crystal,
            analysis,
            smeared,
            $"{weighted} k-point{(weighted == 1 ? "" : "s")}, Gaussian smearing of {SigmaInEv} eV");
    }
}
