using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.DosModels;
using Similarity.DosModels;
using Similarity.Fingerprints;
using Spectre.Console;

namespace Similarity.Cli.Verbs.DosModel;

/// <summary>Learns densities of states from structures with bands.</summary>
internal static class DosModelTrainVerb
{
    private const int DefaultMembers = 16;

    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures with bands, JSON lines as database/dos/silicon-pbe.jsonl.gz.");
        var model = new Option<string>("--model")
        {
            Description = "The file to write the model to.",
            HelpName = "FILE",
            Required = true,
        };
        var choice = new DosTrainingChoice();
        var verb = new VerbCommand(
            "train",
            "Learn densities of states from structures with bands.",
            "similarity dosmodel train database/dos/silicon-pbe.jsonl.gz --model my.dosmodel")
        {
            files, model,
        };
        choice.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(files),
            OutputFile.Probe("--model", result.GetRequiredValue(model))!,
            choice.Of(result, DefaultMembers),
            choice.DescriptorOf(result),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string[] files,
        OutputFile target,
        DosTrainingOptions options,
        DosDescriptor descriptor,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var data = DosData.Read(
            files, options.Sigma, options.Step, descriptor, threads, cancellation);
        data.RequireFolds(options);
        DosTraining training = DosTrainer.Train(
            data.Targets, data.Environments, options, threads, cancellation);
        if (!training.Converged)
        {
            console.Warn("the energy references had not settled to 0.1 meV when the search ended");
        }

        DosCalibration? calibration = options.Members == 0
            ? null
            : DosCalibration.Of(training, data.Targets, data.Environments, threads);
        double ev = PhysicalConstants.HartreeInEv;
        TriedPenalty[] tried =
        [
            .. training.CrossValidation.Select(penalty => new TriedPenalty(
                penalty.Lambda, penalty.Stiffness, Math.Sqrt(penalty.HeldOut / ev))),
        ];
        var card = new DosModelCard(
            string.Join(", ", files.Select(file => Path.GetFileName(file))),
            data.Targets.Length,
            data.Environments.Features.Rows,
            [.. data.Targets.Select(t => t.Sample.Family).Distinct()],
            options.Regressor.Name,
            options.Representation.Name,
            options.Reference.ToString().ToLowerInvariant(),
            Math.Round(options.Sigma * ev, 9),
            training.Lambda,
            tried.Length == 0 ? null : tried.Min(penalty => penalty.Rmse),
            options.Members,
            options.Seed,
            Fingerprint.CurrentProgramVersion);
        byte[] bytes = DosModelFile.ToBytes(new Similarity.DosModels.DosModel(
            data.Electrons,
            descriptor,
            training.Regression,
            calibration,
            card));
        target.Write(stream => stream.Write(bytes));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double spread = Math.Sqrt(training.Shifts.Average(shift => shift * shift)) * ev;
        Table table = Tables.Create("quantity", "#value", "unit");
        Tables.Add(table, "structures", Tables.Number(card.Structures), "");
        Tables.Add(table, "environments", Tables.Number(card.Environments), "");
        Tables.Add(
            table, "held out, best shift", Tables.Number(card.CrossValidationRmse, 4), "eV^-1/2");
        Tables.Add(table, "spread of references", Tables.Number(spread, 4), "eV");
        console.Show(table);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {bytes.Length / 1e6:0.0} MB ({seconds:0.0} s)"));
        console.Print(new DosModelTrainDocument(
            target.Path,
            bytes.Length,
            card,
            tried,
            training.Stiffness,
            spread,
            training.Sweeps,
            training.Converged,
            seconds));
        return ExitCode.Done;
    }

    private sealed record TriedPenalty(double Lambda, double Stiffness, double Rmse);

    private sealed record DosModelTrainDocument(
        string Model,
        int Bytes,
        DosModelCard Card,
        TriedPenalty[] CrossValidation,
        double Stiffness,
        double ReferenceSpreadEv,
        int Sweeps,
        bool Converged,
        double Seconds)
        : Document("similarity.dosmodel_train/1");
}
