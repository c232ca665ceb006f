using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.DensityModels.AtomCentred.Comparison;
using Similarity.Fingerprints;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>How alike two materials are, by one kind of fingerprint and one metric.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        Argument<string> a = FileArgument.Named(
            "A", "A structure, bands or a density of states; FILE#ID names one of many.");
        Argument<string> b = FileArgument.Named("B", "What to compare it with.");
        var recipe = new RecipeOptions(DensityChoice.Kind);
        var metric = new Option<string>("--metric")
        {
            Description = $"One of {string.Join(", ", FingerprintMetric.Names)}.",
            HelpName = "M",
            Required = true,
        };
        metric.TakeOneOf([.. FingerprintMetric.Names]);
        var resample = new Option<bool>("--resample")
        {
            Description = "Interpolate fingerprints on different grids to the energies of both.",
        };
        var negative = new Option<string>("--negative")
        {
            Description = "What emd does with negative densities: refuse (default) or clip.",
            HelpName = "POLICY",
            DefaultValueFactory = _ => "refuse",
        };
        negative.TakeOneOf("refuse", "clip");
        var verb = new VerbCommand(
            "compare",
            "One distance or similarity of two structures, bands or densities of states.",
            "similarity compare database/polymorphs/mp_TiO2_rutile_mp-2657.cif "
                + "database/polymorphs/mp_TiO2_anatase_mp-390.cif --kind kinetic --metric cosine")
        {
            a,
            b,
        };
        recipe.AddTo(verb);
        verb.Add(metric);
        verb.Add(resample);
        verb.Add(negative);
        verb.Bind((result, console, cancellation) =>
        {
            string nameA = result.GetRequiredValue(a), nameB = result.GetRequiredValue(b);
            int threads = VerbCommand.ThreadsOf(result);
            var measure = FingerprintMetric.Find(
                result.GetRequiredValue(metric),
                result.GetValue(negative) == "clip" ? NegativeValues.Clip : NegativeValues.Refuse);
            return recipe.DensitiesOf(result) is { } densities
                ? RunDensities(nameA, nameB, densities, measure, threads, console, cancellation)
                : Run(
                    nameA,
                    nameB,
                    recipe.Of(result),
                    measure,
                    result.GetValue(resample),
                    threads,
                    console,
                    cancellation);
        });
        return verb;
    }

    public static int Run(
        string a,
        string b,
        ImportKind choice,
        FingerprintMetric metric,
        bool resample,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        LearnedScales.Require(choice.Recipe);
        (FingerprintInput inputA, Fingerprint ofA) = Make(a);
        (FingerprintInput inputB, Fingerprint ofB) = Make(b);
        (FingerprintPair pair, double value) = Compare(ofA, ofB, metric, resample);
        return Report(
            choice.Recipe.Kind,
            choice.Recipe.Parameters,
            metric,
            value,
            Side.Of(inputA, ofA),
            Side.Of(inputB, ofB),
            pair.Warnings,
            console);

        (FingerprintInput Input, Fingerprint Fingerprint) Make(string name)
        {
            FingerprintInput input = SingleInput.Of(name, threads, cancellation);
            FingerprintOutcome outcome =
                FingerprintBatch.Of(input, choice, threads, cancellation);
            console.Warn(name, outcome.Warnings);
            return (
                input,
                outcome.Fingerprint ?? throw VerbException.Invalid(outcome.WhyNone!));
        }
    }

    /// <summary>Two molecules, by the densities that a set has or a model predicts.</summary>
    private static int RunDensities(
        string a,
        string b,
        DensityChoice choice,
        FingerprintMetric metric,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        DensityChoice.Require(metric);
        DensityInput ofA = One(a), ofB = One(b);
        DensitySimilarity similarity = choice.Comparison.Compare(ofA.Density!, ofB.Density!);
        return Report(
            DensityChoice.Kind,
            choice.Parameters,
            metric,
            DensityChoice.ValueOf(similarity, metric),
            Side.Of(ofA, choice),
            Side.Of(ofB, choice),
            [],
            console);

        DensityInput One(string name)
        {
            IReadOnlyList<DensityInput> found =
                DensityInputs.Of([name], choice, IdBy.Name, threads, cancellation);
            if (found.Count != 1)
            {
                throw VerbException.Usage(found.Count == 0
                    ? $"{name}: holds nothing"
                    : $"{name}: holds several molecules; name one as {name}#{found[0].Input.Id}");
            }

            console.Warn(name, found[0].Input.Warnings);
            return found[0].WhyNone is string reason
                ? throw VerbException.Invalid(reason)
                : found[0];
        }
    }

    private static int Report(
        string kind,
        IReadOnlyDictionary<string, string> parameters,
        FingerprintMetric metric,
        double value,
        Side a,
        Side b,
        IReadOnlyList<string> warnings,
        VerbConsole console)
    {
        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        Table table = Tables.Create("metric", "#value", "meaning");
        Tables.Add(
            table,
            metric.Name,
            Tables.Number(value, 6),
            metric.LargerIsMoreAlike ? "larger is more alike" : "smaller is more alike");
        console.Show(table);
        console.Print(new CompareDocument(
            kind, parameters, metric.Name, value, metric.LargerIsMoreAlike, a, b, warnings));
        return ExitCode.Done;
    }

    private static (FingerprintPair Pair, double Value) Compare(
        Fingerprint a, Fingerprint b, FingerprintMetric metric, bool resample)
    {
        try
        {
            var pair = FingerprintPair.Of(a, b, resample);
            return (pair, metric.Compare(pair.A, pair.B));
        }
        catch (ArgumentException e)
        {
            // Another grid, or negative values: the options say what to do about it.
            throw VerbException.Usage(e.Message);
        }
    }

    private sealed record CompareDocument(
        string Kind,
        IReadOnlyDictionary<string, string> Parameters,
        string Metric,
        double Value,
        bool LargerIsMoreAlike,
        Side A,
        Side B,
        IReadOnlyList<string> Warnings)
        : Document("similarity.compare/1");

    /// <summary>One of the two.</summary>
    private sealed record Side(
        string Id, string File, string Operator, string GridId, IReadOnlyList<string> Warnings)
    {
        public static Side Of(FingerprintInput input, Fingerprint fingerprint) => new(
            input.Id,
            input.File,
            fingerprint.Source.ToString(),
            fingerprint.GridId,
            [.. input.Warnings, .. fingerprint.Warnings]);

        public static Side Of(DensityInput density, DensityChoice choice) => new(
            density.Input.Id,
            density.Input.File,
            density.Source,
            choice.GridId,
            [.. density.Input.Warnings]);
    }
}
