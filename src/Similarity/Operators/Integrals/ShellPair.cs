namespace Similarity.Operators.Integrals;

/// <summary>
/// What the integrals of two shells have in common in all crystals: their functions of the distance
/// and how far they reach.
/// </summary>
internal sealed class ShellPair
{
    private const double EnvelopeStep = 0.25;

    // Larger crystals and smaller tolerances than this is made for are served too, slowly.
    private const double LeastEnvelope = 1e-22;

    private readonly GaussianShell a, b;
    private readonly int firstStep;

    // Of E(r) max(1, r) at multiples of the step, from the first.
    private readonly double[] envelope;
    private readonly Lazy<RadialTable> kinetic;

    public ShellPair(GaussianShell a, GaussianShell b)
    {
        this.a = a;
        this.b = b;
        AxialIntegrals integrals = Integrals();

        // 2μr² ≥ n + 6, n being one more than in S and T for the factor r of Hamiltonians.
        double smallestRadius =
            Math.Sqrt((integrals.HighestPower + 7) / (2 * integrals.LeastExponent));
        firstStep = (int)Math.Ceiling(smallestRadius / EnvelopeStep);
        var values = new List<double>();
        do
        {
            values.Add(WeightedEnvelope(integrals, firstStep + values.Count));
        }
        while (values[^1] > LeastEnvelope);

        envelope = [.. values];
        double end = (firstStep + values.Count) * EnvelopeStep;
        int functions = integrals.Functions;
        Overlap = new(integrals.Overlap, () => Integrals().Overlap, functions, end);
        kinetic = new(() => new(
            Integrals().Kinetic, () => Integrals().Kinetic, functions, end));
    }

    /// <summary>f_m of S.</summary>
    public RadialTable Overlap { get; }

    /// <summary>f_m of T.</summary>
    public RadialTable Kinetic => kinetic.Value;

    /// <summary>
    /// A radius R beyond which the images of b add less than the tolerance to any element of S(k)
    /// and T(k), and of |S| r / bohr summed likewise.
    /// </summary>
    /// <remarks>
    /// Let E(r), the larger of the envelope and r times it, be a sum of terms r^n' e^(−μ' r²), the
    /// least μ' being μ and the highest n' being n. Then E(R + x) ≤ E(R) e^(−κx), κ = 2μR − n/R.
    /// At most N(r) = Π (2r/h + 1) points of a lattice lie within r of a point, over the periodic
    /// axes with the distances h of their lattice planes, and N(R + x) ≤ N(R) e^(3x/R). Therefore
    /// Σ_{|d| > R} E(|d|) ≤ ∫ −dE/dr N dr ≤ κ/(κ − 3/R) E(R) N(R) ≤ 2 E(R) N(R) when
    /// 2μR² ≥ n + 6.
    /// </remarks>
    /// <param name="planeDistances">h along the periodic axes; none for a molecule.</param>
    public double Radius(double tolerance, ReadOnlySpan<double> planeDistances)
    {
        for (int step = 0; ; step++)
        {
            double r = (firstStep + step) * EnvelopeStep;
            double tail = 2 * (step < envelope.Length
                ? envelope[step]
                : WeightedEnvelope(Integrals(), firstStep + step));
            foreach (double h in planeDistances)
            {
                tail *= 2 * r / h + 1;
            }

            if (tail <= tolerance)
            {
                return r;
            }
        }
    }

    /// <summary>
    /// Made anew whenever they are needed, which is seldom once there are tables: with hundreds of
    /// pairs of primitives they would take about as much memory as the tables.
    /// </summary>
    private AxialIntegrals Integrals() => new(a, b);

    private static double WeightedEnvelope(AxialIntegrals integrals, int step)
    {
        double r = step * EnvelopeStep;
        return Math.Max(1, r) * integrals.Envelope(r);
    }
}
