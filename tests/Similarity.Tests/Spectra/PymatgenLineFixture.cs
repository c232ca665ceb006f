using System.IO.Compression;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>Just enough of pymatgen's BandStructureSymmLine for tests of masses.</summary>
internal static class PymatgenLineFixture
{
    public static BandStructure Read(string file)
    {
        using Stream stored = File.OpenRead(RepositoryFile.Database(file));
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stored, CompressionMode.Decompress)
            : stored;
        using var document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        Vector3D[] kPoints = root.GetProperty("kpoints").EnumerateArray().Select(Vector).ToArray();
        JsonElement[] spins = root.GetProperty("bands").EnumerateObject()
            .OrderByDescending(spin => spin.Name, StringComparer.Ordinal).Select(spin => spin.Value).ToArray();
        var energies = new List<double>();
        foreach (JsonElement spin in spins)
        {
            double[][] bands = spin.EnumerateArray()
                .Select(band => band.EnumerateArray().Select(e => e.GetDouble()).ToArray()).ToArray();
            for (int k = 0; k < kPoints.Length; k++)
            {
                energies.AddRange(bands.Select(band => band[k] / PhysicalConstants.HartreeInEv));
            }
        }

        Vector3D[] reciprocal = root.GetProperty("lattice_rec").GetProperty("matrix").EnumerateArray()
            .Select(row => PhysicalConstants.BohrInAngstrom * Vector(row)).ToArray();
        double[] weights = new double[kPoints.Length];
        Array.Fill(weights, 1);
        return new BandStructure(spins.Length, 3 - spins.Length, kPoints, weights, energies.ToArray())
        {
            ReciprocalLattice = new Matrix3D(reciprocal[0], reciprocal[1], reciprocal[2]),
            ReportedFermiLevel = root.GetProperty("efermi").GetDouble() / PhysicalConstants.HartreeInEv,
            Path = new KPointPath([.. root.GetProperty("branches").EnumerateArray().Select(Segment)]),
        };
    }

    private static Vector3D Vector(JsonElement element) =>
        new(element[0].GetDouble(), element[1].GetDouble(), element[2].GetDouble());

    private static KPointPathSegment Segment(JsonElement branch)
    {
        string[] labels = branch.GetProperty("name").GetString()!.Split('-');
        return new KPointPathSegment(
            branch.GetProperty("start_index").GetInt32(), branch.GetProperty("end_index").GetInt32(), labels[0], labels[1]);
    }
}
