using Similarity.Cli.Verbs;

namespace Similarity.Cli.DosModels;

/// <summary>Errors of models as the verb and its page show them, a row for each split.</summary>
internal static class DosEvaluationTable
{
    public const string Legend =
        "RMSE per atom in eV^-1/2, as is and aligned: each structure at its best shift, at which "
        + "the error of E_F is taken too";

    public static IReadOnlyList<string> Headings { get; } =
    [
        "split", "#train", "#test", "#RMSE", "#aligned", "#aligned (%)", "#E_F (eV)",
        "#band energy (eV)", "#D(E_F) (1/eV)", "#C 3000 K (k_B)",
    ];

    public static string[] Cells(DosEvaluation row) =>
    [
        row.Split,
        Tables.Number(row.Train),
        Tables.Number(row.Test),
        Tables.Number(row.RmseAsIs, 4),
        Tables.Number(row.RmseAligned, 4),
        Tables.Number(row.PercentAligned, 1),
        Tables.Number(row.AlignedFermiErrorEv, 3),
        Tables.Number(row.BandEnergyErrorEv, 3),
        Tables.Number(row.DosAtFermiError, 4),
        Tables.Number(row.HeatCapacityErrors[^1], 4),
    ];
}
