using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>
/// The three band structures of the SOREP oracles with what SOREP computed from them. Oracle
/// energies are in electronvolts, bands in hartree.
/// </summary>
public sealed class SorepBands
{
    private SorepBands(string name)
    {
        Oracle = JsonDocument.Parse(File.ReadAllText(RepositoryFile.Oracle($"sorep/sorep_{name}.json"))).RootElement;
        int[] shape = [.. Oracle.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        using ZipArchive archive = ZipFile.OpenRead(RepositoryFile.Oracle($"sorep/{name}/bands.npz"));
        double[] energies = ReadArray(archive, "bands.npy");
        Occupations = ReadArray(archive, "occupations.npy");
        Bands = new BandStructure(
            shape[0],
            2 / shape[0],
            new Vector3D[shape[1]],
            ReadArray(archive, "weights.npy"),
            [.. energies.Select(energy => energy / Ev)]);
    }

    /// <summary>Electronvolts per hartree.</summary>
    public const double Ev = PhysicalConstants.HartreeInEv;

    public static TheoryData<string> Names => ["one_spin_insulator", "one_spin_metal", "two_spin_insulator"];

    public BandStructure Bands { get; }

    /// <summary>Quantum ESPRESSO's, in electrons: up to 2 for one spin.</summary>
    public double[] Occupations { get; }

    public JsonElement Oracle { get; }

    public double Electrons => Oracle.GetProperty("n_electrons").GetDouble();

    public double FermiLevel => Oracle.GetProperty("fermi_energy_qe").GetDouble() / Ev;

    public static SorepBands Read(string name) => new(name);

    /// <summary>The smearing of an oracle row with "smearing" and "width".</summary>
    public static Smearing SmearingOf(JsonElement row) => Smearing.Parse(
        row.GetProperty("smearing").GetString() switch
        {
            "gauss" => "gaussian",
            "fd" => "fermi-dirac",
            string other => other,
            null => throw new InvalidOperationException("smearing is null"),
        },
        row.GetProperty("width").GetDouble() / Ev);

    /// <summary>A little-endian float64 array in C order, as these files hold them.</summary>
    private static double[] ReadArray(ZipArchive archive, string entry)
    {
        using Stream stream = archive.GetEntry(entry)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        ReadOnlySpan<byte> bytes = memory.ToArray();
        int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        var values = new double[(bytes.Length - start) / sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(start + i * sizeof(double))..]);
        }

        return values;
    }
}
