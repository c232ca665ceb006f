using System.IO.Compression;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.Npz;

/// <summary>Writes the archive that <see cref="NpzBandsFormat"/> describes.</summary>
public static class NpzBandsWriter
{
    /// <summary>numpy's own date for files without one: the first a zip archive can hold.</summary>
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream stream, BandStructure bands)
    {
        int k = bands.KPoints.Length;
        int[] shape = bands.Spins == 2 ? [2, k, bands.Bands] : [k, bands.Bands];
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "bands", shape, Scaled(bands.Energies, PhysicalConstants.HartreeInEv));
        Add(zip, "kpoints", [k, 3], bands.KPoints.ToArray().SelectMany(Components));
        Add(zip, "weights", [k], Scaled(bands.Weights, bands.RawWeightSum));
        Add(zip, "states_per_band", [], [bands.StatesPerBand]);
        if (!bands.ReportedOccupations.IsEmpty)
        {
            Add(zip, "occupations", shape, Scaled(
                bands.ReportedOccupations.Span, bands.StatesPerBand));
        }

        if (bands.Path is KPointPath path)
        {
            AddPath(zip, path);
        }

        if (bands.Electrons is double electrons)
        {
            Add(zip, "electrons", [], [electrons]);
        }

        if (bands.ReportedFermiLevel is double fermi)
        {
            Add(zip, "fermi_level", [], [fermi * PhysicalConstants.HartreeInEv]);
        }

        if (bands.ReciprocalLattice is Matrix3D lattice)
        {
            Matrix3D perAngstrom = Angstrom.ToBohr(lattice);
            Add(zip, "reciprocal_lattice", [3, 3], Enumerable.Range(0, 3).SelectMany(
                i => Components(perAngstrom[i])));
        }
    }

    public static void Write(string path, BandStructure bands)
    {
        using var stream = new FileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        Write(stream, bands);
    }

    private static void AddPath(ZipArchive zip, KPointPath path)
    {
        string[] labels = [.. path.Segments.SelectMany(s => new[] { s.StartLabel, s.EndLabel })];
        int count = path.Segments.Length, longest = labels.Max(label => label.Length);
        Add(zip, "path_segments", [count, 2], path.Segments.SelectMany(
            s => new double[] { s.Start, s.End }));
        Add(zip, "path_labels", [count, 2, longest], labels.SelectMany(
            label => label.PadRight(longest, '\0').Select(code => (double)code)));
    }

    private static void Add(
        ZipArchive zip, string name, ReadOnlySpan<int> shape, IEnumerable<double> values)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name + ".npy");
        entry.LastWriteTime = NoDate;
        using Stream stream = entry.Open();
        NpyWriter.Write(stream, new NpyArray(shape, values.ToArray()));
    }

    private static double[] Scaled(ReadOnlySpan<double> values, double factor)
    {
        double[] scaled = values.ToArray();
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] *= factor;
        }

        return scaled;
    }

    private static double[] Components(Vector3D v) => [v.X, v.Y, v.Z];
}
