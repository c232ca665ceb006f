using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public sealed class SampledGridTest
{
    private static readonly Lattice Cubic = Lattice.FromParameters(
        new(7, 7, 7), Math.PI / 2 * new Vector3D(1, 1, 1));

    [Theory]
    [InlineData(4, 4, 4, 0)]
    [InlineData(5, 5, 5, 0)]
    [InlineData(4, 4, 4, 0.5)]
    [InlineData(6, 6, 2, 0)]
    [InlineData(3, 4, 1, 0)]
    public void AReducedGridIsFoundAgainAndEveryPointHasTheEnergyOfItsSource(
        int n1, int n2, int n3, double shift)
    {
        var crystal = new Crystal(Cubic, [new Site(new Element(84), default)]);
        var grid = new KPointGrid(n1, n2, n3, new Vector3D(shift, shift, shift));
        var irreducible = IrreducibleKPoints.Of(grid, CrystalSymmetry.Of(crystal));
        BandStructure bands = Bands(
            irreducible.Points,
            irreducible.Weights.ToArray().Select(weight => (double)weight).ToArray(), crystal);

        (SampledGrid? found, string? whyNone) = SampledGrid.Find(bands);

        Assert.Null(whyNone);
        Assert.Equal(grid.Divisions, found!.Divisions);
        for (int i = 0; i < grid.Count; i++)
        {
            Assert.Equal(Energy(grid[i]), bands.EnergiesAt(0, found.Map.Span[i])[0], 1e-12);
        }
    }

    /// <summary>A uniform band structure of pymatgen, whose files hold no weights.</summary>
    [Fact]
    public void LostWeightsAreThoseOfTheGrid()
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database(
            "spectra/matminer/si_bandstructure_uniform.json.gz")).Bands!;
        var irreducible = IrreducibleKPoints.Of(
            new KPointGrid(19, 19, 19), CrystalSymmetry.Of(bands.Crystal!));
        Assert.Equal(
            irreducible.Weights.ToArray().Order().Select(weight => weight / 6859.0),
            bands.Weights.ToArray().Order(),
            (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(new IntegerVector3D(19, 19, 19), SampledGrid.Find(bands).Grid!.Divisions);
    }

    [Fact]
    public void AWholeGridNeedsNoCrystal()
    {
        var grid = new KPointGrid(3, 2, 5);
        Vector3D[] points = Enumerable.Range(0, grid.Count).Select(i => grid[i]).ToArray();
        double[] weights = points.Select(_ => 1.0).ToArray();

        (SampledGrid? found, _) = SampledGrid.Find(Bands(points, weights, null));

        Assert.Equal(grid.Divisions, found!.Divisions);
        Assert.Equal(Enumerable.Range(0, grid.Count), found.Map.ToArray());
    }

    [Fact]
    public void AMissingPointLeavesNoGrid()
    {
        var grid = new KPointGrid(3, 3, 3);
        Vector3D[] points = Enumerable.Range(0, grid.Count).Select(i => grid[i]).Where(
            k => k.X <= 0).ToArray();
        double[] weights = points.Select(_ => 1.0).ToArray();

        (SampledGrid? found, string? whyNone) = SampledGrid.Find(
            Bands(points[1..], weights[1..], null));

        Assert.Null(found);
        Assert.NotNull(whyNone);
    }

    [Fact]
    public void WrongWeightsAreSeen()
    {
        var grid = new KPointGrid(2, 2, 2);
        Vector3D[] points = Enumerable.Range(0, grid.Count).Select(i => grid[i]).ToArray();

        (SampledGrid? found, string? whyNone) = SampledGrid.Find(
            Bands(points, [1, 1, 1, 2, 1, 1, 1, 1], null));

        Assert.Null(found);
        Assert.Contains("k-point 0", whyNone);
    }

    [Theory]
    [InlineData("pymatgen/vasprun.LiF.xml.gz", 7, 7, 7)]
    [InlineData("pymatgen/vasprun.uniform.xml.gz", 19, 19, 19)]
    [InlineData("vise/MgO_band_vasprun.xml.gz", 7, 7, 7)]
    [InlineData("vise/MgO_dos_vasprun.xml.gz", 14, 14, 14)]
    public void GridsOfRealFilesAreFound(string file, int n1, int n2, int n3)
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database("spectra/" + file)).Bands!;

        (SampledGrid? found, string? whyNone) = SampledGrid.Find(bands);

        Assert.Null(whyNone);
        Assert.Equal(new IntegerVector3D(n1, n2, n3), found!.Divisions);
    }

    [Fact]
    public void APathIsNoGrid()
    {
        BandStructure bands = FileFormats
            .Read(RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json")).Bands!;

        Assert.Null(SampledGrid.Find(bands).Grid);
    }

    /// <summary>Nearest neighbours on a cube: the full symmetry of the lattice.</summary>
    private static double Energy(Vector3D k) =>
        -Math.Cos(2 * Math.PI * k.X) - Math.Cos(2 * Math.PI * k.Y) - Math.Cos(2 * Math.PI * k.Z);

    private static BandStructure Bands(
        ReadOnlySpan<Vector3D> points, double[] weights, Crystal? crystal)
    {
        double[] energies = points.ToArray().Select(Energy).ToArray();
        return new BandStructure(1, 2, points, weights, energies)
        {
            Crystal = crystal,
            ReciprocalLattice = Cubic.Reciprocal,
        };
    }
}
