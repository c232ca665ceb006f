using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

/// <summary>A structure with settings and the numbers that featomic stores for it.</summary>
internal sealed class FeatomicCase
{
    private FeatomicCase(
        Crystal crystal, ExpansionSettings expansion, double[] values, double angstrom)
    {
        Crystal = crystal;
        Expansion = expansion;
        Values = values;
        Angstrom = angstrom;
    }

    public Crystal Crystal { get; }

    public ExpansionSettings Expansion { get; }

    /// <summary>In the order of the file.</summary>
    public double[] Values { get; }

    /// <summary>The unit of length of the file in bohr.</summary>
    public double Angstrom { get; }

    public SoapSettings Soap => new()
    {
        Expansion = Expansion,
        Species = SpeciesChannels.In(Crystal),
    };

    public static FeatomicCase Read(string input, string values)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle($"soap/{input}-input.json")));
        const double angstrom = 1 / PhysicalConstants.BohrInAngstrom;
        JsonElement settings = document.RootElement.GetProperty("hyperparameters");
        JsonElement cutoff = settings.GetProperty("cutoff");
        var expansion = new ExpansionSettings
        {
            Cutoff = angstrom * cutoff.GetProperty("radius").GetDouble(),
            RadialFunctions = 1 + settings.GetProperty("basis").GetProperty("radial")
                .GetProperty("max_radial").GetInt32(),
            MaxAngular = settings.GetProperty("basis").GetProperty("max_angular").GetInt32(),
            Sigma = angstrom * settings.GetProperty("density").GetProperty("width").GetDouble(),
            Smoothing = new ShiftedCosineCutoff(
                angstrom * cutoff.GetProperty("smoothing").GetProperty("width").GetDouble()),
        };
        return new FeatomicCase(
            ReadCrystal(document.RootElement.GetProperty("systems")[0], angstrom),
            expansion,
            ReadValues(values),
            angstrom);
    }

    /// <summary>The numbers of a gzipped npy file, whatever their shape.</summary>
    public static double[] ReadValues(string name)
    {
        using FileStream file = File.OpenRead(RepositoryFile.Oracle($"soap/{name}.npy.gz"));
        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        inflated.CopyTo(memory);
        byte[] bytes = memory.ToArray();
        int header = 10 + BitConverter.ToUInt16(bytes, 8);
        return MemoryMarshal.Cast<byte, double>(bytes.AsSpan(header)).ToArray();
    }

    /// <summary>The first structure of an input, positions in ångström.</summary>
    public static Crystal ReadCrystal(string input)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle($"soap/{input}-input.json")));
        return ReadCrystal(
            document.RootElement.GetProperty("systems")[0], 1 / PhysicalConstants.BohrInAngstrom);
    }

    private static Crystal ReadCrystal(JsonElement system, double angstrom)
    {
        double[] cell = [.. system.GetProperty("cell").EnumerateArray().Select(x => x.GetDouble())];
        bool molecule = cell.All(x => x == 0);
        Matrix3D vectors = molecule
            ? Matrix3D.Identity
            : new Matrix3D(
                new(cell[0], cell[1], cell[2]),
                new(cell[3], cell[4], cell[5]),
                new(cell[6], cell[7], cell[8]));
        var lattice = new Lattice(angstrom * vectors);
        int[] types =
            [.. system.GetProperty("types").EnumerateArray().Select(x => x.GetInt32())];
        Site[] sites =
        [
            .. system.GetProperty("positions").EnumerateArray().Select((position, i) => new Site(
                new Element(types[i]),
                lattice.ToFractional(angstrom * new Vector3D(
                    position[0].GetDouble(), position[1].GetDouble(), position[2].GetDouble())))),
        ];
        return new Crystal(lattice, sites, molecule ? Periodicity.None : Periodicity.Full);
    }
}
