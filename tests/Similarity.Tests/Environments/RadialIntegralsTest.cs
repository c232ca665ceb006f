using Similarity.Environments;
using Similarity.Numerics.Quadrature;

namespace Similarity.Tests.Environments;

public class RadialIntegralsTest
{
    private static readonly ExpansionSettings Settings = new()
    {
        Cutoff = 7.5,
        RadialFunctions = 8,
        MaxAngular = 7,
        Sigma = 0.57,
    };

    // Rounding over the least eigenvalue of the overlaps, 1e-4 and 1e-7.
    [Theory]
    [InlineData(8, 1e-11)]
    [InlineData(12, 1e-8)]
    public void TheBasisIsOrthonormal(int functions, double tolerance)
    {
        var basis = new GaussianTypeBasis(functions, 7.5);
        (double[] points, double[] weights) = Points(40);
        for (int n = 0; n < functions; n++)
        {
            for (int m = 0; m <= n; m++)
            {
                double sum = 0;
                for (int i = 0; i < points.Length; i++)
                {
                    double r = points[i];
                    sum += weights[i] * r * r * Radial(basis, n, r) * Radial(basis, m, r);
                }

                Assert.Equal(n == m ? 1 : 0, sum, tolerance);
            }
        }
    }

    /// <summary>
    /// The integral by its definition: ∫ R_n(s) Y_l0 g(s − r ẑ) d³s, whose angular part is a
    /// Legendre polynomial against e^(c·2 r s cos θ).
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(2.5)]
    [InlineData(6.9)]
    public void AreTheIntegralsByQuadrature(double r)
    {
        var exact = new RadialIntegrals(Settings);
        double[][] found = Derivatives();
        exact.Evaluate(r, found);
        var basis = new GaussianTypeBasis(Settings.RadialFunctions, Settings.Cutoff);
        (double[] points, double[] weights) = Points(20);
        var angular = new GaussLegendre(60);
        double c = 1 / (2 * Settings.Sigma * Settings.Sigma);
        double norm = Math.Pow(Math.PI * Settings.Sigma * Settings.Sigma, -0.75);
        for (int l = 0; l <= Settings.MaxAngular; l++)
        {
            double[] expected = new double[Settings.RadialFunctions];
            for (int i = 0; i < points.Length; i++)
            {
                double s = points[i], sum = 0;
                for (int k = 0; k < angular.Points.Length; k++)
                {
                    double cosine = angular.Points[k];
                    sum += angular.Weights[k] * Legendre(l, cosine)
                        * Math.Exp(-c * (s * s + r * r - 2 * s * r * cosine));
                }

                for (int n = 0; n < expected.Length; n++)
                {
                    expected[n] += 2 * Math.PI * weights[i] * s * s * Radial(basis, n, s) * sum;
                }
            }

            for (int n = 0; n < expected.Length; n++)
            {
                Assert.Equal(norm * expected[n], found[0][l * expected.Length + n], 1e-9);
            }
        }
    }

    [Fact]
    public void DerivativesAreThoseOfDifferences()
    {
        var exact = new RadialIntegrals(Settings);
        double[][] at = Derivatives(), ahead = Derivatives(), behind = Derivatives();
        const double step = 1e-4;
        foreach (double r in (double[])[0.5, 1.7, 4.2, 7.0])
        {
            exact.Evaluate(r, at);
            exact.Evaluate(r + step, ahead);
            exact.Evaluate(r - step, behind);
            for (int order = 1; order <= 2; order++)
            {
                for (int i = 0; i < at[0].Length; i++)
                {
                    double slope = (ahead[order - 1][i] - behind[order - 1][i]) / (2 * step);
                    Assert.Equal(slope, at[order][i], 2e-6);
                }
            }
        }
    }

    // With many functions the integrals themselves are rounded, as the basis is.
    [Theory]
    [InlineData(8, 7, 0.57, 1.01e-10, 1e-8)]
    [InlineData(1, 0, 0.2, 1.01e-10, 1e-8)]
    [InlineData(12, 15, 0.57, 1.01e-10, 2e-8)]
    [InlineData(18, 6, 0.8, 1e-8, 1e-6)]
    public void TheSplineFollowsThemAndTheirSlopes(
        int functions, int maxAngular, double sigma, double tolerance, double slopeTolerance)
    {
        ExpansionSettings settings = Settings with
        {
            RadialFunctions = functions,
            MaxAngular = maxAngular,
            Sigma = sigma,
        };
        var exact = new RadialIntegrals(settings);
        var spline = new RadialSpline(settings);
        double[][] expected = Derivatives(settings);
        double[] values = new double[spline.Length], slopes = new double[spline.Length];
        double largest = 0, error = 0, slopeError = 0;
        for (int i = 0; i <= 400; i++)
        {
            double r = Math.Min(i * 0.0187623, settings.Cutoff);
            exact.Evaluate(r, expected);
            spline.Evaluate(r, 1, 0, values, slopes);
            for (int l = 0; l <= settings.MaxAngular; l++)
            {
                for (int n = 0; n < settings.RadialFunctions; n++)
                {
                    int from = l * settings.RadialFunctions + n, to = l * spline.Stride + n;
                    largest = Math.Max(largest, Math.Abs(expected[0][from]));
                    error = Math.Max(error, Math.Abs(expected[0][from] - values[to]));
                    slopeError = Math.Max(slopeError, Math.Abs(expected[1][from] - slopes[to]));
                }
            }
        }

        // An error that is largest in the middle of a piece has its slope at the quarters.
        Assert.InRange(error / largest, 0, tolerance);
        Assert.InRange(slopeError / largest, 0, slopeTolerance);
    }

    [Fact]
    public void TheSplineWeighsValuesAndSlopes()
    {
        var spline = new RadialSpline(Settings);
        double[] plain = new double[spline.Length], plainSlopes = new double[spline.Length];
        double[] values = new double[spline.Length], slopes = new double[spline.Length];
        spline.Evaluate(3.3, 1, 0, plain, plainSlopes);
        spline.Evaluate(3.3, 0.7, -0.4, values, slopes);
        for (int i = 0; i < spline.Length; i++)
        {
            Assert.Equal(0.7 * plain[i], values[i], 1e-14);
            Assert.Equal(0.7 * plainSlopes[i] - 0.4 * plain[i], slopes[i], 1e-13);
        }
    }

    [Theory]
    [InlineData(1.5, 2.5, 0.0, 1.0)]
    [InlineData(1.5, 1.5, 700.0, 1.0)]
    [InlineData(2.0, 1.0, 3.0, 4.0)]
    [InlineData(2.0, 1.0, 2000.0, 2001.0)]
    public void KummersFunctionIsTheWrittenOne(double a, double b, double z, double expected)
    {
        // M(a, a, z) = e^z and M(2, 1, z) = (1 + z) e^z; the scaled one is without e^z.
        Assert.Equal(1, KummerFunction.Scaled(a, b, z) / expected, 1e-12);
    }

    private static double[][] Derivatives() => Derivatives(Settings);

    private static double[][] Derivatives(ExpansionSettings settings)
    {
        int size = (settings.MaxAngular + 1) * settings.RadialFunctions;
        return [new double[size], new double[size], new double[size]];
    }

    private static double Radial(GaussianTypeBasis basis, int n, double r)
    {
        double sum = 0;
        for (int k = 0; k < basis.Widths.Length; k++)
        {
            double x = r / basis.Widths[k];
            sum += basis.Orthonormal[n, k] * Math.Pow(r, k) * Math.Exp(-x * x / 2);
        }

        return sum;
    }

    private static double Legendre(int l, double x)
    {
        double before = 0, p = 1;
        for (int k = 0; k < l; k++)
        {
            (before, p) = (p, ((2 * k + 1) * x * p - k * before) / (k + 1));
        }

        return p;
    }

    /// <summary>Gauss–Legendre points on 0 … 40 bohr, twenty to each of some panels.</summary>
    private static (double[] Points, double[] Weights) Points(int panels)
    {
        var rule = new GaussLegendre(20);
        List<double> points = [], weights = [];
        for (int panel = 0; panel < panels; panel++)
        {
            double width = 40.0 / panels, middle = (panel + 0.5) * width;
            for (int i = 0; i < rule.Points.Length; i++)
            {
                points.Add(middle + rule.Points[i] * width / 2);
                weights.Add(rule.Weights[i] * width / 2);
            }
        }

        return ([.. points], [.. weights]);
    }
}
