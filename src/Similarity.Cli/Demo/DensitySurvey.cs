using System.Globalization;
using Similarity.Cli.Densities;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;

namespace Similarity.Cli.Demo;

/// <summary>What the shipped model says of the density of a ring of six water molecules.</summary>
/// <param name="DipoleDebye">Of the whole ring.</param>
/// <param name="UncertaintyPercent">The committee's estimate of the error about mean atoms.
/// </param>
internal sealed record DensitySurvey(
    string Structure,
    int Atoms,
    int Functions,
    double Electrons,
    double DipoleDebye,
    double? UncertaintyPercent)
{
    private const string File = "water-hexamer.xyz";

    public static bool IsPossible(string data) =>
        System.IO.File.Exists(DensityModelOption.Shipped(data))
        && System.IO.File.Exists(FileIn(data));

    /// <param name="data">The folder of shipped data.</param>
    /// <exception cref="InvalidFileException">The model or the structure is damaged.</exception>
    public static DensitySurvey Of(string data, int threads)
    {
        DensityModel model =
            DensityModelOption.Read(DensityModelOption.Shipped(data), threads).Model;
        Crystal ring = FileFormats.Read(FileIn(data)).Structures[0];
        DensityPrediction prediction = model.Predict(ring, threads: threads);
        return new(
            File,
            ring.Count,
            prediction.Density.Functions.Count,
            prediction.Density.Electrons,
            PhysicalConstants.ElectronBohrInDebye * prediction.Density.Dipole.Length,
            model.UncertaintyPercent(prediction));
    }

    public void AddTo(HtmlReport report)
    {
        report.Heading("An electron density");
        report.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"A model trained on water clusters of up to four molecules predicts the density of a "
            + $"ring of six: {Functions} functions on {Atoms} atoms that hold "
            + $"{Electrons:0.0000} electrons, with a dipole moment of {DipoleDebye:0.000} debye. "
            + $"Its committee expects an error of {UncertaintyPercent ?? double.NaN:0.0} % of "
            + $"what bonds and neighbours change about mean atoms. `similarity density predict` "
            + $"writes it on a grid."));
    }

    private static string FileIn(string data) => Path.Combine(data, "density", File);
}
