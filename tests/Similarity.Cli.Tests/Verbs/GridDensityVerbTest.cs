using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Formats.Hdf5;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics.Hardware;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class GridDensityVerbTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WhatIsTrainedEvaluatesAndPredicts()
    {
        string model = await Train();
        ProgramRun evaluated = await ProgramRun.Of(
            "griddensity", "evaluate", Density("al4_T300_e0_4"), "--model", model, "--draws", "3",
            "--json");
        Assert.Equal(ExitCode.Done, evaluated.Code);
        JsonElement score = evaluated.Json.GetProperty("densities")[0];
        Assert.Equal(4, score.GetProperty("atoms").GetInt32());
        Assert.InRange(score.GetProperty("l1_percent").GetDouble(), 0.1, 12);

        string cube = folder.File("al.cube");
        ProgramRun predicted = await ProgramRun.Of(
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws", "3",
            "--grid", "9,8,10", "--out", cube, "--json");
        Assert.Equal(ExitCode.Done, predicted.Code);
        Assert.Equal(12, predicted.Json.GetProperty("electrons").GetDouble(), 1e-12);
        Assert.False(Directory.Exists(cube + ".parts"));

        // The cube holds the exact charge, and is a density of the same structure again.
        ProgramRun again = await ProgramRun.Of(
            "griddensity", "evaluate", cube, "--model", model, "--draws", "3", "--json");
        JsonElement itself = again.Json.GetProperty("densities")[0];
        Assert.Equal(1, predicted.Json.GetProperty("charge_scale").GetDouble(), 0.1);
        Assert.Equal(0, itself.GetProperty("l1_percent").GetDouble(), 1e-6);
        Assert.Equal(0, itself.GetProperty("hartree_error_ha_per_atom").GetDouble(), 1e-9);
    }

    /// <summary>
    /// Stopped by Ctrl-C at some slab, then resumed: byte for byte the same file.
    /// </summary>
    [SkippableTheory]
    [InlineData(".npz")]
    [InlineData(".cube")]
    [InlineData(".h5")]
    public async Task AResumedRunEqualsAnUndisturbedOne(string kind)
    {
        Skip.If(kind == ".h5" && Hdf5Library.Current.WhyNot is not null, "no HDF5 library");
        string model = await Train(), whole = folder.File("whole" + kind);
        string stopped = folder.File("stopped" + kind);
        string[] Line(string file, params string[] more) =>
        [
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws", "2",
            "--grid", "400,12,12", "--out", file, .. more,
        ];
        Assert.Equal(ExitCode.Done, (await ProgramRun.Of([.. Line(whole), "--threads", "2"])).Code);

        string first = Path.Combine(stopped + ".parts", "density.npy");
        await StopAsync(
            Line(stopped),
            stopped,
            () => File.Exists(first) && new FileInfo(first).Length > 128);
        Assert.False(File.Exists(stopped));

        // A plane half-written, as by a process that was killed.
        File.AppendAllText(first, "torn");
        ProgramRun resumed = await ProgramRun.Of([.. Line(stopped, "--resume"), "--json"]);
        Assert.Equal(ExitCode.Done, resumed.Code);
        Assert.InRange(resumed.Json.GetProperty("planes_from_before").GetInt32(), 8, 399);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(stopped));
    }

    /// <summary>h5dump reads the numbers that the .npz has.</summary>
    [SkippableFact]
    public async Task AnHdf5FileHoldsWhatAnNpzHolds()
    {
        Skip.If(Hdf5Library.Current.WhyNot is not null, "no HDF5 library");
        string model = await Train(), npz = folder.File("al.npz"), h5 = folder.File("al.h5");
        foreach (string file in new[] { npz, h5 })
        {
            Assert.Equal(ExitCode.Done, (await ProgramRun.Of(
                "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws",
                "2", "--grid", "11,300,5", "--out", file)).Code);
        }

        string tool = "/usr/bin/h5dump", binary = folder.File("rho.bin");
        Skip.IfNot(File.Exists(tool), "h5dump is not installed: apt-get install hdf5-tools");
        using ZipArchive zip = ZipFile.OpenRead(npz);
        foreach (string name in new[] { "rho", "aleatoric", "epistemic", "xyz_bohr" })
        {
            using var dump = Process.Start(
                tool, ["-d", "/" + name, "-b", "LE", "-o", binary, h5]);
            await dump.WaitForExitAsync();
            Assert.Equal(0, dump.ExitCode);
            using Stream entry = zip.GetEntry(name + ".npy")!.Open();
            using var bytes = new MemoryStream();
            await entry.CopyToAsync(bytes);

            // Behind ten bytes and a text, whose length is the last two of them.
            byte[] expected = bytes.ToArray();
            int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(8));
            Assert.Equal(expected[start..], await File.ReadAllBytesAsync(binary));
        }
    }

    /// <summary>Of a density that is nowhere positive nothing can come: no parts are left.
    /// </summary>
    [Fact]
    public async Task PartsOfWhatCannotBecomeADensityAreNotLeft()
    {
        var descriptor = new DescriptorSettings
        {
            Species = [new Element(13)],
            Distances = 1,
            Directions = 0,
            RadialSums = 0,
        };
        var shape = new NetworkShape(descriptor.Columns, 2, 0, 1);
        var negative = new GridDensityModel
        {
            Network = new NetworkModel(
                shape,
                new RowScaling(new double[shape.Inputs], [.. Enumerable.Repeat(1.0, shape.Inputs)]),
                -1,
                1e-9,
                [new GaussianWeights(new double[shape.Parameters], null)]),
            Descriptor = descriptor,
            Electrons = [3],
        };
        string model = folder.File("negative.griddensity"), file = folder.File("al.npz");
        await File.WriteAllBytesAsync(model, negative.ToBytes());
        ProgramRun run = await ProgramRun.Of(
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--grid",
            "4,4,4", "--out", file);
        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("."), "al.npz*"));
    }

    [Fact]
    public async Task AnotherPredictionIsNotResumed()
    {
        string model = await Train(), file = folder.File("al.npz");
        string[] line =
        [
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--grid",
            "400,12,12", "--out", file,
        ];
        string plan = Path.Combine(file + ".parts", "plan.json");
        await StopAsync(line, file, () => File.Exists(plan));
        ProgramRun other = await ProgramRun.Of([.. line, "--resume", "--draws", "2"]);
        Assert.Equal(ExitCode.InvalidInput, other.Code);
        Assert.Contains("plan.json", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanesAreThoseOfTheWholeCellBeforeItsChargeIsConstrained()
    {
        string model = await Train();
        string[] common =
        [
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws", "0",
            "--grid", "24,8,8", "--json", "--out",
        ];
        ProgramRun part = await ProgramRun.Of(
            [.. common, folder.File("part.cube"), "--planes", "8,3"]);
        Assert.Equal(ExitCode.Done, part.Code);
        Assert.Equal([3, 8, 8], part.Json.GetProperty("grid").EnumerateArray()
            .Select(count => count.GetInt32()));
        Assert.Equal(JsonValueKind.Null, part.Json.GetProperty("charge_scale").ValueKind);
        ProgramRun crooked = await ProgramRun.Of(
            [.. common, folder.File("part.cube"), "--planes", "7,3"]);
        Assert.Equal(ExitCode.Usage, crooked.Code);
        Assert.Contains("multiple of 8", crooked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnHdf5LibraryHdf5IsAbsent()
    {
        using IDisposable _ = Hdf5Library.Use("libhdf5-that-is-not.so");
        string file = folder.File("al.h5");
        ProgramRun run = await ProgramRun.Of(
            "griddensity", "predict", Density("al4_T300_e0_4"), "--out", file);
        Assert.Equal(ExitCode.Absent, run.Code);
        Assert.Contains("libhdf5-that-is-not.so", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("."), "al.h5*"));
    }

    [SkippableFact]
    public async Task WithoutAGpuAGpuIsAbsent()
    {
        Skip.If(
            GpuDiscovery.Find().Devices.Any(device => device.Kind == "GPU"), "there is a GPU");
        string file = folder.File("al.cube");
        ProgramRun run = await ProgramRun.Of(
            "griddensity", "predict", Density("al4_T300_e0_4"), "--out", file, "--device", "gpu");
        Assert.Equal(ExitCode.Absent, run.Code);
        Assert.Contains("--device gpu: no GPU serves here", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("."), "al.cube*"));
    }

    /// <summary>
    /// A device that the environment asks for predicts what the processor does but for rounding,
    /// and its parts are not mixed with the processor's.
    /// </summary>
    [SkippableFact]
    public async Task ADevicePredictsWhatTheProcessorDoes()
    {
        GpuInventory found = GpuDiscovery.Find();
        Skip.IfNot(
            found.Devices.Any(device => device.Interface == "OpenCL"),
            string.Join("; ", found.Reasons));
        string model = await Train(), plain = folder.File("cpu.cube");
        string device = folder.File("gpu.cube"), part = folder.File("part.cube");
        string[] Line(string file, params string[] more) =>
        [
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws", "3",
            "--grid", "16,9,10", "--out", file, "--json", .. more,
        ];
        ProgramRun onProcessor = await ProgramRun.Of(Line(plain));
        ProgramRun onDevice = await OnOpenCl(Line(device, "--device", "gpu"));
        Assert.True(onDevice.Code == ExitCode.Done, onDevice.Error);
        Assert.Equal("gpu", onDevice.Json.GetProperty("device").GetString());
        Assert.Equal("cpu", onProcessor.Json.GetProperty("device").GetString());
        ReadOnlySpan<double> expected = ReferenceDensity.Read(plain).Values;
        ReadOnlySpan<double> actual = ReferenceDensity.Read(device).Values;
        for (int i = 0; i < expected.Length; i++)
        {
            // Densities are some 0.03; single precision, and digits of the file.
            Assert.Equal(expected[i], actual[i], 1e-6);
        }

        string[] shard = Line(part, "--shards", "2", "--shard", "0");
        Assert.Equal(ExitCode.Done, (await OnOpenCl([.. shard, "--device", "gpu"])).Code);
        ProgramRun mixed = await ProgramRun.Of(shard);
        Assert.Equal(ExitCode.InvalidInput, mixed.Code);
        Assert.Contains("another device", mixed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergedShardsEqualOneRun()
    {
        string model = await Train(), whole = folder.File("whole.npz");
        string merged = folder.File("merged.npz");
        string[] Line(string file, params string[] more) =>
        [
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--draws", "2",
            "--grid", "30,9,9", "--out", file, .. more,
        ];
        await ProgramRun.Of(Line(whole));
        ProgramRun early = await ProgramRun.Of(Line(merged, "--shards", "3", "--merge"));
        Assert.Equal(ExitCode.Absent, early.Code);
        foreach (string shard in new[] { "2", "0", "1", "1" })
        {
            Assert.Equal(ExitCode.Done, (await ProgramRun.Of(
                Line(merged, "--shards", "3", "--shard", shard))).Code);
        }

        Assert.Equal(
            ExitCode.Done, (await ProgramRun.Of(Line(merged, "--shards", "3", "--merge"))).Code);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(merged));
        Assert.Empty(Directory.GetDirectories(folder.File("."), "merged*"));
    }

    [Fact]
    public async Task ScriptsOfJobsCallTheSameLineInParts()
    {
        string model = await Train(), file = folder.File("al.npz");
        ProgramRun run = await ProgramRun.Of(
            "griddensity", "predict", Density("al4_T300_e0_4"), "--model", model, "--grid",
            "30,9,9", "--out", file, "--shards", "3", "--slurm", "--dry-run", "--cpus", "2",
            "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        string array = File.ReadAllText(run.Json.GetProperty("array_script").GetString()!);
        string merge = File.ReadAllText(run.Json.GetProperty("merge_script").GetString()!);
        Assert.Contains("#SBATCH --cpus-per-task=2", array, StringComparison.Ordinal);
        Assert.Contains("--shard=\"$SLURM_ARRAY_TASK_ID\"", array, StringComparison.Ordinal);
        Assert.Contains("--grid=30,9,9", array, StringComparison.Ordinal);
        Assert.Contains("--merge", merge, StringComparison.Ordinal);
        Assert.Contains(
            "--threads=\"${SLURM_CPUS_PER_TASK:-1}\"", merge, StringComparison.Ordinal);
        Assert.Contains(
            "--output=griddensity-%A-%a.log",
            run.Json.GetProperty("commands")[0].GetString(),
            StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("array").ValueKind);
    }

    [Theory]
    [InlineData("predict {al} --out x.cube --shard 1", ExitCode.Usage, "--shards N")]
    [InlineData("predict {al} --out x.cube --shards 2 --shard 2", ExitCode.Usage, "from 0 to 1")]
    [InlineData("predict {al} --out x.cube --model {model} --cpus 2", ExitCode.Usage, "--slurm")]
    [InlineData("predict {al} --out x.txt", ExitCode.Usage, ".cube, .npz")]
    [InlineData("predict {al} --out x.cube --grid 1,2", ExitCode.Usage, "A,B,C")]
    [InlineData(
        "predict {al} --out x.cube --model {model} --grid 2,2,2 --planes 1,2", ExitCode.Usage,
        "planes")]
    [InlineData("predict {al} --out x.cube --model none", ExitCode.Absent, "no such model")]
    [InlineData("predict {salt} --out x.cube --model {model}", ExitCode.InvalidInput, "Na")]
    [InlineData("evaluate {salt} --model {model}", ExitCode.InvalidInput, "no density")]
    [InlineData("evaluate {al} --model {al}", ExitCode.InvalidInput, "no network")]
    [InlineData("train {al} --validate {al} --model x", ExitCode.Usage, "given twice")]
    [InlineData(
        "train {al} --model x --transfer-divergence -1", ExitCode.Usage, "--transfer-divergence")]
    [InlineData(
        "predict {al} --out x.cube --device tpu", ExitCode.Usage, "cpu, gpu")]
    [InlineData("train nothing.npz --model x", ExitCode.InvalidInput, "nothing.npz")]
    public async Task WrongLinesSayWhy(string line, int code, string why)
    {
        string model = line.Contains("{model}", StringComparison.Ordinal) ? await Train() : "";
        string text = line.Replace("{al}", Density("al4_T300_e0_4"), StringComparison.Ordinal)
            .Replace(
                "{salt}",
                folder.Write("salt.vasp", "NaCl\n5.6\n0 .5 .5\n.5 0 .5\n.5 .5 0\nNa Cl\n1 1\n"
                    + "Direct\n0 0 0\n.5 .5 .5\n"),
                StringComparison.Ordinal)
            .Replace("{model}", model, StringComparison.Ordinal)
            .Replace(" x", " " + folder.File("x"), StringComparison.Ordinal);
        ProgramRun run = await ProgramRun.Of(["griddensity", .. text.Split(' ')]);
        Assert.Equal(code, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    /// <summary>A process of its own: the environment is one for all tests.</summary>
    private static async Task<ProgramRun> OnOpenCl(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(SimilarityProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [GpuChoice.EnvironmentVariable] = "opencl" },
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, output, await error);
    }

    /// <summary>
    /// Stops a prediction once it is under way, and before its file is there: on a busy machine it
    /// may end before anybody looks, and is then tried again.
    /// </summary>
    private static async Task StopAsync(string[] line, string file, Func<bool> isUnderWay)
    {
        int code = ExitCode.Done;
        for (int attempt = 0; code == ExitCode.Done && attempt < 10; attempt++)
        {
            File.Delete(file);
            using var source = new CancellationTokenSource();
            Task<ProgramRun> run = Task.Run(() => ProgramRun.Of(source.Token, line));

            // Not a delay of the pool, whose threads other tests may hold.
            while (!run.IsCompleted && !isUnderWay())
            {
                Thread.Sleep(1);
            }

            await source.CancelAsync();
            code = (await run).Code;
        }

        Assert.Equal(ExitCode.Cancelled, code);
    }

    private static string Density(string name) =>
        RepositoryFile.Database($"densities/aluminium/{name}.npz");

    private async Task<string> Train()
    {
        string model = folder.File("al.griddensity");
        ProgramRun run = await ProgramRun.Of(
            "griddensity", "train", Density("al4_T300_e0_0"), Density("al4_T300_e0_1"),
            "--validate", Density("al4_T300_e0_3"), "--model", model, "--distances", "8",
            "--directions", "3", "--radial", "6", "--width", "16", "--epochs", "8", "--points",
            "1500", "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(3, run.Json.GetProperty("electrons")[0].GetDouble());
        return model;
    }
}
