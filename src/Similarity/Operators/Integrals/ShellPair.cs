namespace Similarity.Operators.Integrals;

/// <summary>
/// What the integrals of two shells have in common in all crystals: their functions of the distance
/// and how far they reach.
/// </summary>
internal sealed class ShellPair
{
    private const double EnvelopeStep = 0.25;
    private const double LeastEnvelope = 1e-22;

    // Of E(r) max(1, r) at multiples of the step.
    private readonly double[] envelope;

    public ShellPair(GaussianShell a, GaussianShell b)
    {
        Integrals = new AxialIntegrals(a, b);
        var values = new List<double>();
        int step = 0;
        do
        {
            values.Add(WeightedEnvelope(step));
        }
        while (step++ * EnvelopeStep < SmallestRadius || values[^1] > LeastEnvelope);

        envelope = [.. values];
    }

    public AxialIntegrals Integrals { get; }

    // 2μr² ≥ n + 6 with n one more than the power in S and T, for the factor r of Hamiltonians.
    private double SmallestRadius =>
        Math.Sqrt((Integrals.HighestPower + 7) / (2 * Integrals.LeastExponent));

    /// <summary>
    /// A radius R beyond which the images of b add less than the tolerance to any element of S(k)
    /// and T(k), and of |S| r / bohr summed likewise.
    /// </summary>
    /// <remarks>
    /// Let E(r), the larger of the envelope and r times it, be a sum of terms r^n' e^(−μ' r²), the
    /// least μ' being μ and the highest n' being n. Then E(R + x) ≤ E(R) e^(−κx), κ = 2μR − n/R.
    /// At most N(r) = Π (2r/h + 1) points of a lattice lie within r of a point, over the periodic
    /// axes with the distances h of their lattice planes, and N(R + x) ≤ N(R) e^(3x/R). Therefore
    /// Σ_{|d| > R} E(|d|) ≤ ∫ −dE/dr N dr = κ/(κ − 3/R) E(R) N(R) ≤ 2 E(R) N(R) when
    /// 2μR² ≥ n + 6.
    /// </remarks>
    /// <param name="planeDistances">h along the periodic axes; none for a molecule.</param>
    public double Radius(double tolerance, ReadOnlySpan<double> planeDistances)
    {
        int step = (int)Math.Ceiling(SmallestRadius / EnvelopeStep);
        while (true)
        {
            double r = step * EnvelopeStep;
            double tail = 2 * (step < envelope.Length ? envelope[step] : WeightedEnvelope(step));
            foreach (double h in planeDistances)
            {
                tail *= 2 * r / h + 1;
            }

            if (tail <= tolerance)
            {
                return r;
            }

            step++;
        }
    }

    private double WeightedEnvelope(int step)
    {
        double r = step * EnvelopeStep;
        return Math.Max(1, r) * Integrals.Envelope(r);
    }
}
