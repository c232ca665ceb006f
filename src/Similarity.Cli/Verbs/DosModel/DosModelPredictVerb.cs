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
using Similarity.Numerics.LinearAlgebra;
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
        var shards = new DosShardOptions();
        var verb = new VerbCommand(
            "predict",
            "Predict the density of states of a structure, and what follows from it.",
            "similarity dosmodel predict database/dos/silicon.extxyz --index 1")
        {
            file, model, index, ldos, xyz, fingerprint, excitations, report,
        };
        shards.AddTo(verb);
        verb.BindHeedful((result, console, cancellation) =>
        {
            DosShardChoice? part = shards.Of(result);
            var request = new Request(
                result.GetRequiredValue(file),
                result.GetValue(model),
                result.GetValue(index),
                OutputFile.Probe("--ldos", result.GetValue(ldos)),
                OutputFile.Probe("--xyz", result.GetValue(xyz)),
                ReportOption.Of(result, report),
                result.GetValue(fingerprint),
                result.GetValue(excitations),
                VerbCommand.ThreadsOf(result));
            return part switch
            {
                { IsSlurm: true } => shards.Submit(
                    result, part, request.File, WordsOf(request, part), console),
                { Shard: int shard } => RunShard(request, part, shard, console, cancellation),
                _ => Run(request, part, console, cancellation),
            };
        });
        return verb;
    }

    /// <summary>The same prediction on the command line of a job.</summary>
    private static string[] WordsOf(Request request, DosShardChoice part) =>
    [
        "dosmodel", "predict", $"--parts={Path.GetFullPath(part.Folder)}",
        $"--model={Path.GetFullPath(DosModelOption.Read(request.Model).File)}",
        .. request.Index is int index ? [$"--index={index}"] : (string[])[],
        .. request.Ldos is { } ldos ? [$"--ldos={Path.GetFullPath(ldos.Path)}"] : (string[])[],
        .. request.Xyz is { } xyz ? [$"--xyz={Path.GetFullPath(xyz.Path)}"] : (string[])[],
        .. request.Report is { } page ? [$"--report={Path.GetFullPath(page.Path)}"] : (string[])[],
        .. request.WantsFingerprint ? ["--fingerprint"] : (string[])[],
        .. request.WantsExcitations ? ["--excitations"] : (string[])[],
    ];

    private static int RunShard(
        Request request,
        DosShardChoice part,
        int shard,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (string path, Similarity.DosModels.DosModel model, Subject subject) =
            Open(request, console);
        DosShards shards = ShardsOf(request, part, path, model, subject);
        (int before, int atoms) = (0, 0);
        WorkProgress.Run(console, "atoms", subject.Crystal.Count / part.Shards, 0, finished =>
            (before, atoms) = shards.Make(
                shard, request.Threads, Each(finished), cancellation));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{part.Folder}: shard {shard} of {part.Shards}, {atoms} atoms, {atoms - before} of "
            + $"them now ({seconds:0.0} s)"));
        console.Print(new DosModelShardDocument(
            request.File, path, part.Folder, shard, part.Shards, atoms, before, seconds));
        return ExitCode.Done;
    }

    private static int Run(
        Request request,
        DosShardChoice? part,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (string path, Similarity.DosModels.DosModel model, Subject subject) =
            Open(request, console);
        Crystal crystal = subject.Crystal;
        using var atoms =
            new LocalOutput(model, crystal, request.Ldos, request.Xyz, request.Threads);
        Action<int, Matrix<double>>? local = atoms.IsWanted ? atoms.Add : null;
        DosShards? shards =
            part is null ? null : ShardsOf(request, part, path, model, subject);
        DosPrediction prediction = null!;
        if (shards is not null)
        {
            prediction = DosPredictor.OfBlocks(model, crystal, shards.Merge(local));
        }
        else
        {
            WorkProgress.Run(console, "atoms", crystal.Count, 0, finished =>
                prediction = DosPredictor.Predict(
                    model, crystal, request.Threads, local, Each(finished), cancellation));
        }

        atoms.Finish(prediction, OccupationKelvin);
        shards?.Delete();
        QuantityRow[] quantities =
        [
            .. DosQuantity.All.Select(quantity =>
            {
                (double? value, double? spread) = prediction.Of(quantity);
                return new QuantityRow(quantity.Name, quantity.Unit, value, spread);
            }),
        ];
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Table table = Tables.Create("quantity", "#value", "#±", "unit");
        foreach (QuantityRow row in quantities)
        {
            Tables.Add(
                table,
                row.Name,
                Tables.Number(row.Value, 4),
                Tables.Number(row.Std, 4),
                row.Unit);
        }

        console.Show(table);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{crystal.Formula}, {crystal.Count} atoms, structure {subject.Index} of "
            + $"{subject.Structures}; energies from the {model.Card.Reference} reference of the "
            + $"model ({seconds:0.0} s)"));
        request.Report?.Write(PageOf(prediction, quantities));
        console.Show(request.Report);
        console.Print(DocumentOf(
            request, path, subject, prediction, quantities, seconds, cancellation));
        return prediction.Filled is null ? ExitCode.NoResult : ExitCode.Done;
    }

    /// <summary>Says of each atom that it is done.</summary>
    private static Action<int> Each(Action finished)
    {
        int before = 0;
        return done =>
        {
            for (; before < done; before++)
            {
                finished();
            }
        };
    }

    private static DosShards ShardsOf(
        Request request,
        DosShardChoice part,
        string path,
        Similarity.DosModels.DosModel model,
        Subject subject) => new(
            part.Folder,
            path,
            model,
            subject.Crystal,
            part.Shards,
            request.Ldos is not null || request.Xyz is not null);

    private static (string, Similarity.DosModels.DosModel, Subject) Open(
        Request request, VerbConsole console)
    {
        (string path, Similarity.DosModels.DosModel model) = DosModelOption.Read(request.Model);
        var subject = Subject.Read(request.File, request.Index, console);
        return model.WhyNot(subject.Crystal) is string reason
            ? throw VerbException.Invalid($"{request.File}: {reason}")
            : (path, model, subject);
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
        Request request,
        string path,
        Subject subject,
        DosPrediction prediction,
        QuantityRow[] quantities,
        double seconds,
        CancellationToken cancellation)
    {
        double ev = PhysicalConstants.HartreeInEv;
        double step = 0.05 / ev;
        var frequencies = new EnergyAxis(0, step, (int)Math.Round(ExcitationsEv / 0.05) + 1);
        return new DosModelPredictDocument(
            request.File,
            subject.Index,
            subject.Structures,
            path,
            prediction.Model.Card,
            prediction.Crystal.Formula,
            prediction.Crystal.Count,
            prediction.Model.Card.Reference,
            [.. prediction.Axis.Energies().Select(energy => energy * ev)],
            [.. prediction.Dos.ToArray().Select(value => value / ev)],
            prediction.DosSpread is { } spread ? [.. spread.Select(value => value / ev)] : null,
            quantities,
            request.WantsExcitations && prediction.Filled is { } filled
                ? new ExcitationCurve(
                    [.. frequencies.Energies().Select(energy => energy * ev)],
                    [
                        .. filled.Excitations(frequencies, OccupationKelvin)
                            .Select(value => value / ev),
                    ])
                : null,
            request.WantsFingerprint
                ? FingerprintOf(path, prediction.Crystal, cancellation)
                : null,
            request.Ldos?.Path,
            request.Xyz?.Path,
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

    private sealed record Request(
        string File,
        string? Model,
        int? Index,
        OutputFile? Ldos,
        OutputFile? Xyz,
        OutputFile? Report,
        bool WantsFingerprint,
        bool WantsExcitations,
        int Threads);

    /// <summary>A structure of a file of several.</summary>
    /// <param name="Index">From 1.</param>
    private sealed record Subject(Crystal Crystal, int Index, int Structures)
    {
        /// <param name="index">Null for the last.</param>
        public static Subject Read(string file, int? index, VerbConsole console)
        {
            FileContents contents = FileFormats.Read(file);
            console.Warn(file, contents.Warnings);
            int count = contents.Structures.Length;
            return count == 0
                ? throw VerbException.Invalid($"{file}: holds no structure")
                : index > count
                    ? throw VerbException.Absent(
                        $"{file}: holds {count} structures, no --index {index}")
                    : new Subject(
                        contents.Structures[(index ?? count) - 1], index ?? count, count);
        }
    }

    /// <param name="Unit">Of value and std.</param>
    /// <param name="Std">Calibrated; null without a committee.</param>
    private sealed record QuantityRow(string Name, string Unit, double? Value, double? Std);

    /// <param name="Atoms">Of the shard.</param>
    /// <param name="AtomsFromBefore">That were there already.</param>
    private sealed record DosModelShardDocument(
        string File,
        string Model,
        string Parts,
        int Shard,
        int Shards,
        int Atoms,
        int AtomsFromBefore,
        double Seconds)
        : Document("similarity.dosmodel_shard/1");

    private sealed record ExcitationCurve(double[] EnergiesEv, double[] Pairs);

    private sealed record FingerprintPart(
        string Kind, IReadOnlyDictionary<string, string> Parameters, double[] Values);

    /// <param name="Dos">Electrons per eV and atom.</param>
    /// <param name="Std">Of each of its values.</param>
    /// <param name="Ldos">The file of the local ones.</param>
    private sealed record DosModelPredictDocument(
        string File,
        int Index,
        int Structures,
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
