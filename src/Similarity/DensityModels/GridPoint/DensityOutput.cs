using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Similarity.Crystals;
using Similarity.Formats.Cube;
using Similarity.Formats.Hdf5;
using Similarity.Formats.Npz;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Writes the planes of one or more parts, one after the other: a .cube file of the density, or an
/// .npz or HDF5 file of density, aleatoric and epistemic deviation beside cell and atoms. Nothing
/// in the files depends on when or in how many runs they were made.
/// </summary>
public static class DensityOutput
{
    private const int ChunkEdge = 256;

    private static readonly string[] Fields = ["rho", "aleatoric", "epistemic"];

    // What a zip says of the time of its entries begins in 1980.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The constraint of all planes; null where they are not a whole cell.</summary>
    public static ChargeConstraint? Constrain(
        IReadOnlyList<DensityParts> parts, UniformGrid grid, double electrons)
    {
        double positive = 0, negative = 0;
        foreach (double[][] plane in Read(parts))
        {
            foreach (double value in plane[0])
            {
                positive += Math.Max(value, 0);
                negative -= Math.Min(value, 0);
            }
        }

        return PlanesOf(parts) < grid.Count0
            ? null
            : ChargeConstraint.Of(
                positive * grid.PointVolume, negative * grid.PointVolume, electrons);
    }

    public static void WriteCube(
        Stream stream,
        IReadOnlyList<DensityParts> parts,
        Crystal crystal,
        UniformGrid grid,
        ChargeConstraint? constraint)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, true);
        CubeWriter.WriteHead(
            writer,
            crystal,
            grid.Point(parts[0].Plan.FirstPlane, 0, 0),
            grid.Steps,
            (PlanesOf(parts), grid.Count1, grid.Count2),
            "electron density, predicted");
        foreach (double[][] plane in Read(parts))
        {
            Constrain(plane, constraint);
            CubeWriter.WriteValues(writer, plane[0], grid.Count2);
        }
    }

    public static void WriteNpz(
        Stream stream,
        IReadOnlyList<DensityParts> parts,
        Crystal crystal,
        UniformGrid grid,
        ChargeConstraint? constraint)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        for (int field = 0; field < Fields.Length; field++)
        {
            using Stream entry = Entry(zip, Fields[field]);
            WriteHeader(entry, (PlanesOf(parts), grid.Count1, grid.Count2));
            byte[] bytes = new byte[grid.PlanePoints * sizeof(double)];
            foreach (double[][] plane in Read(parts))
            {
                Constrain(plane, constraint);
                for (int i = 0; i < plane[field].Length; i++)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(
                        bytes.AsSpan(i * sizeof(double)), plane[field][i]);
                }

                entry.Write(bytes);
            }
        }

        (double[] cell, double[] positions, double[] numbers) = Atoms(crystal, grid);
        WriteArray(zip, "cell_bohr", new NpyArray([3, 3], cell));
        WriteArray(zip, "xyz_bohr", new NpyArray([crystal.Count, 3], positions));
        WriteArray(zip, "atomic_numbers", new NpyArray([crystal.Count], numbers));
    }

    /// <summary>
    /// Written plane by plane, a plane to a layer of chunks: memory does not grow with the file.
    /// </summary>
    /// <exception cref="IOException">It cannot be written, or there is no HDF5 library.
    /// </exception>
    public static void WriteHdf5(
        string path,
        IReadOnlyList<DensityParts> parts,
        Crystal crystal,
        UniformGrid grid,
        ChargeConstraint? constraint)
    {
        int planes = PlanesOf(parts);
        int[] counts = [planes, grid.Count1, grid.Count2], layer = [1, grid.Count1, grid.Count2];
        int[] chunk = [1, Math.Min(grid.Count1, ChunkEdge), Math.Min(grid.Count2, ChunkEdge)];
        using var file = new Hdf5Writer(path);
        var arrays = new List<Hdf5Array>();
        try
        {
            foreach (string field in Fields)
            {
                arrays.Add(file.Create(field, counts, chunk));
                arrays[^1].Describe("unit", "electrons per cubic bohr");
            }

            int[] start = [0, 0, 0];
            foreach (double[][] plane in Read(parts))
            {
                Constrain(plane, constraint);
                for (int field = 0; field < Fields.Length; field++)
                {
                    arrays[field].Write(start, layer, plane[field]);
                }

                start[0]++;
            }
        }
        finally
        {
            arrays.ForEach(array => array.Dispose());
        }

        (double[] cell, double[] positions, double[] numbers) = Atoms(crystal, grid);
        file.Write("cell_bohr", [3, 3], cell, "bohr");
        file.Write("xyz_bohr", [crystal.Count, 3], positions, "bohr");
        file.Write("atomic_numbers", [crystal.Count], numbers);
        file.Close();
    }

    private static (double[] Cell, double[] Positions, double[] Numbers) Atoms(
        Crystal crystal, UniformGrid grid)
    {
        double[] cell = [.. Enumerable.Range(0, 9).Select(i => grid.Lattice.Vectors[i / 3, i % 3])];
        double[] positions = new double[3 * crystal.Count], numbers = new double[crystal.Count];
        for (int i = 0; i < crystal.Count; i++)
        {
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) =
                crystal.CartesianPosition(i);
            numbers[i] = crystal.Sites[i].Element.AtomicNumber;
        }
        return (cell, positions, numbers);
    }

    private static int PlanesOf(IReadOnlyList<DensityParts> parts) =>
        parts.Sum(part => part.Plan.Planes);

    private static IEnumerable<double[][]> Read(IReadOnlyList<DensityParts> parts) =>
        parts.SelectMany(part => part.Read());

    /// <summary>Variances become deviations; all scale with the density.</summary>
    private static void Constrain(double[][] plane, ChargeConstraint? constraint)
    {
        double scale = constraint?.Scale ?? 1;
        for (int i = 0; i < plane[0].Length; i++)
        {
            plane[0][i] = constraint?.Apply(plane[0][i]) ?? plane[0][i];
            plane[1][i] = scale * Math.Sqrt(plane[1][i]);
            plane[2][i] = scale * Math.Sqrt(plane[2][i]);
        }
    }

    private static void WriteArray(ZipArchive zip, string name, NpyArray array)
    {
        using Stream entry = Entry(zip, name);
        NpyWriter.Write(entry, array);
    }

    /// <summary>Stored: doubles of noise do not shrink.</summary>
    private static Stream Entry(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    private static void WriteHeader(Stream stream, (int A, int B, int C) shape)
    {
        const int Length = 128, Prefix = 10;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape.A}, {shape.B}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{shape.C}), }}");
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, Length - Prefix, 0]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(Length - Prefix - 1) + '\n'));
    }
}
