using Similarity.Formats;
using Similarity.Formats.Npz;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// The planes of a prediction as far as they are made, a folder of three matrices with a plane to a
/// row: what a run that was stopped leaves, and the next one continues, slab by slab.
/// </summary>
public sealed class DensityParts : IDisposable
{
    private const string PlanFile = "plan.json";

    private static readonly string[] Names = ["density.npy", "aleatoric.npy", "epistemic.npy"];

    private readonly string folder;
    private readonly NpyRowFile[] files;
    private readonly int planePoints;

    private DensityParts(string folder, PredictionPlan plan, NpyRowFile[] files)
    {
        this.folder = folder;
        this.files = files;
        Plan = plan;
        planePoints = checked(plan.Count1 * plan.Count2);
    }

    public PredictionPlan Plan { get; }

    /// <summary>Planes that are there.</summary>
    public int Done => (int)files.Min(file => file.Rows);

    /// <summary>
    /// A new folder, or with <paramref name="resume"/> what another run left in it: whole slabs
    /// only.
    /// </summary>
    /// <exception cref="InvalidFileException">What is there is of another prediction.</exception>
    public static DensityParts Open(
        string folder, PredictionPlan plan, int planesPerSlab, bool resume)
    {
        string planFile = Path.Combine(folder, PlanFile);
        int columns = checked(plan.Count1 * plan.Count2);
        if (!resume || !File.Exists(planFile))
        {
            Directory.CreateDirectory(folder);
            var created = Array.ConvertAll(
                Names, name => NpyRowFile.Create(Path.Combine(folder, name), columns, false));
            File.WriteAllText(planFile, plan.ToJson());
            return new DensityParts(folder, plan, created);
        }

        if (PredictionPlan.Read(planFile) != plan)
        {
            throw new InvalidFileException(
                planFile, "is of a prediction by another model, of another structure or grid, or "
                    + "with other draws or another device; without --resume it is begun anew");
        }

        int rows = int.MaxValue;
        foreach (string name in Names)
        {
            using var file = NpyRowFile.Open(Path.Combine(folder, name), plan.Planes);
            rows = (int)Math.Min(rows, file.Rows);
        }

        int whole = rows == plan.Planes ? rows : rows / planesPerSlab * planesPerSlab;
        return new DensityParts(folder, plan, Array.ConvertAll(
            Names, name => NpyRowFile.Open(Path.Combine(folder, name), whole)));
    }

    public void Append(DensityPlanes planes)
    {
        double[][] values = [planes.Density, planes.Aleatoric, planes.Epistemic];
        for (int file = 0; file < files.Length; file++)
        {
            for (int plane = 0; plane < planes.Count; plane++)
            {
                files[file].Append(
                    values[file].AsSpan(plane * planePoints, planePoints));
            }

            files[file].Flush();
        }
    }

    /// <summary>
    /// The planes made, in order: density, aleatoric and epistemic variance. The arrays are used
    /// again for the next plane.
    /// </summary>
    public IEnumerable<double[][]> Read()
    {
        double[][] plane = [.. Names.Select(_ => new double[planePoints])];
        byte[] bytes = new byte[planePoints * sizeof(double)];
        var streams = new FileStream[Names.Length];
        try
        {
            for (int file = 0; file < Names.Length; file++)
            {
                streams[file] = new FileStream(
                    Path.Combine(folder, Names[file]),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite,
                    1 << 16);
                streams[file].Position = streams[file].Length - (long)Done * bytes.Length;
            }

            for (int row = 0; row < Done; row++)
            {
                for (int file = 0; file < Names.Length; file++)
                {
                    streams[file].ReadExactly(bytes);
                    Buffer.BlockCopy(bytes, 0, plane[file], 0, bytes.Length);
                }

                yield return plane;
            }
        }
        finally
        {
            foreach (FileStream? stream in streams)
            {
                stream?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (NpyRowFile file in files)
        {
            file.Dispose();
        }
    }

    /// <summary>When the result is written, its parts are not needed any more.</summary>
    public void Delete()
    {
        Dispose();
        foreach (string name in Names.Append(PlanFile))
        {
            File.Delete(Path.Combine(folder, name));
        }

        Directory.Delete(folder);
    }
}
