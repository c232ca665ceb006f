namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// The polynomials of degree p through p + 1 nodes of [−1, 1], by their barycentric form (Berrut
/// and Trefethen, SIAM Rev. 46 (2004) 501).
/// </summary>
internal sealed class NodalPolynomials
{
    private readonly double[] nodes;
    private readonly double[] weights;

    public NodalPolynomials(ReadOnlySpan<double> nodes)
    {
        this.nodes = nodes.ToArray();
        weights = new double[nodes.Length];
        for (int a = 0; a < nodes.Length; a++)
        {
            double product = 1;
            for (int b = 0; b < nodes.Length; b++)
            {
                product *= a == b ? 1 : 2 * (nodes[a] - nodes[b]);
            }

            weights[a] = 1 / product;
        }
    }

    public int Count => nodes.Length;

    public ReadOnlySpan<double> Nodes => nodes;

    /// <summary>
    /// Zeros of (1 − x²) P_p′(x) ascending: those of Gauss, Lobatto and Legendre.
    /// </summary>
    public static NodalPolynomials Lobatto(int degree)
    {
        double[] nodes = new double[degree + 1];
        for (int i = 0; i <= degree; i++)
        {
            // Newton from Chebyshev's points; x P − P₋₁ ∝ (1 − x²) P′, its slope is (p + 1) P.
            double x = -Math.Cos(Math.PI * i / degree);
            for (int step = 0; step < 50; step++)
            {
                double before = 1, value = x;
                for (int k = 2; k <= degree; k++)
                {
                    (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
                }

                double change = (x * value - before) / ((degree + 1) * value);
                x -= change;
                if (Math.Abs(change) < 1e-16)
                {
                    break;
                }
            }

            nodes[i] = x;
        }

        nodes[0] = -1;
        nodes[degree] = 1;
        return new(nodes);
    }

    /// <summary>ℓ_a(x) for all a.</summary>
    public void Values(double x, Span<double> values)
    {
        double sum = 0;
        for (int a = 0; a < nodes.Length; a++)
        {
            double distance = x - nodes[a];
            if (distance == 0)
            {
                values.Clear();
                values[a] = 1;
                return;
            }

            values[a] = weights[a] / distance;
            sum += values[a];
        }

        foreach (ref double value in values)
        {
            value /= sum;
        }
    }

    /// <summary>ℓ_a′(node b), at [a, b].</summary>
    public double[,] Derivatives()
    {
        int n = nodes.Length;
        double[,] slopes = new double[n, n];
        for (int b = 0; b < n; b++)
        {
            double sum = 0;
            for (int a = 0; a < n; a++)
            {
                if (a != b)
                {
                    slopes[a, b] = weights[a] / weights[b] / (nodes[b] - nodes[a]);
                    sum += slopes[a, b];
                }
            }

            // The slopes of Σ_a ℓ_a = 1 add up to nothing.
            slopes[b, b] = -sum;
        }

        return slopes;
    }
}
