using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.DosModels;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Fingerprints;
using Similarity.Formats;
using Spectre.Console;

namespace Similarity.Cli.Verbs.DosModel;

/// <summary>The density of states of a structure, as a model says it.</summary>
internal static class DosModelPredictVerb
{
    /// <summary>Excitations up to so many electronvolts.</summary>
    private const double ExcitationsEv = 6;

    /// <summary>At which occupations of excitations and local charges are taken.</summary>
    private const double OccupationKelvin = 200;

    public static Command Create()
    {
        Argument<string> file = FileArgument.One("A structure of the element of the model.");
        Option<string?> model = DosModelOption.Create();
        Option<int?> index = NumberOption.Whole(
            "--index", "Which structure of a file of several, from 1 (default: the last).", 1);
        Option<string?> ldos = Output(
            "--ldos", "Write the local densities of states, a row for each atom, 1/eV.");
        Option<string?> xyz = Output(
            "--xyz", "Write the structure as extended XYZ with dos_fermi (1/eV) and charge of "
                + "each atom.");
        var fingerprint = new Option<bool>("--fingerprint")
        {
            Description = "Give its fingerprint of kind learned-dos too.",
        };
        var excitations = new Option<bool>("--excitations")
        {
            Description = "Give the pairs of filled and empty states over their distance too.",
        };
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "predict",
            "Predict the density of states of a structure, and what follows from it.",
            "similarity dosmodel predict database/dos/silicon.extxyz --index 1")
        {
            file, model, index, ldos, xyz, fingerprint, excitations, report,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            result.GetRequiredValue(file),
            result.GetValue(model),
            result.GetValue(index),
            OutputFile.Probe("--ldos", result.GetValue(ldos)),
            OutputFile.Probe("--xyz", result.GetValue(xyz)),
            result.GetValue(fingerprint),
            result.GetValue(excitations),
            ReportOption.Of(result, report),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string file,
        string? modelFile,
        int? index,
        OutputFile? ldos,
        OutputFile? xyz,
        bool wantsFingerprint,
        bool wantsExcitations,
        OutputFile? report,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (string path, Similarity.DosModels.DosModel model) = DosModelOption.Read(modelFile);
        Crystal crystal = CrystalOf(file, index, console);
        if (model.WhyNot(crystal) is string reason)
        {
            throw VerbException.Invalid($"{file}: {reason}");
        }

        using var atoms = new LocalOutput(model, crystal, ldos, xyz, threads);
        DosPrediction prediction = null!;
        WorkProgress.Run(console, "atoms", crystal.Count, 0, finished =>
        {
            int before = 0;
            prediction = DosPredictor.Predict(
                model,
                crystal,
                threads,
                atoms.IsWanted ? atoms.Add : null,
                done =>
                {
                    for (; before < done; before++)
                    {
                        finished();
                    }
                },
                cancellation);
        });
        atoms.Finish(prediction, OccupationKelvin);
        QuantityRow[] quantities =
        [
            .. DosQuantity.All.Select(quantity =>
            {
                (double? value, double? spread) = prediction.Of(quantity);
                return new QuantityRow(quantity.Name, value, spread);
            }),
        ];
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Table table = Tables.Create("quantity", "#value", "#±");
        foreach (QuantityRow row in quantities)
        {
            Tables.Add(table, row.Name, Tables.Number(row.Value, 4), Tables.Number(row.Std, 4));
        }

        console.Show(table);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{crystal.Formula}, {crystal.Count} atoms; energies from the {model.Card.Reference} "
            + $"reference of the model ({seconds:0.0} s)"));
        report?.Write(PageOf(prediction, quantities));
        console.Print(DocumentOf(
            file, path, prediction, quantities, wantsFingerprint, wantsExcitations,
            ldos?.Path, xyz?.Path, seconds, cancellation));
        return prediction.Filled is null ? ExitCode.NoResult : ExitCode.Done;
    }

    private static Crystal CrystalOf(string file, int? index, VerbConsole console)
    {
        FileContents contents = FileFormats.Read(file);
        console.Warn(file, contents.Warnings);
        int count = contents.Structures.Length;
        return count == 0
            ? throw VerbException.Invalid($"{file}: holds no structure")
            : index > count
                ? throw VerbException.Absent(
                    $"{file}: holds {count} structures, no --index {index}")
                : contents.Structures[(index ?? count) - 1];
    }

    private static string PageOf(DosPrediction prediction, QuantityRow[] quantities)
    {
        double ev = PhysicalConstants.HartreeInEv;
        return DosReport.OfPrediction(
            prediction.Crystal.Formula,
            prediction.Crystal.Count,
            prediction.Model.Card.Reference,
            [.. prediction.Axis.Energies().Select(energy => energy * ev)],
            [.. prediction.Dos.ToArray().Select(value => value / ev)],
            prediction.DosSpread is { } spread ? [.. spread.Select(value => value / ev)] : null,
            prediction.Filled?.FermiLevel * ev,
            [.. quantities.Select(row => (row.Name, row.Value, row.Std))]);
    }

    private static DosModelPredictDocument DocumentOf(
        string file,
        string path,
        DosPrediction prediction,
        QuantityRow[] quantities,
        bool wantsFingerprint,
        bool wantsExcitations,
        string? ldos,
        string? xyz,
        double seconds,
        CancellationToken cancellation)
    {
        double ev = PhysicalConstants.HartreeInEv;
        double step = 0.05 / ev;
        var frequencies = new EnergyAxis(0, step, (int)Math.Round(ExcitationsEv / 0.05) + 1);
        return new DosModelPredictDocument(
            file,
            path,
            prediction.Model.Card,
            prediction.Crystal.Formula,
            prediction.Crystal.Count,
            prediction.Model.Card.Reference,
            [.. prediction.Axis.Energies().Select(energy => energy * ev)],
            [.. prediction.Dos.ToArray().Select(value => value / ev)],
            prediction.DosSpread is { } spread ? [.. spread.Select(value => value / ev)] : null,
            quantities,
            wantsExcitations && prediction.Filled is { } filled
                ? new ExcitationCurve(
                    [.. frequencies.Energies().Select(energy => energy * ev)],
                    [
                        .. filled.Excitations(frequencies, OccupationKelvin)
                            .Select(value => value / ev),
                    ])
                : null,
            wantsFingerprint ? FingerprintOf(path, prediction.Crystal, cancellation) : null,
            ldos,
            xyz,
            seconds);
    }

    private static FingerprintPart FingerprintOf(
        string path, Crystal crystal, CancellationToken cancellation)
    {
        var recipe = FingerprintRecipe.Parse(
            "learned-dos", new Dictionary<string, string> { ["model"] = path });
        Fingerprint made = recipe.Of(crystal, cancellationToken: cancellation);
        return new FingerprintPart(recipe.Kind, recipe.Parameters, [.. made.Values.ToArray()]);
    }

    private static Option<string?> Output(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "FILE",
    };

    /// <param name="Std">Calibrated; null without a committee.</param>
    private sealed record QuantityRow(string Name, double? Value, double? Std);

    private sealed record ExcitationCurve(double[] EnergiesEv, double[] Pairs);

    private sealed record FingerprintPart(
        string Kind, IReadOnlyDictionary<string, string> Parameters, double[] Values);

    /// <param name="Dos">Electrons per eV and atom.</param>
    /// <param name="Std">Of each of its values.</param>
    /// <param name="Ldos">The file of the local ones.</param>
    private sealed record DosModelPredictDocument(
        string File,
        string Model,
        DosModelCard Card,
        string Formula,
        int Natoms,
        string Reference,
        double[] EnergiesEv,
        double[] Dos,
        double[]? Std,
        QuantityRow[] Quantities,
        ExcitationCurve? Excitations,
        FingerprintPart? Fingerprint,
        string? Ldos,
        string? Xyz,
        double Seconds)
        : Document("similarity.dosmodel_predict/1");
}
