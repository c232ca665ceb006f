namespace Similarity.Operators.Integrals;

/// <summary>Some functions of the distance r, written to values.</summary>
internal delegate void RadialFunctions(double r, Span<double> values);

/// <summary>
/// The functions f_m(r) of two shells as polynomials of degree 15 on the intervals of
/// <see cref="RadialPoint"/>, interpolated at Chebyshev's nodes.
/// </summary>
/// <remarks>
/// The width of an interval is 1/8 to 1/16 of r. On it the n-th Chebyshev coefficient of
/// e^(−μ r²) is about e^(−X) Xⁿ / (16ⁿ n!) at most, X = μ r², whatever μ: below 16⁻ⁿ / √(2πn), so
/// that degree 15 leaves less than the rounding, also behind the powers of r. Every interval is
/// checked by its last coefficients all the same; the table starts where all above pass.
/// </remarks>
internal sealed class RadialTable
{
    // Relative to the larger of 1 and the largest value on the interval.
    private const double Accuracy = 1e-14;

    private static readonly double[] Nodes = [..
        from j in Enumerable.Range(0, RadialPoint.Terms)
        select Math.Cos(Math.PI * (j + 0.5) / RadialPoint.Terms)];

    private static readonly double[] FromNodes = ChebyshevOfNodeValues();
    private static readonly double[] ToPowers = PowersOfChebyshev();

    private readonly Func<RadialFunctions> anew;
    private readonly int functions;
    private readonly double[] coefficients;
    private readonly double[] atOrigin;
    private readonly int firstInterval;
    private readonly int endInterval;

    /// <param name="anew">
    /// Makes the exact functions again when a distance lies outside of the table.
    /// </param>
    /// <param name="functions">Number of functions.</param>
    /// <param name="end">Where the table may end, in bohr.</param>
    public RadialTable(
        RadialFunctions exact, Func<RadialFunctions> anew, int functions, double end)
    {
        this.anew = anew;
        this.functions = functions;
        endInterval = new RadialPoint(Math.Max(end, RadialPoint.Start)).Interval + 1;
        coefficients = new double[endInterval * functions * RadialPoint.Terms];
        double[] values = new double[RadialPoint.Terms * functions];
        firstInterval = endInterval;
        atOrigin = new double[functions];
        exact(0, atOrigin);
        while (firstInterval > 0 && Tabulate(exact, firstInterval - 1, values))
        {
            firstInterval--;
        }
    }

    /// <summary>All f_m at distance r, which the point stands for.</summary>
    public void Evaluate(double r, in RadialPoint point, Span<double> values)
    {
        if (r == 0)
        {
            atOrigin.CopyTo(values);
            return;
        }

        if (point.Interval < firstInterval || point.Interval >= endInterval)
        {
            anew()(r, values);
            return;
        }

        int first = point.Interval * functions * RadialPoint.Terms;
        for (int m = 0; m < functions; m++)
        {
            values[m] = point.Polynomial(ref coefficients[first + m * RadialPoint.Terms]);
        }
    }

    private bool Tabulate(RadialFunctions exact, int interval, double[] values)
    {
        const int Terms = RadialPoint.Terms;
        for (int node = 0; node < Terms; node++)
        {
            double r = RadialPoint.Distance(interval, Nodes[node]);
            exact(r, values.AsSpan(node * functions, functions));
        }

        Span<double> chebyshev = stackalloc double[Terms];
        for (int m = 0; m < functions; m++)
        {
            double largest = 1;
            chebyshev.Clear();
            for (int node = 0; node < Terms; node++)
            {
                double value = values[node * functions + m];
                largest = Math.Max(largest, Math.Abs(value));
                for (int n = 0; n < Terms; n++)
                {
                    chebyshev[n] += FromNodes[node * Terms + n] * value;
                }
            }

            if (Math.Abs(chebyshev[^1]) + Math.Abs(chebyshev[^2]) > Accuracy * largest)
            {
                return false;
            }

            int target = (interval * functions + m) * Terms;
            for (int n = 0; n < Terms; n++)
            {
                for (int power = n % 2; power <= n; power += 2)
                {
                    coefficients[target + power] += ToPowers[n * Terms + power] * chebyshev[n];
                }
            }
        }

        return true;
    }

    /// <summary>Coefficient n of the interpolant is Σ_j FromNodes[j, n] f(node j).</summary>
    private static double[] ChebyshevOfNodeValues()
    {
        const int Terms = RadialPoint.Terms;
        double[] matrix = new double[Terms * Terms];
        for (int j = 0; j < Terms; j++)
        {
            for (int n = 0; n < Terms; n++)
            {
                double factor = n == 0 ? 1.0 : 2.0;
                matrix[j * Terms + n] =
                    factor / Terms * Math.Cos(Math.PI * n * (j + 0.5) / Terms);
            }
        }

        return matrix;
    }

    /// <summary>T_n(t) = Σ_p ToPowers[n, p] t^p by T_(n+1) = 2t T_n − T_(n−1).</summary>
    private static double[] PowersOfChebyshev()
    {
        const int Terms = RadialPoint.Terms;
        double[] matrix = new double[Terms * Terms];
        matrix[0] = 1;
        matrix[Terms + 1] = 1;
        for (int n = 2; n < Terms; n++)
        {
            for (int p = 0; p < Terms; p++)
            {
                double raised = p > 0 ? 2 * matrix[(n - 1) * Terms + p - 1] : 0;
                matrix[n * Terms + p] = raised - matrix[(n - 2) * Terms + p];
            }
        }

        return matrix;
    }
}
