using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>Integrals against those of another program, identities and quadrature.</summary>
public sealed class IntegralsTest
{
    // The other program gives 1e-12 of numbers up to 600.
    private const double Tolerance = 1e-10;

    private static readonly DensityFunctions Functions = DensityOracle.Functions;

    [Fact]
    public void OverlapsAreThoseOfTheOtherProgram() =>
        AssertTriangle(OverlapMetric.Of(Functions), DensityOracle.Numbers("S_triu"));

    [Fact]
    public void CoulombIntegralsAreThoseOfTheOtherProgram() =>
        AssertTriangle(CoulombMetric.Of(Functions), DensityOracle.Numbers("J_triu"));

    [Fact]
    public void ChargesAndAttractionAreThoseOfTheOtherProgram()
    {
        Assert.InRange(
            DensityOracle.LargestDifference(
                ShellMoments.Charges(Functions), DensityOracle.Numbers("q")),
            0,
            Tolerance);
        Assert.InRange(
            DensityOracle.LargestDifference(
                NuclearAttraction.Of(Functions), DensityOracle.Numbers("v")),
            0,
            Tolerance);
    }

    [Fact]
    public void TheFirstMomentIsThatOfAQuadrature()
    {
        Vector3D moment = ShellMoments.First(Functions, DensityOracle.Numbers("c_ov"));
        double[] expected = DensityOracle.Numbers("first_moment_ov");
        Assert.InRange(
            (moment - new Vector3D(expected[0], expected[1], expected[2])).Length, 0, 2e-8);
    }

    /// <summary>Shells beyond f, which the oracle lacks, by Gauss and Legendre on a cube.</summary>
    [Theory]
    [InlineData(4, 3)]
    [InlineData(5, 5)]
    [InlineData(6, 2)]
    public void OverlapsOfHighShellsAreThoseOfAQuadrature(int l1, int l2)
    {
        var basis = new AuxiliaryBasis("test",
        [
            new(new Element(1), [new AuxiliaryShell(l1, 0.9)]),
            new(new Element(2), [new AuxiliaryShell(l2, 0.6)]),
        ]);
        Crystal pair = DensityOracle.Molecule(
            [new(1), new(2)], [new(0.1, -0.2, 0.3), new(0.9, 0.5, -0.4)]);
        var functions = new DensityFunctions(pair, basis);
        Matrix<double> overlap = OverlapMetric.Of(functions);
        int row = l1, column = 2 * l1 + 1 + Math.Min(1, 2 * l2);
        double expected = Integral(
            functions,
            values => values[row] * values[column]);
        Assert.Equal(expected, overlap[row, column], 1e-9);
        Assert.Equal(1, overlap[column, column], 1e-12);
    }

    [Fact]
    public void CoulombEnergyOfTwoDistantGaussiansIsThatOfPoints()
    {
        var basis = new AuxiliaryBasis("test", [new(new Element(1), [new AuxiliaryShell(0, 2)])]);
        Crystal pair = DensityOracle.Molecule(
            [new(1), new(1)], [default, new(0, 0, 20)]);
        var functions = new DensityFunctions(pair, basis);
        double[] q = ShellMoments.Charges(functions);
        Assert.Equal(q[0] * q[1] / 20, CoulombMetric.Of(functions)[0, 1], 1e-12);
    }

    /// <summary>Of a large box with one molecule the images add nothing.</summary>
    [Fact]
    public void APeriodicOverlapInALargeBoxIsThatOfTheMolecule()
    {
        var lattice = new Lattice(Matrix3D.Diagonal(60, 60, 60));
        Crystal water = DensityOracle.Water;
        var crystal = new Crystal(lattice, Enumerable.Range(0, water.Count).Select(i => new Site(
            water.Sites[i].Element, lattice.ToFractional(water.CartesianPosition(i)))));
        Matrix<double> periodic =
            OverlapMetric.Of(new DensityFunctions(crystal, DensityOracle.Basis));
        Assert.InRange(
            DensityOracle.LargestDifference(
                periodic.Values, OverlapMetric.Of(Functions).Values),
            0,
            1e-12);
    }

    /// <summary>In a supercell every function overlaps the same neighbours.</summary>
    [Fact]
    public void APeriodicOverlapDoesNotDependOnTheChoiceOfCell()
    {
        var basis = new AuxiliaryBasis("test",
            [new(new Element(1), [new AuxiliaryShell(0, 0.3), new AuxiliaryShell(1, 0.4)])]);
        var small = new Crystal(
            new Lattice(Matrix3D.Diagonal(4, 4.5, 5)), [new(new Element(1), default)]);
        var large = new Crystal(
            new Lattice(Matrix3D.Diagonal(8, 4.5, 5)),
            [new(new Element(1), default), new(new Element(1), new(0.5, 0, 0))]);
        Matrix<double> one = OverlapMetric.Of(new DensityFunctions(small, basis));
        Matrix<double> two = OverlapMetric.Of(new DensityFunctions(large, basis));
        for (int i = 0; i < one.Rows; i++)
        {
            for (int j = 0; j < one.Columns; j++)
            {
                Assert.Equal(one[i, j], two[i, j] + two[i, j + one.Columns], 1e-11);
            }
        }
    }

    private static double Integral(DensityFunctions functions, Func<double[], double> integrand)
    {
        // A sum over a uniform grid converges exponentially for Gaussians.
        const double Step = 0.25, Half = 9;
        double sum = 0;
        double[] unit = new double[functions.Count];
        var each = new AtomDensity[functions.Count];
        for (int p = 0; p < unit.Length; p++)
        {
            Array.Clear(unit);
            unit[p] = 1;
            each[p] = new AtomDensity(
                new FittedDensity(functions, [.. unit]), p < functions.Offsets[1] ? 0 : 1);
        }

        double[] values = new double[functions.Count];
        for (double x = -Half; x <= Half; x += Step)
        {
            for (double y = -Half; y <= Half; y += Step)
            {
                for (double z = -Half; z <= Half; z += Step)
                {
                    var point = new Vector3D(x, y, z);
                    for (int p = 0; p < values.Length; p++)
                    {
                        int atom = p < functions.Offsets[1] ? 0 : 1;
                        values[p] = each[p].At(point - functions.Positions[atom]);
                    }

                    sum += integrand(values);
                }
            }
        }

        return sum * Step * Step * Step;
    }

    private static void AssertTriangle(Matrix<double> matrix, double[] triangle)
    {
        int next = 0;
        double largest = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = i; j < matrix.Columns; j++)
            {
                double expected = triangle[next++];
                largest = Math.Max(largest, Math.Abs(matrix[i, j] - expected));
                largest = Math.Max(largest, Math.Abs(matrix[j, i] - expected));
            }
        }

        Assert.Equal(triangle.Length, next);
        Assert.InRange(largest, 0, Tolerance);
    }
}
