using System.Globalization;
using System.Numerics;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Methfessel–Paxton smearing of order N, with Aₙ = (−1)ⁿ / (n! 4ⁿ √π) and Hermite polynomials H:
/// f = ½ erfc x + Σₙ₌₁ᴺ Aₙ H₂ₙ₋₁ e^(−x²), δ = Σₙ₌₀ᴺ Aₙ H₂ₙ e^(−x²), s = ½ A_N H₂N e^(−x²).
/// Phys. Rev. B 40, 3616 (1989). Order 0 is Gaussian; beyond it f leaves [0, 1].
/// </summary>
public sealed record MethfesselPaxton : Smearing
{
    public const int MaximumOrder = 20;

    private static readonly double[] A = Coefficients();

    public MethfesselPaxton(int order, double width)
        : base(Positive(width))
    {
        if (order is < 0 or > MaximumOrder)
        {
            throw new ArgumentOutOfRangeException(
                nameof(order), order,
                $"a Methfessel–Paxton order lies between 0 and {MaximumOrder}");
        }

        Order = order;
        Reach = FirstBelow(1e-17);
        Support = FirstBelow(double.Epsilon);
    }

    /// <summary>N.</summary>
    public int Order { get; }

    public override string Name =>
        string.Create(CultureInfo.InvariantCulture, $"methfessel-paxton:{Order}");

    public override bool IsMonotonic => Order == 0;

    internal override double Reach { get; }

    internal override double Support { get; }

    // Tests scan f of every order: the first lobe is the largest and stays below 0.1.
    internal override double Overshoot => Order == 0 ? 0 : 0.1;

    // Zeros of H₂N lie at least π/√(4N + 1) apart.
    internal override double Ripple => 1 / Math.Sqrt(1 + Order);

    public override double Occupation(double x)
    {
        double sum = 0;
        for (int n = 1; n <= Order; n++)
        {
            sum += A[n] * SpecialFunctions.Hermite(2 * n - 1, x);
        }

        return SpecialFunctions.Erfc(x) / 2 + sum * SpecialFunctions.ExpMinusSquare(x);
    }

    public override double Vacancy(double x) => Occupation(-x);

    public override double Delta(double x)
    {
        double sum = 0;
        for (int n = 0; n <= Order; n++)
        {
            sum += A[n] * SpecialFunctions.Hermite(2 * n, x);
        }

        return sum * SpecialFunctions.ExpMinusSquare(x);
    }

    /// <summary>δ′ = −Σₙ Aₙ H₂ₙ₊₁ e^(−x²).</summary>
    public override double DeltaDerivative(double x)
    {
        double sum = 0;
        for (int n = 0; n <= Order; n++)
        {
            sum -= A[n] * SpecialFunctions.Hermite(2 * n + 1, x);
        }

        return sum * SpecialFunctions.ExpMinusSquare(x);
    }

    public override double Entropy(double x) =>
        A[Order] / 2 * SpecialFunctions.Hermite(2 * Order, x) * SpecialFunctions.ExpMinusSquare(x);

    internal override void Delta(ReadOnlySpan<double> x, Span<double> delta)
    {
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            var v = new Vector<double>(x[i..]);
            Vector<double> even = Vector<double>.One;
            Vector<double> sum = even * A[0];
            Vector<double> odd = 2 * v;
            for (int n = 1; n <= Order; n++)
            {
                even = 2 * v * odd - (4 * n - 2) * even;
                odd = 2 * v * even - 4 * n * odd;
                sum += even * A[n];
            }

            (sum * Vector.Exp(-(v * v))).CopyTo(delta[i..]);
        }
    }

    private static double[] Coefficients()
    {
        var a = new double[MaximumOrder + 1];
        a[0] = Gaussian.OneOverSqrtPi;
        for (int n = 1; n < a.Length; n++)
        {
            a[n] = a[n - 1] / (-4 * n);
        }

        return a;
    }

    /// <summary>Where |δ| falls below a bound for good, to 0.1.</summary>
    private double FirstBelow(double bound)
    {
        double x = 40;
        while (Math.Abs(Delta(x - 0.1)) < bound)
        {
            x -= 0.1;
        }

        return x;
    }
}
