using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Slurm;
using Similarity.Formats.Hdf5;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>Predicts the density of a structure, slab after slab.</summary>
internal static class GridDensityPredictVerb
{
    private const double DefaultSpacing = 0.18;
    private const int MostShards = 10_000;

    public static Command Create()
    {
        Argument<string> file = FileArgument.One("A structure; the first of several.");
        var output = new Option<string>("--out")
        {
            Description = "A file to write, .cube, .npz or .h5 (HDF5); parts are kept beside it "
                + "until it is whole.",
            HelpName = "FILE",
            Required = true,
        };
        Option<double?> spacing = NumberOption.Positive(
            "--spacing", "Å", "At most so far from point to point (default 0.18).");
        Option<int[]> grid = Numbers(
            "--grid", "A,B,C", "Points along each axis, instead of --spacing.", 3, 1);
        Option<int[]> repeat = Numbers(
            "--repeat", "A,B,C", "Predict a supercell of so many cells.", 3, 1);
        Option<int[]> planes = Numbers(
            "--planes",
            "FIRST,COUNT",
            "Only so many planes of the grid; their charge cannot be constrained.",
            2,
            0);
        Option<bool> resume = Flag(
            "--resume", "Go on where an interrupted run of the same prediction stopped.");
        Option<int?> shards = NumberOption.Whole(
            "--shards", "The prediction is in N parts.", 1, MostShards);
        Option<int?> shard = NumberOption.Whole("--shard", "Make only this part, from 0.", 0);
        Option<bool> merge = Flag("--merge", "Write the output of parts that are made.");
        Option<bool> slurm = Flag(
            "--slurm", "Submit the parts, and what merges them, as jobs of Slurm.");
        var resources = new SlurmOptions();
        var model = new GridDensityModelOption();
        var verb = new VerbCommand(
            "predict",
            "Predict the electron density of a structure.",
            "similarity griddensity predict database/densities/aluminium/al4_T300_e0_4.npz "
                + "--out Al.cube")
        {
            file, output, spacing, grid, repeat, planes, resume, shards, shard, merge, slurm,
        };
        model.AddTo(verb);
        resources.AddTo(verb);
        verb.BindHeedful((result, console, cancellation) =>
        {
            string structure = result.GetRequiredValue(file);
            OutputFile target = OutputFile.Probe("--out", result.GetRequiredValue(output))!;
            RequireKind(target.Path);

            int[]? counts = Asked(result, grid), part = Asked(result, planes);
            int[] times = Asked(result, repeat) ?? [1, 1, 1];
            if (counts is not null && result.GetValue(spacing) is not null)
            {
                throw VerbException.Usage("--grid and --spacing exclude each other");
            }

            bool isMerge = result.GetValue(merge), isSlurm = result.GetValue(slurm);
            int? index = result.GetValue(shard), count = result.GetValue(shards);
            bool isWhole = !isMerge && !isSlurm && index is null;
            if ((isMerge ? 1 : 0) + (isSlurm ? 1 : 0) + (index is null ? 0 : 1) > 1)
            {
                throw VerbException.Usage("--shard, --merge and --slurm exclude each other");
            }

            if (isWhole != count is null || index >= count || (!isWhole && part is not null))
            {
                throw VerbException.Usage(isWhole || count is null
                    ? "a prediction in parts is --shards N with --shard I, --merge or --slurm"
                    : part is null
                        ? $"--shard expects a whole number from 0 to {count - 1}, not '{index}'"
                        : "--planes are for a prediction in one part");
            }

            AskedModel asked = model.Read(result);
            double step = result.GetValue(spacing) ?? DefaultSpacing;
            if (isSlurm)
            {
                var jobs = PredictionJobs.Submit(
                    "griddensity",
                    structure,
                    target.Path,
                    count!.Value,
                    [
                        "griddensity", "predict", $"--out={Path.GetFullPath(target.Path)}",
                        .. asked.Words(),
                        $"--repeat={string.Join(',', times)}",
                        counts is null
                            ? string.Create(CultureInfo.InvariantCulture, $"--spacing={step:R}")
                            : $"--grid={string.Join(',', counts)}",
                    ],
                    resources.ResourcesOf(result),
                    resources.AtOnceOf(result),
                    resources.IsDry(result),
                    console);
                console.Print(new GridDensityJobsDocument(
                    target.Path,
                    count.Value,
                    jobs.ArrayScript,
                    jobs.MergeScript,
                    jobs.Array,
                    jobs.Merge,
                    jobs.Commands));
                return ExitCode.Done;
            }

            resources.RefuseWithoutSlurm(result);
            var subject = PredictionSubject.Read(
                structure, times, counts, step / PhysicalConstants.BohrInAngstrom);
            PlaneRange range = RangeOf(part, subject.Grid.Count0);
            using var run = new PredictionRun(
                subject, asked, target, VerbCommand.ThreadsOf(result), predicts: !isMerge);
            try
            {
                return isMerge ? run.Merge(count!.Value, console)
                    : index is int number ? run.Shard(number, count!.Value, console, cancellation)
                    : run.Whole(range, result.GetValue(resume), console, cancellation);
            }
            catch (Exception e) when (AskedModel.Failure(e) is { } failure)
            {
                // Parts are kept: the next run may find the device well.
                throw failure;
            }
        });
        return verb;
    }

    private static void RequireKind(string path)
    {
        string kind = Path.GetExtension(path);
        if (kind is not (".cube" or ".npz" or ".h5" or ".hdf5"))
        {
            throw VerbException.Usage(
                $"--out {path}: the name of the file ends in .cube, .npz, .h5 or .hdf5");
        }

        if (kind is ".h5" or ".hdf5" && Hdf5Library.Current.WhyNot is string reason)
        {
            throw VerbException.Absent(
                $"--out {path}: there is no HDF5 library ({reason}); install one, as libhdf5 or "
                + "hdf5-tools, or write .npz");
        }
    }

    private static PlaneRange RangeOf(int[]? part, int planes) => part switch
    {
        null => new PlaneRange(0, planes),
        [var first, var count] when count >= 1 && first + (long)count <= planes =>
            new PlaneRange(first, count),
        _ => throw VerbException.Usage(string.Create(
            CultureInfo.InvariantCulture,
            $"--planes {part[0]},{part[1]}: the grid has {planes} planes")),
    };

    private static Option<bool> Flag(string name, string help) => new(name) { Description = help };

    /// <summary>Null where the option is absent: an array is then empty.</summary>
    private static int[]? Asked(ParseResult result, Option<int[]> option) =>
        result.GetValue(option) is { Length: > 0 } numbers ? numbers : null;

    private static Option<int[]> Numbers(
        string name, string form, string help, int count, int least) => new(name)
        {
            Description = help,
            HelpName = form,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                string[] words = text.Split(',');
                int[] numbers = new int[words.Length];
                for (int i = 0; i < words.Length; i++)
                {
                    if (words.Length != count
                        || !int.TryParse(
                            words[i],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out numbers[i])
                        || numbers[i] < least)
                    {
                        result.AddError($"{name} expects whole numbers {form}, not '{text}'");
                        return [];
                    }
                }

                return numbers;
            },
        };

    private sealed record GridDensityJobsDocument(
        string File,
        int Shards,
        string ArrayScript,
        string MergeScript,
        long? Array,
        long? Merge,
        IReadOnlyList<string> Commands)
        : Document("similarity.griddensity_jobs/1");
}
