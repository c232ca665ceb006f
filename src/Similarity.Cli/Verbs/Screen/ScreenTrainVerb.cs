using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Screening;
using Similarity.Fingerprints;
using Similarity.Learning.Forests;
using Similarity.Screening;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Screen;

/// <summary>Learns from the materials of a database which are conductors.</summary>
internal static class ScreenTrainVerb
{
    private const int WindowsShown = 12;

    public static Command Create()
    {
        var forests = new ForestChoices();
        var model = new Option<string>("--model")
        {
            Description = "The file to write the model to.",
            HelpName = "FILE",
            Required = true,
        };
        var verb = new VerbCommand(
            "train",
            "Learn from the materials of a database which are transparent conductors.",
            "similarity screen train --db tcm.db --features composition,kinetic --model tcm.forest")
        {
            forests.Database, model,
        };
        forests.AddTo(verb);
        verb.Bind((result, console, cancellation) =>
        {
            OutputFile target = OutputFile.Probe("--model", result.GetRequiredValue(model))!;
            return forests.Run(result, console, request => request.Plans.Length == 1
                ? Run(request, target, console, cancellation)
                : throw VerbException.Usage("--features is given twice; train learns once"));
        });
        return verb;
    }

    private static int Run(
        ForestRequest request,
        OutputFile target,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ScreeningData data = request.Read(console, cancellation);
        data.RequireASplit(request.Store.Location);
        ScreeningTable table = data.Tables[0];
        FeaturePlan plan = request.Plans[0].Plan;
        TrainedForest trained = request.Trainer.Fit(table.Rows, request.Threads, cancellation);
        double cut = request.Threshold ?? trained.BalancedThreshold;
        ScreeningScores? outOfBag = trained.OutOfBag.At(cut);
        ForestOptions grown = request.Trainer.Forest.Options;
        var card = new ModelCard(
            Path.GetFileName(request.Store.Location)
                + (request.Labels.File is { } file ? $" with {Path.GetFileName(file)}" : ""),
            request.Labels.Criteria,
            table.Count,
            table.Positives,
            grown.Trees,
            grown.Seed,
            outOfBag?.RocArea,
            outOfBag?.BalancedAccuracy,
            Fingerprint.CurrentProgramVersion);
        byte[] bytes = new ScreeningModel(plan, trained, cut, card).ToBytes();
        target.Write(stream => stream.Write(bytes));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        WindowRow[] windows =
        [
            .. trained.WindowImportances(table.Columns).Take(WindowsShown)
                .Select(window => new WindowRow(window.Window, window.Importance)),
        ];
        Table shown = Tables.Create("window", "#importance");
        foreach (WindowRow window in windows)
        {
            Tables.Add(shown, window.Window, Tables.Number(window.Importance, 4));
        }

        console.Show(shown);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Count} materials, {table.Positives} conductors, {data.Unlabelled} without "
            + $"label, {data.Incomplete} without all {plan.Columns.Length} features"));
        console.Show($"out of bag: ROC area {Tables.Number(card.OutOfBagRocArea, 3)}, balanced "
            + $"accuracy {Tables.Number(card.OutOfBagBalancedAccuracy, 3)}");
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {bytes.Length / 1e6:0.0} MB ({seconds:0.0} s)"));
        console.Print(new ScreenTrainDocument(
            request.Store.Location,
            target.Path,
            bytes.Length,
            [.. plan.Blocks.Select(block => block.Name)],
            plan.Columns.Length,
            table.Count,
            table.Positives,
            data.Unlabelled,
            data.Incomplete,
            grown.Trees,
            cut,
            card.OutOfBagRocArea,
            card.OutOfBagBalancedAccuracy,
            windows,
            seconds));
        return ExitCode.Done;
    }

    private sealed record WindowRow(string Window, double Importance);

    private sealed record ScreenTrainDocument(
        string Database,
        string Model,
        int Bytes,
        IReadOnlyList<string> Features,
        int Columns,
        int Rows,
        int Positives,
        int Unlabelled,
        int Incomplete,
        int Trees,
        double Threshold,
        double? OutOfBagRocArea,
        double? OutOfBagBalancedAccuracy,
        WindowRow[] Windows,
        double Seconds)
        : Document("similarity.screen_train/1");
}
