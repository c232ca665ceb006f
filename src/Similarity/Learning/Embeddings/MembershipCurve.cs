namespace Similarity.Learning.Embeddings;

/// <summary>
/// How much two points of a map are neighbours at a distance d: φ(d) = 1 / (1 + a d^(2b)), the
/// smooth curve next to ψ(d) = 1 for d ≤ m, exp(−(d − m)/s) beyond, of a least distance m and a
/// spread s (L. McInnes, J. Healy, J. Melville, arXiv:1802.03426, definition 11).
/// </summary>
internal sealed record MembershipCurve(double A, double B)
{
    // Where ψ is sampled for the fit: d = 0 … 3 s.
    private const int Samples = 300;

    // Keeps points that coincide from being pushed apart without bound.
    private const double Softening = 1e-3;

    /// <summary>
    /// Least squares of φ − ψ over equally spaced d by Levenberg and Marquardt, in log a and log b.
    /// </summary>
    public static MembershipCurve Fit(double minDistance, double spread)
    {
        if (!(minDistance >= 0 && spread > 0 && minDistance <= spread && double.IsFinite(spread)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"a least distance of {minDistance} with a spread of {spread}; ")
                + "expected 0 ≤ distance ≤ spread, spread > 0");
        }

        double logA = -2 * Math.Log(spread), logB = 0, damping = 1e-3;
        double error = Normal(minDistance, spread, logA, logB, out double[] equations);
        while (damping < 1e12)
        {
            double h00 = equations[0] * (1 + damping), h11 = equations[2] * (1 + damping);
            double determinant = h00 * h11 - equations[1] * equations[1];
            double stepA = (h11 * equations[3] - equations[1] * equations[4]) / determinant;
            double stepB = (h00 * equations[4] - equations[1] * equations[3]) / determinant;
            double now = Normal(
                minDistance, spread, logA - stepA, logB - stepB, out double[] next);
            if (now < error)
            {
                (logA, logB, error, equations) = (logA - stepA, logB - stepB, now, next);
                damping /= 10;
            }
            else
            {
                damping = 10 * Math.Max(damping, 1e-12);
            }
        }

        return new MembershipCurve(Math.Exp(logA), Math.Exp(logB));
    }

    /// <summary>φ.</summary>
    public double Of(double squaredDistance) => 1 / (1 + A * Math.Pow(squaredDistance, B));

    /// <summary>
    /// c in −∂(−log φ)/∂y = c (y − z): −2ab d^(2(b−1)) / (1 + a d^(2b)); 0 where they coincide.
    /// </summary>
    public double Attraction(double squaredDistance)
    {
        if (squaredDistance <= 0)
        {
            return 0;
        }

        double power = Math.Pow(squaredDistance, B);
        return -2 * A * B * power / (squaredDistance * (1 + A * power));
    }

    /// <summary>
    /// c in −∂(−log(1 − φ))/∂y = c (y − z): 2b / ((ε + d²)(1 + a d^(2b))), ε = 0.001.
    /// </summary>
    public double Repulsion(double squaredDistance) =>
        2 * B / ((Softening + squaredDistance) * (1 + A * Math.Pow(squaredDistance, B)));

    /// <summary>JᵀJ (three numbers) and Jᵀr (two) of the residuals; the sum of squares.</summary>
    private static double Normal(
        double minDistance, double spread, double logA, double logB, out double[] equations)
    {
        double a = Math.Exp(logA), b = Math.Exp(logB), sum = 0;
        equations = new double[5];
        for (int i = 0; i < Samples; i++)
        {
            double d = 3 * spread * i / (Samples - 1);
            double psi = d < minDistance ? 1 : Math.Exp(-(d - minDistance) / spread);
            double power = d > 0 ? a * Math.Pow(d, 2 * b) : 0;
            double phi = 1 / (1 + power), residual = phi - psi;
            double byA = -phi * phi * power;
            double byB = d > 0 ? byA * 2 * b * Math.Log(d) : 0;
            equations[0] += byA * byA;
            equations[1] += byA * byB;
            equations[2] += byB * byB;
            equations[3] += byA * residual;
            equations[4] += byB * residual;
            sum += residual * residual;
        }

        return sum;
    }
}
