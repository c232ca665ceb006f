using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>
/// A prediction in one run or in shards: makes what is not made of some planes, and writes the
/// output when all parts are there.
/// </summary>
internal sealed class PredictionRun : IDisposable
{
    private readonly PredictionSubject subject;
    private readonly AskedModel asked;
    private readonly OutputFile target;
    private readonly DensitySlabs slabs;
    private readonly INetworkDraws draws;
    private readonly double electrons;
    private readonly string modelHash;

    /// <param name="predicts">False where parts are merged: no device is needed then.</param>
    /// <exception cref="VerbException">
    /// The model knows nothing of such a structure, or there is no such device.
    /// </exception>
    public PredictionRun(
        PredictionSubject subject,
        AskedModel asked,
        OutputFile target,
        int threads,
        bool predicts)
    {
        this.subject = subject;
        this.asked = asked;
        this.target = target;
        draws = predicts ? asked.Drawn() : NetworkDraws.Centre(asked.Model.Network);
        try
        {
            slabs = new DensitySlabs(asked.Model, subject.Crystal, subject.Grid, draws, threads);
            electrons = asked.Model.ElectronsOf(subject.Crystal);
        }
        catch (ArgumentException e)
        {
            Dispose();
            throw VerbException.Invalid(e.Message);
        }

        modelHash = Convert.ToHexString(SHA256.HashData(asked.Model.ToBytes()));
    }

    public void Dispose() => (draws as IDisposable)?.Dispose();

    /// <summary>Where parts lie: all of them, or those of a shard.</summary>
    public string Folder(int? shard = null, int shards = 1) => target.Path + ".parts"
        + (shard is int number
            ? string.Create(CultureInfo.InvariantCulture, $"-{number}-of-{shards}")
            : "");

    /// <summary>The planes of a shard: whole slabs, as many as of any other, or one more.</summary>
    public PlaneRange PlanesOf(int shard, int shards)
    {
        int Start(int number) => (int)Math.Min(
            subject.Grid.Count0, (long)slabs.Count * number / shards * slabs.PlanesPerSlab);
        return new PlaneRange(Start(shard), Start(shard + 1) - Start(shard));
    }

    /// <summary>One run for all planes, or for some of them.</summary>
    public int Whole(
        PlaneRange planes, bool resume, VerbConsole console, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        if (planes.First % slabs.PlanesPerSlab != 0)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--planes begin at a multiple of {slabs.PlanesPerSlab} on this grid"));
        }

