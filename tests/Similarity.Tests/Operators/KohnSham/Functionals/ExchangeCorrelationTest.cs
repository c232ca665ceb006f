using System.Text.Json;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Tests.Operators.KohnSham.Functionals;

public sealed class ExchangeCorrelationTest
{
    private const double Tolerance = 1e-12;

    public static IEnumerable<object[]> Names => [["lda"], ["lda-vwn"], ["pbe"]];

    [Theory]
    [MemberData(nameof(Names))]
    public void LibxcIsMet(string name)
    {
        double[][] rows = Rows(name);
        Assert.True(rows.Length >= 20, $"{rows.Length} rows");
        (double[] energy, double[] byDensity, double[] bySigma) = Evaluate(
            Named(name),
            Array.ConvertAll(rows, row => row[0]),
            Array.ConvertAll(rows, row => row[1]));
        for (int i = 0; i < rows.Length; i++)
        {
            // libxc takes ln(1 + x) of x ≈ 30/r_s² as it stands and so loses digits of ε_c.
            double lost = 3e-18 * Math.Pow(3 / (4 * Math.PI * rows[i][0]), 2.0 / 3);
            AssertClose(rows[i][2], energy[i], Tolerance + lost);
            AssertClose(rows[i][3], byDensity[i], Tolerance + lost);

            // Of small gradients exchange and correlation have −βπ/(16 k_F n) and its opposite.
            double part = name != "pbe"
                ? 0 : 0.0131 / (Math.Cbrt(3 * Math.PI * Math.PI * rows[i][0]) * rows[i][0]);
            Assert.Equal(
                rows[i][4], bySigma[i], (Tolerance + lost) * (Math.Abs(rows[i][4]) + part));
        }
    }

    /// <summary>The derivatives are those of n ε, by differences of fourth order.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesAreThoseOfTheEnergy(string name)
    {
        ExchangeCorrelation functional = Named(name);
        foreach (double[] row in Rows(name))
        {
            double n = row[0], sigma = row[1];
            LocalXc at = functional.At(n, sigma);
            double byDensity = Slope(x => x * functional.At(x, sigma).Energy, n);
            AssertClose(byDensity, at.DensityDerivative, 1e-8);
            if (sigma > 0 && functional.UsesGradient)
            {
                double step = Slope(x => n * functional.At(n, x).Energy, sigma);

                // As far as n ε keeps digits of its change.
                double noise = 1e-12 * Math.Abs(n * at.Energy) / sigma;
                Assert.Equal(step, at.SigmaDerivative, 1e-7 * Math.Abs(step) + noise);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheVacuumIsNothing(string name)
    {
        double[] densities = [0, -1e-9, double.Epsilon, 1e-25, 2e-20, 1e-16];
        double[] sigmas = [1, 0, 1e-300, 1, 1e10, 1e10];
        (double[] energy, double[] byDensity, double[] bySigma) =
            Evaluate(Named(name), densities, sigmas);
        Assert.All(energy.Concat(byDensity).Concat(bySigma), x => Assert.True(double.IsFinite(x)));
        Assert.All(
            energy[..4].Concat(byDensity[..4]).Concat(bySigma[..4]), x => Assert.Equal(0, x));
        Assert.All(energy[4..], x => Assert.True(x < 0));
    }

    /// <summary>Nothing but the density matters, and no room for σ is needed.</summary>
    [Fact]
    public void TheLocalDensityNeedsNoGradient()
    {
        double[] densities = [0.3, 1e-3];
        double[] energy = new double[2], potential = new double[2];
        ExchangeCorrelation.Lda.Evaluate(densities, [], energy, potential, []);
        (double[] expected, double[] slope, _) =
            Evaluate(ExchangeCorrelation.Lda, densities, [1, 2]);
        Assert.Equal(expected, energy);
        Assert.Equal(slope, potential);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ExchangeCorrelation.Pbe.Evaluate(densities, [], energy, potential, []));
    }

    /// <summary>PBE without a gradient is LDA.</summary>
    [Fact]
    public void PbeOfTheUniformGasIsLda()
    {
        for (double n = 1e-12; n < 1e6; n *= 7)
        {
            LocalXc lda = ExchangeCorrelation.Lda.At(n, 0), pbe = ExchangeCorrelation.Pbe.At(n, 0);
            AssertClose(lda.Energy, pbe.Energy, 1e-15);
            AssertClose(lda.DensityDerivative, pbe.DensityDerivative, 1e-15);
        }
    }

    private static ExchangeCorrelation Named(string name) =>
        new[] { ExchangeCorrelation.Lda, ExchangeCorrelation.LdaVwn, ExchangeCorrelation.Pbe }
            .Single(functional => functional.Name == name);

    private static (double[] Energy, double[] ByDensity, double[] BySigma) Evaluate(
        ExchangeCorrelation functional, double[] densities, double[] sigmas)
    {
        double[] energy = new double[densities.Length];
        double[] byDensity = new double[densities.Length], bySigma = new double[densities.Length];
        functional.Evaluate(densities, sigmas, energy, byDensity, bySigma);
        return (energy, byDensity, bySigma);
    }

    private static double Slope(Func<double, double> function, double x)
    {
        double h = 1e-3 * x;
        return (8 * (function(x + h) - function(x - h))
            - (function(x + 2 * h) - function(x - 2 * h))) / (12 * h);
    }

    private static double[][] Rows(string name)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("xc/xc.json")));
        return [..
            document.RootElement.GetProperty(name).EnumerateArray().Select(
                row => row.EnumerateArray().Select(number => number.GetDouble()).ToArray())];
    }

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.Equal(expected, actual, relative * Math.Abs(expected) + double.Epsilon);
}
