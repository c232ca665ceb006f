using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.DosModels;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Cli.Demo;

/// <summary>
/// What the shipped model says of the density of states of silicon that nobody computed.
/// </summary>
internal sealed record LearnedDosSurvey(
    string Structure, int Atoms, ImmutableArray<LearnedDosSurvey.Quantity> Quantities)
{
    private const string File = "silicon.extxyz";

    private DensityOfStates? dos;

    public static bool IsPossible(string data) =>
        System.IO.File.Exists(DosModelOption.Shipped(data)) && System.IO.File.Exists(FileIn(data));

    /// <param name="data">The folder of shipped data.</param>
    /// <exception cref="InvalidFileException">The model or the structure is damaged.</exception>
    public static LearnedDosSurvey Of(string data, int threads, CancellationToken cancellation)
    {
        DosModel model = DosModelOption.Read(DosModelOption.Shipped(data)).Model;
        Crystal silicon = FileFormats.Read(FileIn(data)).Structures[0];
        DosPrediction prediction =
            DosPredictor.Predict(model, silicon, threads, cancellation: cancellation);
        return new LearnedDosSurvey(
            File,
            silicon.Count,
            [
                .. DosQuantity.All.Select(quantity =>
                {
                    (double? value, double? spread) = prediction.Of(quantity);
                    return new Quantity(quantity.Name, value, spread);
                }),
            ])
        {
            dos = prediction.ToSpectrum(),
        };
    }

    public void AddTo(HtmlReport report)
    {
        report.Heading("A density of states without a calculation");
        report.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"A model trained on silicon phases says what {Atoms} atoms of silicon do that no "
            + $"calculation was made for, each from what it sees of its neighbours, with what its "
            + $"committee expects of its errors. `similarity dosmodel predict` does it for one's "
            + $"own structures, up to a hundred thousand atoms and more."));
        if (dos?.ReportedFermiLevel is double level)
        {
            report.Figure(new ReportFigure(
                "Silicon",
                $"{Structure}, learned",
                DosPlot.Draw(dos, new SpectrumLevels(level, 0, null), "silicon, learned")));
        }

        report.Table(
            ["Quantity, per atom", "#Value", "#Expected error"],
            Quantities.Select(row => new[]
            {
                row.Name, Tables.Number(row.Value, 4), Tables.Number(row.Std, 4),
            }));
    }

    private static string FileIn(string data) => Path.Combine(data, "dos", File);

    /// <param name="Name">With its unit.</param>
    /// <param name="Std">Calibrated, by the committee.</param>
    internal sealed record Quantity(string Name, double? Value, double? Std);
}
