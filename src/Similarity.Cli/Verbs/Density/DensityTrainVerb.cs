using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Environments;
using Similarity.Numerics;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Density;

/// <summary>Learns densities from structures that have them.</summary>
internal static class DensityTrainVerb
{
    public static Command Create()
    {
        var set = new DensitySetOption();
        var model = new Option<string>("--model")
        {
            Description = "The file to write the model to.",
            HelpName = "FILE",
            Required = true,
        };
        Option<int?> size = NumberOption.Whole(
            "--size", "Learn from N structures drawn at random (default: all).", 2);
        Option<int?> environments = NumberOption.Whole(
            "--environments", "Sparse environments per element (default 150).", 1, 5000);
        Option<double?> cutoff = NumberOption.Positive(
            "--cutoff", "Å", "How far an atom sees (default 5).");
        Option<double?> sigma = NumberOption.Positive(
            "--sigma", "Å", "Width of the Gaussian of a neighbour (default 0.4).");
        Option<int?> committee = NumberOption.Whole(
            "--committee", "Models of random halves for uncertainties (default 0).", 0, 64);
        var committeeOf = new Option<string>("--committee-of")
        {
            Description = "Halves of structures (default), or of groups: molecules, say.",
            HelpName = "WHAT",
            DefaultValueFactory = _ => "structures",
        };
        committeeOf.TakeOneOf("structures", "groups");
        Option<int?> columns = NumberOption.Whole(
            "--columns", "Keep N features per angular momentum (default: all).", 8);
        var eta = new Option<string?>("--eta")
        {
            Description = "Regularisations to choose from (default 1e-4,1e-5,1e-6,1e-7).",
            HelpName = "NUMBERS",
        };
        Option<int?> memory = NumberOption.Whole(
            "--memory", "MiB of features in memory, the rest streams (default 2048).", 0);
        Option<int?> seed = NumberOption.Whole("--seed", "Of all draws (default 1).", 0);
        var verb = new VerbCommand(
            "train",
            "Learn densities from structures with fitted ones.",
            "similarity density train --groups mono,dim --size 110 --model my-water.density")
        {
            model, size, environments, cutoff, sigma, committee, committeeOf, columns, eta,
            memory, seed,
        };
        set.AddTo(verb);
        verb.Bind((result, console, cancellation) =>
        {
            DensityTrainerOptions own = new();
            ExpansionSettings expansion = own.Expansion with
            {
                Cutoff = Bohr(result.GetValue(cutoff)) ?? own.Expansion.Cutoff,
                Sigma = Bohr(result.GetValue(sigma)) ?? own.Expansion.Sigma,
            };
            RequireValid(expansion);
            own = own with
            {
                Expansion = expansion,
                Environments = result.GetValue(environments) ?? own.Environments,
                Committee = result.GetValue(committee) ?? 0,
                CommitteeOfGroups = result.GetValue(committeeOf) == "groups",
                Columns = result.GetValue(columns),
                Regularisations =
                    result.GetValue(eta) is { } words ? Numbers(words) : own.Regularisations,
                Memory = result.GetValue(memory) is int mib ? (long)mib << 20 : own.Memory,
                Seed = (ulong)(result.GetValue(seed) ?? 1),
            };
            OutputFile target = OutputFile.Probe("--model", result.GetRequiredValue(model))!;
            (string file, DensitySet all, DensitySample[] samples) = set.Read(result);
            if (result.GetValue(size) is int wanted && wanted < samples.Length)
            {
                int[] drawn = new RandomStream(own.Seed).Child(7).Sample(samples.Length, wanted);
                samples = [.. drawn.Select(index => samples[index])];
            }

            return Run(
                file,
                all,
                samples,
                own,
                target,
                VerbCommand.ThreadsOf(result),
                console,
                cancellation);
        });
        return verb;

        static double? Bohr(double? angstrom) => angstrom / PhysicalConstants.BohrInAngstrom;
    }

    private static void RequireValid(ExpansionSettings expansion)
    {
        try
        {
            _ = new SphericalExpansion(expansion, SpeciesChannels.Erased);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Usage($"--cutoff and --sigma do not go together: {e.Message}");
        }
    }

    private static ImmutableArray<double> Numbers(string words)
    {
        double[] numbers = [.. words.Split(',').Select(word =>
            double.TryParse(
                word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && value > 0 && double.IsFinite(value)
                ? value
                : throw VerbException.Usage($"--eta expects positive numbers, not '{word}'"))];
        return [.. numbers];
    }

    private static int Run(
        string file,
        DensitySet set,
        DensitySample[] samples,
        DensityTrainerOptions options,
        OutputFile target,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        if (samples.Length < 2)
        {
            throw VerbException.Usage("a model needs at least two structures to learn from");
        }

        int groups = samples.Select(sample => sample.Group).Distinct().Count();
        if (options is { CommitteeOfGroups: true, Committee: > 0 } && groups < 3)
        {
            throw VerbException.Usage(
                $"--committee-of groups needs at least three groups; there are {groups}");
        }

        long start = Stopwatch.GetTimestamp();
        TrainedDensity trained = new DensityTrainer(
            options, threads, line => console.Progress.WriteLine(line), cancellation)
            .Train(set, samples);
        TrainingReport report = trained.Report;
        if (!report.IsConverged)
        {
            throw VerbException.NoResult(string.Create(
                CultureInfo.InvariantCulture,
                $"conjugate gradients stopped after {report.Iterations} iterations at a relative "
                + $"residual of {report.Residual:E1}; larger --eta or fewer --environments may "
                + $"help"));
        }

        byte[] bytes = DensityModelFile.ToBytes(trained.Model);
        target.Write(stream => stream.Write(bytes));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        DensityModelText text = trained.Model.Text;
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples.Length} structures, {report.Dimension} weights, eta "
            + $"{text.Regularisation:E0}, {report.Iterations} iterations"));
        console.Show("error about mean atoms: "
            + $"{Tables.Number(report.TrainingError.BasePercent, 3)} % learned, "
            + (text.ValidationPercent is double heldOut
                ? $"{Tables.Number(heldOut, 3)} % held out"
                : "none held out, as there was one eta"));
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {bytes.Length / 1e6:0.0} MB ({seconds:0.0} s)"));
        console.Print(new DensityTrainDocument(
            file,
            target.Path,
            bytes.Length,
            samples.Length,
            report.Dimension,
            [.. trained.Model.Environments.Select(own =>
                new SpeciesRow(own.Element.Symbol, own.Environments.Count))],
            text.Regularisation,
            report.Iterations,
            report.Residual,
            report.TrainingError.BasePercent,
            text.ValidationPercent,
            report.Scores,
            options.Committee,
            text.UncertaintyScale,
            report.OnDisk,
            seconds));
        return ExitCode.Done;
    }

    private sealed record SpeciesRow(string Element, int Environments);

    private sealed record DensityTrainDocument(
        string Set,
        string Model,
        int Bytes,
        int Structures,
        int Weights,
        SpeciesRow[] Species,
        double Regularisation,
        int Iterations,
        double Residual,
        double TrainingPercent,
        double? ValidationPercent,
        IReadOnlyList<RegularisationScore> Scores,
        int Committee,
        double UncertaintyScale,
        long BytesOnDisk,
        double Seconds)
        : Document("similarity.density_train/1");
}
