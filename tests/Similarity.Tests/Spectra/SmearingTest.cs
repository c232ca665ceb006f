using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class SmearingTest
{
    private const double Width = 0.005;

    public static TheoryData<string> Names =>
    [
        "fermi-dirac", "gaussian", "cold", "methfessel-paxton:1", "methfessel-paxton:2",
        "methfessel-paxton:5",
    ];

    /// <summary>
    /// The tails are relative: an absolute test passes with a formula that is wrong there.
    /// </summary>
    [Theory]
    [InlineData("fermi-dirac", "fermi-dirac")]
    [InlineData("gaussian", "gaussian")]
    [InlineData("cold", "cold")]
    [InlineData("mp1", "methfessel-paxton:1")]
    [InlineData("mp2", "methfessel-paxton:2")]
    public void FunctionsMeetFortyDigitArithmetic(string oracle, string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("smearing/smearing_functions.json")));
        JsonElement[] rows =
        [
            .. document.RootElement.GetProperty("rows").EnumerateArray()
                .Where(row => row.GetProperty("smearing").GetString() == oracle),
        ];
        Assert.Equal(29, rows.Length);
        foreach (JsonElement row in rows)
        {
            double x = row.GetProperty("x").GetDouble();
            AssertRelative(row, "occupation", x, smearing.Occupation(x));
            AssertRelative(row, "delta", x, smearing.Delta(x));
            AssertRelative(row, "d_delta_dx", x, smearing.DeltaDerivative(x));
            AssertRelative(row, "entropy", x, smearing.Entropy(x));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DeltaIsMinusTheSlopeOfTheOccupation(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        AssertDerivative(x => -smearing.Occupation(x), smearing.Delta);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DeltaDerivativeIsTheSlopeOfDelta(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        AssertDerivative(smearing.Delta, smearing.DeltaDerivative);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EntropyRisesByMinusXDelta(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        AssertDerivative(smearing.Entropy, x => -x * smearing.Delta(x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DeltaIntegratesToOne(string name)
    {
        // The trapezoidal rule of a function analytic in a strip of half-width π converges as
        // e^(−2π²/h).
        const double Step = 1.0 / 16;
        Smearing smearing = Smearing.Parse(name, Width);
        double sum = 0;
        for (int i = -800; i <= 800; i++)
        {
            sum += smearing.Delta(i * Step) * Step;
        }

        Assert.Equal(1, sum, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void VacancyCompletesOccupation(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        for (double x = -40; x <= 40; x += 0.125)
        {
            Assert.Equal(1, smearing.Occupation(x) + smearing.Vacancy(x), 1e-15);
        }
    }

    /// <summary>Far below the Fermi level 1 − f keeps its digits: −∫ of the tail of δ.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void VacancyIsRelativelyAccurateInTheTail(string name)
    {
        const double Step = 1.0 / 64;
        Smearing smearing = Smearing.Parse(name, Width);
        double integral = 0;
        double end = -9;
        for (double x = end - 1; x < end; x += Step)
        {
            // Simpson; what lies below −10 is e^(−19) of the rest in all but Fermi–Dirac.
            integral += Step / 6 * (
                smearing.Delta(x) + 4 * smearing.Delta(x + Step / 2) + smearing.Delta(x + Step));
        }

        double vacancy = smearing.Vacancy(end) - smearing.Vacancy(end - 1);
        Assert.Equal(1, vacancy / integral, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void VectorsMeetScalars(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        var x = new double[128 * Vector<double>.Count];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = -12 + 24.0 * i / x.Length;
        }

        var delta = new double[x.Length];
        smearing.Delta(x, delta);
        for (int i = 0; i < x.Length; i++)
        {
            // Vectors do not split x², nor correct 1/√2: an error of x² ulp, and absolute at zeros
            // of δ.
            double bound = 1e-13 * Math.Abs(smearing.Delta(x[i])) + 1e-15;
            Assert.Equal(smearing.Delta(x[i]), delta[i], bound);
        }
    }

    /// <summary>What the root search relies on to skip energies.</summary>
    [Fact]
    public void OccupationsStayWithinTheirOvershoot()
    {
        foreach (Smearing smearing in (Smearing[])
            [new Gaussian(1), new FermiDirac(1), new Cold(1), .. Enumerable.Range(
                0, MethfesselPaxton.MaximumOrder + 1).Select(
                n => new MethfesselPaxton(n, 1))])
        {
            for (double x = -12; x <= 12; x += 1.0 / 128)
            {
                Assert.InRange(
                    smearing.Occupation(x),
                    -smearing.Overshoot - 1e-12,
                    1 + smearing.Overshoot + 1e-12);
            }

            Assert.True(Math.Abs(smearing.Delta(smearing.Reach)) < 1.2e-16);
            Assert.True(Math.Abs(smearing.Delta(-smearing.Reach)) < 1.2e-16);
            Assert.True(Math.Abs(smearing.Vacancy(-smearing.Reach)) < 2.3e-16);
        }
    }

    [Fact]
    public void MethfesselPaxtonOfOrderZeroIsGaussian()
    {
        var zero = new MethfesselPaxton(0, Width);
        var gaussian = new Gaussian(Width);
        for (double x = -6; x <= 6; x += 0.25)
        {
            Assert.Equal(gaussian.Occupation(x), zero.Occupation(x));
            Assert.Equal(gaussian.Delta(x), zero.Delta(x));
            Assert.Equal(gaussian.Entropy(x), zero.Entropy(x));
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:3")]
    public void NameReadsBack(string name)
    {
        Smearing smearing = Smearing.Parse(name, Width);
        Assert.Equal(name, smearing.Name);
        Assert.Equal(Width, smearing.Width);
        Assert.Equal(smearing, Smearing.Parse(smearing.Name, Width));
    }

    [Fact]
    public void MethfesselPaxtonHasOrderOneUnlessGiven() =>
        Assert.Equal(new MethfesselPaxton(1, Width), Smearing.Parse("methfessel-paxton", Width));

    [Fact]
    public void DeltaHasNoWidth() => Assert.Equal(0, Smearing.Parse("delta", Width).Width);

    [Theory]
    [InlineData("Gaussian")]
    [InlineData("tetrahedron")]
    [InlineData("methfessel-paxton:")]
    [InlineData("methfessel-paxton:-1")]
    [InlineData("methfessel-paxton:99")]
    public void OtherNamesAreRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => Smearing.Parse(name, Width));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WidthIsPositive(double width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Smearing.Parse("cold", width));

    private static void AssertRelative(JsonElement row, string column, double x, double actual)
    {
        double expected = double.Parse(
            row.GetProperty(column).GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

        // Below 10⁻³⁰⁷ doubles lose digits one by one.
        double tolerance = 1e-12 * Math.Abs(expected) + 1e-320;
        Assert.True(
            Math.Abs(actual - expected) <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"{column}({x:R}) = {actual:R}, expected "
                + $"{expected:R}"));
    }

    private static void AssertDerivative(Func<double, double> f, Func<double, double> derivative)
    {
        // Fourth-order central differences: h⁴ f⁗′/30 and ulp/h are both below 10⁻⁹ for orders up
        // to 5.
        const double Step = 1.0 / 1024;
        for (double x = -7; x <= 7; x += 1.0 / 16)
        {
            double difference =
                (8 * (f(x + Step) - f(x - Step)) - (f(x + 2 * Step) - f(x - 2 * Step)))
                / (12 * Step);
            Assert.Equal(derivative(x), difference, 1e-8);
        }
    }
}
