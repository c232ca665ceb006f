using System.Globalization;
using Similarity.DosModels;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// What the meshes of k-points leave of noise in densities: their distance from those on meshes
/// twice as fine in each direction, by Fourier interpolation of the bands.
/// </summary>
internal static class LabelNoise
{
    public static void Print(string file, DosStudyData data, int threads)
    {
        Console.WriteLine("\n| σ (eV) | family | n | distance of labels (eV^-1/2) | E_F (meV) |");
        Console.WriteLine("|--:|---|--:|--:|--:|");
        foreach (double sigma in new[] { 0.3, 0.5 })
        {
            DosTarget[] coarse = sigma == 0.3
                ? data.Targets
                : DosStudyData.Read(file, sigma, 1, threads).Targets;
            DosTarget[] fine = DosStudyData.Read(file, sigma, 2, threads).Targets;
            var rows = coarse.Zip(fine, (a, b) => (
                a.Sample.Family,
                Square: SquaredDistance(a, b),
                Fermi: a.FermiLevel - b.FermiLevel)).ToArray();
            foreach (var group in rows.GroupBy(row => row.Family)
                .Append(rows.GroupBy(_ => "all").Single()))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {sigma} | {group.Key} | {group.Count()} "
                    + $"| {Root(group.Average(row => row.Square) / Ev):0.0000} "
                    + $"| {1000 * Ev * Root(group.Average(row => row.Fermi * row.Fermi)):0.0} |"));
            }
        }
    }

    private const double Ev = PhysicalConstants.HartreeInEv;

    private static double Root(double square) => Math.Sqrt(square);

    /// <summary>Up to 3 eV above the Fermi level, at energies as computed.</summary>
    private static double SquaredDistance(DosTarget a, DosTarget b)
    {
        EnergyAxis axis = a.Dos.Axis.UpTo(
            a.FermiLevel + TargetWindow.AboveFermiEv / PhysicalConstants.HartreeInEv);
        double[] first = new double[axis.Count], second = new double[axis.Count];
        a.Dos.Sample(axis, 0, first);
        b.Dos.Sample(axis, 0, second);
        return CurveAlignment.Distance(axis, first, second);
    }
}
