using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Similarity.Numerics.Tests;

public class SpecialFunctionsTest
{
    /// <summary>9 units of 2⁻⁵²: each function is a product of few roundings.</summary>
    private const double Tolerance = 2e-15;

    [Theory]
    [InlineData("erf")]
    [InlineData("erfc")]
    [InlineData("erfcx")]
    [InlineData("exp_minus_square")]
    [InlineData("log1p")]
    [InlineData("expm1")]
    public void ValuesMeetFiveHundredDigits(string name)
    {
        Func<double, double> function = name switch
        {
            "erf" => SpecialFunctions.Erf,
            "erfc" => SpecialFunctions.Erfc,
            "erfcx" => SpecialFunctions.Erfcx,
            "exp_minus_square" => SpecialFunctions.ExpMinusSquare,
            "log1p" => SpecialFunctions.Log1p,
            _ => SpecialFunctions.Expm1,
        };
        using var document = JsonDocument.Parse(File.ReadAllText(Table()));
        int rows = 0;
        foreach (JsonElement row in document.RootElement.GetProperty("rows").EnumerateArray())
        {
            if (row.GetProperty("function").GetString() != name)
            {
                continue;
            }

            rows++;
            double x = row.GetProperty("x").GetDouble();
            double expected = double.Parse(
                row.GetProperty("value").GetString()!,
                NumberStyles.Float,
                CultureInfo.InvariantCulture);
            double actual = function(x);

            // Results below 2⁻¹⁰²² have fewer digits.
            Assert.True(
                Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected) + 2 * double.Epsilon,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}({x:R}) = {actual:R}, expected {expected:R}"));
        }

        Assert.True(rows > 40);
    }

    [Fact]
    public void LimitsAreExact()
    {
        Assert.Equal(0, SpecialFunctions.Erfc(double.PositiveInfinity));
        Assert.Equal(2, SpecialFunctions.Erfc(double.NegativeInfinity));
        Assert.Equal(1, SpecialFunctions.Erf(double.PositiveInfinity));
        Assert.Equal(0, SpecialFunctions.Erfcx(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Erfcx(-27));
        Assert.Equal(0, SpecialFunctions.ExpMinusSquare(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Log1p(double.PositiveInfinity));
        Assert.Equal(-1, SpecialFunctions.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Expm1(double.PositiveInfinity));
    }

    [Fact]
    public void HermitePolynomialsAreOrthogonal()
    {
        // ∫ H_m H_n e^(−x²) dx = δ_mn 2ⁿ n! √π; the trapezoidal rule is exact to rounding here.
        const double Step = 1.0 / 8;
        double norm = Math.Sqrt(Math.PI);
        for (int n = 0; n <= 8; norm *= 2 * ++n)
        {
            for (int m = 0; m <= n; m++)
            {
                double sum = 0;
                for (double x = -12; x <= 12; x += Step)
                {
                    sum += SpecialFunctions.Hermite(m, x) * SpecialFunctions.Hermite(n, x)
                        * SpecialFunctions.ExpMinusSquare(x) * Step;
                }

                Assert.Equal(m == n ? 1 : 0, sum / norm, 1e-13);
            }
        }
    }

    private static string Table([CallerFilePath] string source = "") => Path.Combine(
        Path.GetDirectoryName(source)!, "../Oracles/special-functions/special_functions.json");
}