        using DensityParts parts = Open(Folder(), planes, resume);
        int before = parts.Done;
        ChargeConstraint? constraint = KeepingWhatIsWorthIt(
            [parts],
            () =>
            {
                Make(parts, console, cancellation);
                return Write([parts]);
            });
        Report(planes.Count, before, constraint, start, console);
        return ExitCode.Done;
    }

    /// <summary>One shard, from where a run of it stopped.</summary>
    public int Shard(int shard, int shards, VerbConsole console, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        PlaneRange planes = PlanesOf(shard, shards);
        using DensityParts parts = Open(Folder(shard, shards), planes, resume: true);
        int before = parts.Done;
        Make(parts, console, cancellation);
        Report(planes.Count, before, null, start, console);
        return ExitCode.Done;
    }

    /// <summary>The output of all shards.</summary>
    public int Merge(int shards, VerbConsole console)
    {
        long start = Stopwatch.GetTimestamp();
        var parts = new List<DensityParts>();
        try
        {
            for (int shard = 0; shard < shards; shard++)
            {
                string folder = Folder(shard, shards);
                if (!Directory.Exists(folder))
                {
                    throw VerbException.Absent(string.Create(
                        CultureInfo.InvariantCulture, $"{folder}: shard {shard} was never begun"));
                }

                parts.Add(Open(folder, PlanesOf(shard, shards), resume: true));
                if (parts[^1].Done < parts[^1].Plan.Planes)
                {
                    throw VerbException.Absent(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{folder}: shard {shard} has {parts[^1].Done} of "
                        + $"{parts[^1].Plan.Planes} planes; run it again"));
                }
            }

            ChargeConstraint? constraint = KeepingWhatIsWorthIt(parts, () => Write(parts));
            Report(subject.Grid.Count0, subject.Grid.Count0, constraint, start, console);
            return ExitCode.Done;
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    /// <summary>
    /// Parts of a run that was stopped, or whose output found no room, are kept for the next one;
    /// those of which nothing can come, or nothing has come yet, are not.
    /// </summary>
    private static T KeepingWhatIsWorthIt<T>(IReadOnlyList<DensityParts> parts, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (
            e is VerbException { ExitCode: ExitCode.NoResult or ExitCode.InvalidInput }
            || (e is not OperationCanceledException && parts.All(part => part.Done == 0)))
        {
            foreach (DensityParts part in parts)
            {
                part.Delete();
            }

            throw;
        }
    }

    private DensityParts Open(string folder, PlaneRange planes, bool resume) => DensityParts.Open(
        folder,
        new PredictionPlan(
            modelHash,
            StructureHash.Of(subject.Crystal),
            subject.Grid.Count0,
            subject.Grid.Count1,
            subject.Grid.Count2,
            planes.First,
            planes.Count,
            asked.Draws,
            asked.Seed,
            asked.Device),
        slabs.PlanesPerSlab,
        resume);

    private void Make(DensityParts parts, VerbConsole console, CancellationToken cancellation)
    {
        int planes = parts.Plan.Planes, thickness = slabs.PlanesPerSlab;
        int firstSlab = parts.Plan.FirstPlane / thickness;
        WorkProgress.Run(console, "planes", planes, parts.Done, finished =>
        {
            while (parts.Done < planes)
            {
                DensityPlanes made =
                    slabs.Predict(firstSlab + parts.Done / thickness, cancellation);
                int wanted = Math.Min(made.Count, planes - parts.Done);
                parts.Append(made with { Count = wanted });
                for (int plane = 0; plane < wanted; plane++)
                {
                    finished();
                }
            }
        });
    }

    private ChargeConstraint? Write(IReadOnlyList<DensityParts> parts)
    {
        ChargeConstraint? constraint;
        try
        {
            constraint = DensityOutput.Constrain(parts, subject.Grid, electrons);
        }
        catch (ArithmeticException e)
        {
            throw VerbException.NoResult(e.Message);
        }

        (Crystal crystal, UniformGrid grid) = subject;
        switch (Path.GetExtension(target.Path))
        {
            case ".cube":
                target.Write(stream =>
                    DensityOutput.WriteCube(stream, parts, crystal, grid, constraint));
                break;
            case ".npz":
                target.Write(stream =>
                    DensityOutput.WriteNpz(stream, parts, crystal, grid, constraint));
                break;
            default:
                target.WriteTo(path =>
                    DensityOutput.WriteHdf5(path, parts, crystal, grid, constraint));
                break;
        }

        foreach (DensityParts part in parts)
        {
            part.Delete();
        }

        return constraint;
    }

    private void Report(
        int planes, int before, ChargeConstraint? constraint, long start, VerbConsole console)
    {
        UniformGrid grid = subject.Grid;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {subject.Crystal.Count} atoms, {planes} × {grid.Count1} × "
            + $"{grid.Count2} points, {(planes - before) * grid.PlanePoints} of them now "
            + $"({seconds:0.0} s)"));
        console.Show(constraint is null
            ? "planes of a cell: the charge is not constrained"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{electrons} electrons after a factor {constraint.Scale:0.000000}; "
                + $"{constraint.NegativeElectrons:E1} were negative"));
        console.Print(new GridDensityPredictDocument(
            target.Path,
            asked.File,
            asked.Draws,
            asked.Seed,
            asked.Device,
            subject.Crystal.Count,
            [planes, grid.Count1, grid.Count2],
            planes * grid.PlanePoints,
            before,
            electrons,
            constraint?.Scale,
            constraint?.NegativeElectrons,
            seconds));
    }

    private sealed record GridDensityPredictDocument(
        string File,
        string Model,
        int Draws,
        ulong Seed,
        string Device,
        int Atoms,
        IReadOnlyList<int> Grid,
        long Points,
        int PlanesFromBefore,
        double Electrons,
        double? ChargeScale,
        double? NegativeElectrons,
        double Seconds)
        : Document("similarity.griddensity_predict/1");
}
