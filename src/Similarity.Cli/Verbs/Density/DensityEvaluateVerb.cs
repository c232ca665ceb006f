using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.DensityModels.AtomCentred.Training;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Density;

/// <summary>Compares predicted densities with fitted ones.</summary>
internal static class DensityEvaluateVerb
{
    public static Command Create()
    {
        var set = new DensitySetOption();
        Option<string?> model = DensityModelOption.Create();
        var absolute = new Option<bool>("--absolute")
        {
            Description = "Integrate the absolute difference too (slower).",
        };
        var verb = new VerbCommand(
            "evaluate",
            "Compare the densities a model predicts with those of a set.",
            "similarity density evaluate --groups tri,tet")
        {
            model, absolute,
        };
        set.AddTo(verb);
        verb.Bind((result, console, cancellation) =>
        {
            int threads = VerbCommand.ThreadsOf(result);
            (string file, DensitySet _, DensitySample[] samples) = set.Read(result);
            (string path, DensityModel own) =
                DensityModelOption.Read(result.GetValue(model), threads);
            return Run(
                file,
                samples,
                path,
                own,
                result.GetValue(absolute),
                threads,
                console,
                cancellation);
        });
        return verb;
    }

    private static int Run(
        string file,
        DensitySample[] samples,
        string path,
        DensityModel model,
        bool withAbsolute,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var errors = new List<DensityErrors>();
        WorkProgress.Run(console, "structures", samples.Length, 0, finished =>
        {
            foreach (DensitySample sample in samples)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    errors.Add(DensityErrors.Of(model, sample, withAbsolute, threads));
                }
                catch (ArgumentException e)
                {
                    throw VerbException.Invalid($"{file}: {sample.Name}: {e.Message}");
                }

                finished();
            }
        });
        GroupRow[] rows = [.. errors.GroupBy(each => each.Sample.Group)
            .Select(group => GroupRow.Of(group.Key, [.. group]))];
        Table table = Tables.Create(
            "group", "#structures", "#base (%)", "#L2 (%)", "#L1 (%)", "#charge (e)",
            "#dipole (D)", "#electrostatic (meV/atom)", "#uncertainty (%)");
        foreach (GroupRow row in rows)
        {
            Tables.Add(
                table,
                row.Group,
                Tables.Number(row.Structures),
                Tables.Number(row.BasePercent, 3),
                Tables.Number(row.L2Percent, 4),
                Tables.Number(row.L1Percent, 3),
                Tables.Number(row.ChargeErrorE, 4),
                Tables.Number(row.DipoleErrorDebye, 4),
                Tables.Number(1000 * row.ElectrostaticErrorEvPerAtom, 2),
                Tables.Number(row.UncertaintyPercent, 3));
        }

        console.Show(table);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = GroupRow.Of("all", errors);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{all.BasePercent:0.000} % about mean atoms over all ({seconds:0.0} s)"));
        console.Print(new DensityEvaluateDocument(file, path, all, rows, seconds));
        return ExitCode.Done;
    }

    /// <summary>Means over structures; percentages of sums over structures.</summary>
    private sealed record GroupRow(
        string Group,
        int Structures,
        double BasePercent,
        double L2Percent,
        double? L1Percent,
        double ChargeErrorE,
        double DipoleErrorDebye,
        double? FitDipoleErrorDebye,
        double ElectrostaticErrorEvPerAtom,
        double? FitElectrostaticErrorEvPerAtom,
        double? UncertaintyPercent)
    {
        public static GroupRow Of(string group, IReadOnlyList<DensityErrors> errors)
        {
            var sum = SampleError.Sum(errors.Select(each => each.Error));
            return new(
                group,
                errors.Count,
                sum.BasePercent,
                sum.NormPercent,
                errors.Average(each => each.AbsolutePercent),
                errors.Average(each => Math.Abs(each.ChargeError)),
                PhysicalConstants.ElectronBohrInDebye * errors.Average(each => each.DipoleError),
                PhysicalConstants.ElectronBohrInDebye * errors.Average(each => each.FitDipoleError),
                Units.Ev(errors.Average(each =>
                    Math.Abs(each.ElectrostaticError) / Atoms(each))),
                Units.Ev(errors.Average(each => each.FitElectrostaticError is double error
                    ? Math.Abs(error) / Atoms(each)
                    : null)),
                errors.Average(each => each.UncertaintyPercent));
        }

        private static int Atoms(DensityErrors errors) =>
            errors.Sample.Density.Functions.Crystal.Count;
    }

    private sealed record DensityEvaluateDocument(
        string Set, string Model, GroupRow All, GroupRow[] Groups, double Seconds)
        : Document("similarity.density_evaluate/1");
}
