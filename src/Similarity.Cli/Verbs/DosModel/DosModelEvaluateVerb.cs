using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.DosModels;
using Similarity.Cli.Report;
using Similarity.DosModels;
using Spectre.Console;

namespace Similarity.Cli.Verbs.DosModel;

/// <summary>How wrong models are on structures that they have not seen.</summary>
internal static class DosModelEvaluateVerb
{
    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures with bands, JSON lines as database/dos/silicon-pbe.jsonl.gz.");
        var splits = new Option<string[]>("--split")
        {
            Description = "What to hold out (default random): random, family, or "
                + "hold:FAMILY,FAMILY; may be repeated. A model is trained for each.",
            HelpName = "SPLIT",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Train nothing: compare this model with all structures of the files.",
            HelpName = "FILE",
        };
        var choice = new DosTrainingChoice();
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "evaluate",
            "Compare predicted with computed densities of states that were held out.",
            "similarity dosmodel evaluate database/dos/silicon-pbe.jsonl.gz --split random "
                + "--split hold:liq6,liq8")
        {
            files, splits, model,
        };
        choice.AddTo(verb);
        verb.Add(report);
        verb.Bind((result, console, cancellation) =>
        {
            string[] asked = result.GetValue(splits) ?? [];
            if (asked.Length > 0 && result.GetValue(model) is not null)
            {
                throw VerbException.Usage("--split trains models; --model compares one");
            }

            return Run(
                result.GetRequiredValue(files),
                asked.Length == 0 ? ["random"] : asked,
                result.GetValue(model),
                choice.Of(result, defaultMembers: 0),
                choice.DescriptorOf(result),
                ReportOption.Of(result, report),
                VerbCommand.ThreadsOf(result),
                console,
                cancellation);
        });
        return verb;
    }

    private static int Run(
        string[] files,
        string[] splits,
        string? modelFile,
        DosTrainingOptions options,
        DosDescriptor descriptor,
        OutputFile? report,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DosEvaluation[] evaluations;
        if (modelFile is not null)
        {
            (_, Similarity.DosModels.DosModel model) = DosModelOption.Read(modelFile);
            var data = DosData.Read(
                files,
                model.Regression.Sigma,
                model.Regression.Window.Step,
                model.Descriptor,
                threads,
                cancellation,
                model);

            evaluations =
            [
                DosEvaluation.Of(
                    "all",
                    model.Regression,
                    model.Calibration,
                    model.Card.Lambda,
                    model.Card.Structures,
                    data,
                    threads),
            ];
        }
        else
        {
            var data = DosData.Read(
                files, options.Sigma, options.Step, descriptor, threads, cancellation);
            evaluations =
            [
                .. splits.Select(split => Evaluate(
                    split, data, options, threads, cancellation)),
            ];
        }

        Show(evaluations, console);
        report?.Write(DosReport.OfEvaluation(evaluations));
        console.Print(new DosModelEvaluateDocument(
            modelFile,
            options.Regressor.Name,
            options.Representation.Name,
            options.Reference.ToString().ToLowerInvariant(),
            evaluations,
            Stopwatch.GetElapsedTime(start).TotalSeconds));
        return ExitCode.Done;
    }

    private static DosEvaluation Evaluate(
        string split,
        DosData data,
        DosTrainingOptions options,
        int threads,
        CancellationToken cancellation)
    {
        (int[] train, int[] test) = data.Divide(split, options.Seed);
        DosData learned = data.Select(train);
        learned.RequireFolds(options);
        DosTraining training = DosTrainer.Train(
            learned.Targets, learned.Environments, options, threads, cancellation);
        DosCalibration? calibration = options.Members == 0
            ? null
            : DosCalibration.Of(training, learned.Targets, learned.Environments, threads);
        return DosEvaluation.Of(
            split,
            training.Regression,
            calibration,
            training.Lambda,
            train.Length,
            data.Select(test),
            threads);
    }

    private static void Show(DosEvaluation[] evaluations, VerbConsole console)
    {
        Table table = Tables.Create([.. DosEvaluationTable.Headings]);
        foreach (DosEvaluation row in evaluations)
        {
            Tables.Add(table, DosEvaluationTable.Cells(row));
        }

        console.Show(table);
        console.Show(DosEvaluationTable.Legend);
        foreach (DosEvaluation row in evaluations.Where(row => row.Coverage68 is not null))
        {
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Split}: {100 * row.Coverage68:0} % and {100 * row.Coverage95:0} % of the "
                + $"values within intervals of 68 % and 95 %; rank correlation of errors with "
                + $"spreads {row.RankCorrelation:0.00}"));
        }
    }

    private sealed record DosModelEvaluateDocument(
        string? Model,
        string Regressor,
        string Representation,
        string Reference,
        DosEvaluation[] Splits,
        double Seconds)
        : Document("similarity.dosmodel_evaluate/1");
}
