using BenchmarkDotNet.Attributes;
using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Spectra;

namespace Similarity.Benchmarks;

/// <summary>
/// The kernels that most other code waits for, on shipped data, for comparison with an earlier
/// commit: <c>-- --filter '*'</c>.
/// </summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    private readonly double[] energies = EnergyGrid.Uniform(-10 / Ev, 10 / Ev, 2001);

    private BandStructure bands = null!;
    private Crystal bixbyite = null!;
    private Matrix<double> symmetric = null!;

    [GlobalSetup]
    public void Load()
    {
        bands = FileFormats.Read(Shipped("spectra/sumo/Cs2SnI6_dos_vasprun.xml.gz")).Bands!;
        bixbyite = FileFormats.Read(Shipped("polymorphs/mp_In2O3_bixbyite_mp-22598.cif"))
            .Structures[0];
        var random = new RandomStream(1);
        symmetric = new Matrix<double>(200, 200);
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                symmetric[i, j] = symmetric[j, i] = random.Normal();
            }
        }
    }

    [Benchmark]
    public DensityOfStates DensityOfStatesOf36KPoints() =>
        DosCalculation.Evaluate(bands, new Gaussian(0.05 / Ev), energies);

    [Benchmark]
    public FermiSolution EveryColdFermiLevel() =>
        FermiLevel.Solve(bands, bands.Electrons!.Value, new Cold(0.1 / Ev));

    [Benchmark]
    public CrystalSymmetry SpaceGroupOfBixbyite() => CrystalSymmetry.Of(bixbyite);

    [Benchmark]
    public NeighborList NeighboursOfBixbyiteWithin6Angstrom() =>
        NeighborList.Build(bixbyite, 6 / PhysicalConstants.BohrInAngstrom);

    [Benchmark]
    public Eigensystem<double> SymmetricEigenproblemOf200() =>
        HermitianEigenproblem.Solve(symmetric);

    /// <summary>From the folder of the repository that holds the benchmarks.</summary>
    private static string Shipped(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "database")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(
            folder?.FullName ?? throw new DirectoryNotFoundException("no database folder above"),
            "database",
            name);
    }
}
