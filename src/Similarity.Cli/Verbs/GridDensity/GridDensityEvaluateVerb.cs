using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;
using Spectre.Console;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>How far predicted densities are from calculated ones.</summary>
internal static class GridDensityEvaluateVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Calculated densities: .cube, CHGCAR or .npz.",
            Arity = ArgumentArity.OneOrMore,
        };
        var model = new GridDensityModelOption();
        var verb = new VerbCommand(
            "evaluate",
            "Compare predicted densities with calculated ones, at all points.",
            "similarity griddensity evaluate database/densities/aluminium/al4_T300_e0_4.npz")
        {
            files,
        };
        model.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            result.GetValue(files) ?? [],
            model.Read(result),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string[] files,
        AskedModel asked,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        INetworkDraws draws = asked.Drawn();
        using var device = draws as IDisposable;
        var scores = new List<ScoreRow>();
        WorkProgress.Run(console, "densities", files.Length, 0, finished =>
        {
            foreach (string file in files)
            {
                var reference = ReferenceDensity.Read(file);
                scores.Add(new ScoreRow(
                    file, Score(file, reference, asked.Model, draws, threads, cancellation)));
                finished();
            }
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Table table = Tables.Create(
            "density", "#atoms", "#RMSE", "#of range", "#of deviation", "#L1 %", "#within 1σ",
            "#2σ", "#3σ", "#Hartree mHa/atom");
        foreach (ScoreRow row in scores)
        {
            Tables.Add(
                table,
                Path.GetFileName(row.File),
                Tables.Number(row.Atoms),
                row.Rmse.ToString("E2", CultureInfo.InvariantCulture),
                Tables.Number(row.NrmseRange, 4),
                Tables.Number(row.NrmseDeviation, 4),
                Tables.Number(row.L1Percent, 3),
                Tables.Number(row.Coverage[0], 3),
                Tables.Number(row.Coverage[1], 3),
                Tables.Number(row.Coverage[2], 3),
                Tables.Number(1000 * row.HartreeErrorHaPerAtom, 3));
        }

        console.Show(table);
        console.Print(new GridDensityEvaluateDocument(
            asked.File,
            asked.Draws,
            asked.Seed,
            asked.Device,
            scores,
            scores.Average(row => row.L1Percent),
            seconds));
        return ExitCode.Done;
    }

    private static DensityScore Score(
        string file,
        ReferenceDensity reference,
        GridDensityModel model,
        INetworkDraws draws,
        int threads,
        CancellationToken cancellation)
    {
        try
        {
            return DensityScore.Of(
                model,
                reference,
                DensityScore.Predict(model, reference, draws, threads, cancellation));
        }
        catch (ArgumentException e)
        {
            // Species that the model does not know, sites partly occupied.
            throw VerbException.Invalid($"{file}: {e.Message}");
        }
        catch (Exception e) when (AskedModel.Failure(e) is { } failure)
        {
            throw failure;
        }
    }

    private sealed record ScoreRow(
        string File,
        int Atoms,
        long Points,
        double Rmse,
        double NrmseRange,
        double NrmseDeviation,
        double L1Percent,
        IReadOnlyList<double> Coverage,
        IReadOnlyList<double> CoverageUncalibrated,
        double Epistemic,
        double Aleatoric,
        double NegativeElectrons,
        double ChargeScale,
        double HartreeErrorHaPerAtom)
    {
        public ScoreRow(string file, DensityScore score)
            : this(
                file,
                score.Atoms,
                score.Errors.Points,
                score.Errors.Rmse,
                score.Errors.OfRange,
                score.Errors.OfDeviation,
                score.Errors.L1Percent,
                [.. score.Coverage],
                [.. score.RawCoverage],
                score.Epistemic,
                score.Aleatoric,
                score.Constraint.NegativeElectrons,
                score.Constraint.Scale,
                score.HartreeErrorPerAtom)
        {
        }
    }

    private sealed record GridDensityEvaluateDocument(
        string Model,
        int Draws,
        ulong Seed,
        string Device,
        IReadOnlyList<ScoreRow> Densities,
        double MeanL1Percent,
        double Seconds)
        : Document("similarity.griddensity_evaluate/1");
}
