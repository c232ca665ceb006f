using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators.KohnSham.Atoms;

namespace Similarity.Tests.Operators.KohnSham.Atoms;

public sealed class RadialElementsTest
{
    private static readonly RadialElements Elements = RadialElements.Graded(0.3, 1.6, 20, 2);

    [Fact]
    public void EdgesAscendFromTheNucleusToTheEnd()
    {
        double[] edges = Elements.Edges.ToArray();
        Assert.Equal(0, edges[0]);
        Assert.Equal(20, edges[^1]);
        Assert.Equal(edges.Order(), edges);
        Assert.Equal(20, Elements.Weights.ToArray().Sum(), 1e-12);
        for (int e = 0; e < Elements.Elements; e++)
        {
            Assert.Equal(e, Elements.ElementOf(edges[e]));
            Assert.Equal(e, Elements.ElementOf(Elements.Points[e * 25 + 12]));
        }
    }

    /// <summary>The integral, the slope and the interpolant of e^(−r) sin r.</summary>
    [Fact]
    public void FunctionsAreIntegratedDifferentiatedAndInterpolated()
    {
        double[] points = Elements.Points.ToArray();
        double[] f = [.. points.Select(r => Math.Exp(-r) * Math.Sin(r))];
        double[] integrals = new double[f.Length], slopes = new double[f.Length];
        Elements.IntegrateFrom(f, integrals);
        Elements.Differentiate(f, slopes);
        double end = Math.Exp(-20) * (Math.Sin(20) + Math.Cos(20)) / 2;
        for (int i = 0; i < points.Length; i++)
        {
            double r = points[i];
            double expected = Math.Exp(-r) * (Math.Sin(r) + Math.Cos(r)) / 2 - end;
            Assert.Equal(expected, integrals[i], 1e-13);
            Assert.Equal(Math.Exp(-r) * (Math.Cos(r) - Math.Sin(r)), slopes[i], 1e-8);
        }

        double[] factors = new double[RadialElements.PointsPerElement];
        for (double r = 0; r < 20; r += 0.37)
        {
            int element = Elements.ElementOf(r);
            Elements.Interpolation(element, r, factors);
            double value = factors.Select((factor, q) => factor * f[element * 25 + q]).Sum();
            Assert.Equal(Math.Exp(-r) * Math.Sin(r), value, 1e-13);
        }
    }

    /// <summary>Matrices are integrals of what their unknowns stand for.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FormsAreIntegralsOfTheFunction(ulong seed)
    {
        var random = new RandomStream(seed);
        double[] unknowns = new double[Elements.Count];
        for (int i = 0; i < unknowns.Length; i++)
        {
            unknowns[i] = random.Uniform(-0.5, 0.5);
        }

        int points = Elements.Points.Length;
        double[] u = new double[points], slope = new double[points];
        Elements.AtPoints(unknowns, u, slope);
        double[] alpha = new double[points], beta = new double[points], gamma = new double[points];
        double expected = 0, scale = 0;
        for (int i = 0; i < points; i++)
        {
            double weight = Elements.Weights[i], r = Elements.Points[i];
            (alpha[i], beta[i], gamma[i]) = (weight * r * r, weight * r, weight * Math.Cos(r));
            double square = alpha[i] * slope[i] * slope[i];
            expected += square + 2 * beta[i] * slope[i] * u[i] + gamma[i] * u[i] * u[i];
            scale += square;
        }

        BandMatrix matrix = Elements.Assemble(alpha, beta, gamma);
        Assert.Equal(expected, matrix.Form(unknowns), 1e-13 * scale);
        double[] image = new double[unknowns.Length];
        matrix.Multiply(unknowns, image);
        Assert.Equal(expected, unknowns.Zip(image, (x, y) => x * y).Sum(), 1e-13 * scale);
    }

    /// <summary>Against the dense factorisation, and Sylvester's law.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void BandMatricesAreSolvedAndCounted(ulong seed)
    {
        const int Order = 40, Bandwidth = 5;
        var random = new RandomStream(seed);
        BandMatrix band = new(Order, Bandwidth), other = new(Order, Bandwidth);
        var dense = new Matrix<double>(Order, Order);
        for (int i = 0; i < Order; i++)
        {
            for (int d = 0; d <= Bandwidth && i + d < Order; d++)
            {
                double value = random.Uniform(-0.5, 0.5);
                band.Upper[i * (Bandwidth + 1) + d] = value;
                dense[i, i + d] = dense[i + d, i] = value;
            }

            other.Upper[i * (Bandwidth + 1)] = 1;
        }

        const double Shift = 0.123;
        double[] x = [.. Enumerable.Range(0, Order).Select(_ => random.Uniform())];
        double[] right = new double[Order], shifted = new double[Order];
        band.Multiply(x, right);
        other.Multiply(x, shifted);
        double[] values = HermitianEigenproblem.Solve(dense, false).Values.ToArray();
        var work = new BandMatrix(Order, Bandwidth);
        work.SetDifference(band, Shift, other);
        Assert.Equal(values.Count(value => value < Shift), work.Factor());
        double[] solution = [.. right.Zip(shifted, (a, b) => a - Shift * b)];
        work.SolveFactored(solution);
        for (int i = 0; i < Order; i++)
        {
            double image = 0;
            for (int j = 0; j < Order; j++)
            {
                image += dense[i, j] * x[j];
            }

            Assert.Equal(image, right[i], 1e-13);
            Assert.Equal(x[i], solution[i], 1e-9);
        }
    }

    /// <summary>A linear map of n unknowns is solved by n + 1 inputs.</summary>
    [Fact]
    public void AndersonSolvesLinearMaps()
    {
        const int Size = 5;
        double[] x = new double[Size];
        var mixing = new AndersonMixing([.. Enumerable.Repeat(1.0, Size)], 0.3, 10);
        double[] residual = Residual(x);
        for (int step = 0; step < Size + 1; step++)
        {
            Assert.True(residual.Max(Math.Abs) > 1e-6);
            x = mixing.Next(x, residual);
            residual = Residual(x);
        }

        Assert.True(residual.Max(Math.Abs) < 1e-10);

        static double[] Residual(double[] at) => [..
            Enumerable.Range(0, Size).Select(i => 1 + i - (3 + i * i) * at[i]
                + 0.5 * at[(i + 1) % Size])];
    }
}
