using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.Cli.Matrices;

namespace Similarity.Cli.Verbs;

/// <summary>Compares all pairs of a set of materials and finds the clusters in it.</summary>
internal static class MatrixVerb
{
    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures, bands or densities of states; a file may hold many structures.");
        var recipe = new RecipeOptions(DensityChoice.Kind);
        var options = new MatrixOptions();
        Option<string> idBy = IdByOption.Create();
        var verb = new VerbCommand(
            "matrix",
            "All pairs of structures, bands or densities of states: matrix, tree and clusters.",
            "similarity matrix database/polymorphs/mp_TiO2_rutile_mp-2657.cif "
                + "database/polymorphs/mp_TiO2_anatase_mp-390.cif "
                + "database/polymorphs/mp_TiO2_brookite_mp-1840.cif "
                + "--kind kinetic --metric euclidean --scale-volume --svg titania.svg")
        {
            files,
        };
        recipe.AddTo(verb);
        options.AddTo(verb);
        verb.Add(idBy);
        verb.Bind((result, console, cancellation) =>
        {
            string[] names = result.GetRequiredValue(files);
            MatrixChoice choice = options.Of(result);
            IdBy by = IdByOption.Of(result, idBy);
            int threads = VerbCommand.ThreadsOf(result);
            return recipe.DensitiesOf(result) is { } densities
                ? RunDensities(names, densities, choice, by, threads, console, cancellation)
                : Run(names, recipe.Of(result), choice, by, threads, console, cancellation);
        });
        return verb;
    }

    public static int Run(
        IReadOnlyList<string> files,
        ImportKind prints,
        MatrixChoice choice,
        IdBy by,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        FingerprintInput[] inputs = [.. FingerprintInputs.Of(files, threads, cancellation, by)];
        if (choice.ScaleVolume)
        {
            prints = prints with { Recipe = VolumeScaling.Of(prints.Recipe, inputs) };
        }

        prints = LearnedScales.Of(prints, inputs, threads, console, cancellation);
        string[] ids = UniqueIds.Of(inputs);
        FingerprintOutcome[] outcomes = Compute(inputs, prints, threads, console, cancellation);
        FingerprintFailure[] failed = Failures(outcomes, ids, console);
        int[] kept =
            [.. Enumerable.Range(0, inputs.Length).Where(i => outcomes[i].Fingerprint is not null)];
        if (kept.Length == 0)
        {
            throw VerbException.Invalid("no input has a fingerprint");
        }

        var matrix = PairMatrix.Of(
            [.. kept.Select(i => outcomes[i].Fingerprint!)],
            [.. kept.Select(i => ids[i])],
            choice.Metric,
            choice.Resample,
            threads,
            cancellation);
        return MatrixOutput.Write(
            new MatrixSubject(
                prints.Recipe.Kind,
                prints.Recipe.Parameters,
                outcomes[kept[0]].Fingerprint!.GridId,
                [.. kept.Select(i => ids[i])],
                [.. kept.Select(i => inputs[i])],
                matrix,
                failed),
            choice,
            threads,
            console,
            cancellation);
    }

    /// <summary>Molecules, by the densities that sets have or a model predicts.</summary>
    private static int RunDensities(
        IReadOnlyList<string> files,
        DensityChoice densities,
        MatrixChoice choice,
        IdBy by,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        DensityChoice.Require(choice.Metric);
        if (choice.ScaleVolume)
        {
            throw VerbException.Usage("--scale-volume is for crystals; molecules have no volume");
        }

        DensityInput[] inputs =
            [.. DensityInputs.Of(files, densities, by, threads, cancellation)];
        string[] ids = UniqueIds.Of(inputs.Select(input => input.Input));
        var failed = new List<FingerprintFailure>();
        var kept = new List<int>();
        foreach ((int i, DensityInput input) in inputs.Index())
        {
            console.Warn(ids[i], input.Input.Warnings);
            if (input.WhyNone is string reason)
            {
                console.Error(reason);
                failed.Add(new FingerprintFailure(ids[i], input.Input.File, reason));
            }
            else
            {
                kept.Add(i);
            }
        }

        if (kept.Count == 0)
        {
            throw VerbException.Invalid("no input has a density");
        }

        return MatrixOutput.Write(
            new MatrixSubject(
                DensityChoice.Kind,
                densities.Parameters,
                densities.GridId,
                [.. kept.Select(i => ids[i])],
                [.. kept.Select(i => inputs[i].Input)],
                DensityMatrix.Of(
                    [.. kept.Select(i => inputs[i].Density!)],
                    densities,
                    choice.Metric,
                    threads,
                    cancellation),
                [.. failed]),
            choice,
            threads,
            console,
            cancellation);
    }

    private static FingerprintOutcome[] Compute(
        FingerprintInput[] inputs,
        ImportKind prints,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        var outcomes = new List<FingerprintOutcome>(inputs.Length);
        WorkProgress.Run(console, "fingerprints", inputs.Length, 0, finished =>
        {
            foreach (FingerprintOutcome outcome in FingerprintBatch.Run(
                inputs, prints, inputs.Length, threads, cancellation))
            {
                outcomes.Add(outcome);
                finished();
            }
        });
        return [.. outcomes];
    }

    private static FingerprintFailure[] Failures(
        FingerprintOutcome[] outcomes, string[] ids, VerbConsole console)
    {
        var failed = new List<FingerprintFailure>();
        foreach ((int i, FingerprintOutcome outcome) in outcomes.Index())
        {
            console.Warn(ids[i], outcome.Warnings);
            if (outcome.WhyNone is string reason)
            {
                console.Error(reason);
                failed.Add(new FingerprintFailure(ids[i], outcome.File, reason));
            }
        }

        return [.. failed];
    }
}
