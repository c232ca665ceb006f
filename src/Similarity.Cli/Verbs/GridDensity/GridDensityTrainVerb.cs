using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>Learns densities from calculated ones.</summary>
internal static class GridDensityTrainVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Densities of many small cells: .cube, CHGCAR or .npz.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> large = Files(
            "--large", "Densities of few large cells, learned after the small ones.");
        Option<string[]> validate = Files(
            "--validate", "Densities to calibrate uncertainties with, not learned from.");
        var model = new Option<string>("--model")
        {
            Description = "The file to write the model to.",
            HelpName = "FILE",
            Required = true,
        };
        var source = new Option<string?>("--source")
        {
            Description = "What the calculations are, for the model's card.",
            HelpName = "TEXT",
        };
        var options = new TrainingOptions();
        var verb = new VerbCommand(
            "train",
            "Learn the density at a point from the atoms around it.",
            "similarity griddensity train database/densities/aluminium/al4_T300_e0_0.npz "
                + "--validate database/densities/aluminium/al4_T300_e0_3.npz "
                + "--model al.griddensity")
        {
            files, large, validate, model, source,
        };
        options.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            result.GetValue(files) ?? [],
            result.GetValue(large) ?? [],
            result.GetValue(validate) ?? [],
            OutputFile.Probe("--model", result.GetRequiredValue(model))!,
            result.GetValue(source) ?? "",
            options.Of(result),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string[] files,
        string[] large,
        string[] validate,
        OutputFile target,
        string source,
        Func<IEnumerable<Element>, GridDensityTrainer> trainerFor,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string[] all = [.. files, .. large, .. validate];
        if (all.GroupBy(Path.GetFullPath).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw VerbException.Usage(
                $"{twice.First()} is given twice; what is validated with is not learned from");
        }

        ReferenceDensity[] few = Read(files), many = Read(large), kept = Read(validate);
        GridDensityTrainer trainer = trainerFor(
            few.Concat(many).SelectMany(density => density.Crystal.Sites.ToArray())
                .Select(site => site.Element));
        int epochs = trainer.Members
            * (trainer.Network.Epochs + (many.Length > 0 ? trainer.Transfer.Epochs : 0));
        GridDensityModel? trained = null;
        WorkProgress.Run(console, "epochs", epochs, 0, finished =>
        {
            try
            {
                trained = trainer.Train(
                    few, many, kept, source, threads, (_, _, _) => finished(), cancellation);
            }
            catch (ArgumentException e)
            {
                // Species or compositions that cannot be learned from together.
                throw VerbException.Invalid(e.Message);
            }
            catch (OverflowException)
            {
                throw VerbException.Usage(
                    "--width and --blocks: such a network has more weights than fit");
            }
            catch (ArithmeticException e)
            {
                throw VerbException.NoResult($"{e.Message}; try a lower --rate");
            }
        });
        byte[] bytes = trained!.ToBytes();
        target.Write(stream => stream.Write(bytes));
        GridDensityCard card = trained.Card;
        NetworkShape shape = trained.Network.Shape;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{card.SmallStructures} small and {card.LargeStructures} large structures, "
            + $"{card.Points} points of {shape.Inputs} numbers; {shape.Parameters} weights"));
        if (card.ValidationL1Percent is double percent)
        {
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"on {card.ValidationStructures} other structures: L1 {percent:0.000} %, "
                + $"deviations times {trained.Calibration.Factors[0]:0.00}, "
                + $"{trained.Calibration.Factors[1]:0.00}, "
                + $"{trained.Calibration.Factors[2]:0.00}"));
        }

        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {bytes.Length / 1e6:0.0} MB ({seconds:0.0} s)"));
        console.Print(new GridDensityTrainDocument(
            target.Path,
            bytes.Length,
            [.. trained.Descriptor.Species.Select(species => species.Symbol)],
            [.. trained.Electrons],
            shape.Inputs,
            shape.Parameters,
            trained.Network.IsBayesian,
            trained.Network.Members.Length,
            card.Points,
            card.SmallStructures,
            card.LargeStructures,
            card.ValidationStructures,
            card.ValidationL1Percent,
            [.. trained.Calibration.Factors],
            trained.Network.LastLoss,
            seconds));
        return ExitCode.Done;
    }

    private static ReferenceDensity[] Read(string[] files) =>
        [.. files.Select(ReferenceDensity.Read)];

    private static Option<string[]> Files(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "FILE…",
        AllowMultipleArgumentsPerToken = true,
    };

    private sealed record GridDensityTrainDocument(
        string Model,
        int Bytes,
        IReadOnlyList<string> Species,
        IReadOnlyList<double> Electrons,
        int Columns,
        int Parameters,
        bool IsBayesian,
        int Members,
        int Points,
        int SmallStructures,
        int LargeStructures,
        int ValidationStructures,
        double? ValidationL1Percent,
        IReadOnlyList<double> Calibration,
        double LastLoss,
        double Seconds)
        : Document("similarity.griddensity_train/1");
}
