using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Cli.DosModels;

/// <summary>
/// A prediction in shards: whole blocks of atoms, the sums over each in a file of the shard, which
/// is there when all of it is. What merges them gets the density of one run, bit for bit.
/// </summary>
internal sealed class DosShards
{
    private const string Mark = "SIMDOSPT";

    private readonly string folder;
    private readonly DosModel model;
    private readonly Crystal crystal;
    private readonly int shards;
    private readonly bool withAtoms;
    private readonly string modelHash;
    private readonly string structureHash;

    /// <param name="withAtoms">
    /// Whether shards keep the numbers of each atom, for local densities and charges.
    /// </param>
    public DosShards(
        string folder,
        string modelFile,
        DosModel model,
        Crystal crystal,
        int shards,
        bool withAtoms)
    {
        this.folder = folder;
        this.model = model;
        this.crystal = crystal;
        this.shards = shards;
        this.withAtoms = withAtoms;
        modelHash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(modelFile)));
        structureHash = StructureHash.Of(crystal);
    }

    /// <summary>Makes a shard; one that is there of the same prediction is left.</summary>
    /// <param name="progress">Gets the number of atoms done.</param>
    /// <returns>How many atoms were there already, and how many there are.</returns>
    public (int Before, int Atoms) Make(
        int shard, int threads, Action<int> progress, CancellationToken cancellation)
    {
        (int first, int blocks) = BlocksOf(shard);
        int atoms = Math.Max(
            0, Math.Min(crystal.Count - first * DosPredictor.Block, blocks * DosPredictor.Block));
        Directory.CreateDirectory(folder);
        if (IsDone(shard))
        {
            return (atoms, atoms);
        }

        string file = FileOf(shard), unfinished = file + ".unfinished";
        using (var writer = new BinaryWriter(File.Create(unfinished)))
        {
            writer.Write(Mark);
            writer.Write(JsonSerializer.Serialize(PlanOf(shard)));
            Matrix<double>? local = null;
            foreach (double[] sum in DosPredictor.BlockSums(
                model,
                crystal,
                first,
                blocks,
                threads,
                withAtoms ? (_, numbers) => local = numbers : null,
                progress,
                cancellation))
            {
                Write(writer, sum);
                if (local is not null)
                {
                    Write(writer, local.Values);
                }
            }
        }

        File.Move(unfinished, file, overwrite: true);
        return (0, atoms);
    }

    /// <summary>The sums of all blocks, in their order.</summary>
    /// <param name="eachBlock">As of <see cref="DosPredictor.BlockSums"/>.</param>
    /// <exception cref="VerbException">A shard is missing, or of another prediction.</exception>
    public IEnumerable<double[]> Merge(Action<int, Matrix<double>>? eachBlock)
    {
        for (int shard = 0; shard < shards; shard++)
        {
            if (!IsDone(shard))
            {
                throw VerbException.Absent(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{FileOf(shard)}: shard {shard} of this prediction is not there; run it"));
            }
        }

        int numbers = model.Regression.Numbers;
        for (int shard = 0; shard < shards; shard++)
        {
            (int start, int blocks) = BlocksOf(shard);
            using var reader = new BinaryReader(File.OpenRead(FileOf(shard)));
            reader.ReadString();
            reader.ReadString();
            for (int block = start; block < start + blocks; block++)
            {
                int first = block * DosPredictor.Block;
                int count = Math.Min(DosPredictor.Block, crystal.Count - first);
                double[] sum = Read(reader, model.Regression.Model.Outputs, shard);
                if (withAtoms)
                {
                    double[] local = Read(reader, count * numbers, shard);
                    eachBlock?.Invoke(first, new Matrix<double>(count, numbers, local));
                }

                yield return sum;
            }
        }
    }

    /// <summary>After what they hold has been written.</summary>
    public void Delete()
    {
        for (int shard = 0; shard < shards; shard++)
        {
            File.Delete(FileOf(shard));
        }

        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private string FileOf(int shard) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard}-of-{shards}.dospart"));

    private (int First, int Count) BlocksOf(int shard)
    {
        long blocks = DosPredictor.BlocksOf(crystal);
        int first = (int)(blocks * shard / shards);
        return (first, (int)(blocks * (shard + 1) / shards) - first);
    }

    private Plan PlanOf(int shard) =>
        new(modelHash, structureHash, crystal.Count, shards, shard, withAtoms);

    private bool IsDone(int shard)
    {
        if (!File.Exists(FileOf(shard)))
        {
            return false;
        }

        try
        {
            using var reader = new BinaryReader(File.OpenRead(FileOf(shard)));
            return reader.ReadString() == Mark
                && JsonSerializer.Deserialize<Plan>(reader.ReadString()) == PlanOf(shard);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or FormatException)
        {
            throw VerbException.Invalid($"{FileOf(shard)}: is no shard of a prediction; remove it");
        }
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            writer.Write(value);
        }
    }

    private double[] Read(BinaryReader reader, int count, int shard)
    {
        try
        {
            double[] values = new double[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = reader.ReadDouble();
            }

            return values;
        }
        catch (EndOfStreamException)
        {
            throw VerbException.Invalid($"{FileOf(shard)}: is cut off; remove it and run it again");
        }
    }

    private sealed record Plan(
        string Model, string Structure, int Atoms, int Shards, int Shard, bool HasAtoms);
}
