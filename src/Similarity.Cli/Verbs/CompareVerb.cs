using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
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
        var recipe = new RecipeOptions();
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
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(a),
            result.GetRequiredValue(b),
            recipe.Of(result),
            FingerprintMetric.Find(
                result.GetRequiredValue(metric),
                result.GetValue(negative) == "clip" ? NegativeValues.Clip : NegativeValues.Refuse),
            result.GetValue(resample),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
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
        foreach (string warning in pair.Warnings)
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
            choice.Recipe.Kind,
            choice.Recipe.Parameters,
            metric.Name,
            value,
            metric.LargerIsMoreAlike,
            Side.Of(inputA, ofA),
            Side.Of(inputB, ofB),
            pair.Warnings));
        return ExitCode.Done;

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
    }
}
