using System.IO.Compression;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Formats.Npz;
using Similarity.Numerics;

namespace Similarity.Cli.Densities;

/// <summary>
/// A density as .npz: coefficients, offsets (functions of atom i are offsets[i] … offsets[i+1] −
/// 1), numbers (Z), positions_bohr, and per function shell l, exponent and m.
/// </summary>
internal static class DensityOutput
{
    public static void WriteNpz(Stream stream, FittedDensity density)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        int atoms = density.Functions.Crystal.Count, count = density.Functions.Count;
        double[] numbers = new double[atoms], positions = new double[3 * atoms];
        var l = new List<double>(count);
        var m = new List<double>(count);
        var exponents = new List<double>(count);
        for (int i = 0; i < atoms; i++)
        {
            Site site = density.Functions.Crystal.Sites[i];
            Vector3D position = density.Functions.Positions[i];
            numbers[i] = site.Element.AtomicNumber;
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) =
                (position.X, position.Y, position.Z);
            foreach (var shell in density.Functions.Shells(i))
            {
                for (int k = -shell.AngularMomentum; k <= shell.AngularMomentum; k++)
                {
                    l.Add(shell.AngularMomentum);
                    m.Add(k);
                    exponents.Add(shell.Exponent);
                }
            }
        }

        double[] offsets = Array.ConvertAll(density.Functions.Offsets.ToArray(), x => (double)x);
        Write("coefficients", new NpyArray([count], density.Coefficients.ToArray()));
        Write("offsets", new NpyArray([atoms + 1], offsets));
        Write("numbers", new NpyArray([atoms], numbers));
        Write("positions_bohr", new NpyArray([atoms, 3], positions));
        Write("l", new NpyArray([count], [.. l]));
        Write("m", new NpyArray([count], [.. m]));
        Write("exponents", new NpyArray([count], [.. exponents]));

        void Write(string name, NpyArray array)
        {
            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            NpyWriter.Write(entry, array);
        }
    }
}
