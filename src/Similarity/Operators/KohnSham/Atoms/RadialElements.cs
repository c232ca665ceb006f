using System.Numerics;
using System.Runtime.InteropServices;
using Similarity.Numerics.Quadrature;

namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// Functions u(r) on [0, end] with u = 0 at both ends that are polynomials of degree p between
/// neighbouring edges and continuous across them: unknown i is the value at the i-th inner node.
/// Integrals are sums over q points of Gauss in every element.
/// </summary>
internal sealed class RadialElements
{
    /// <summary>p.</summary>
    public const int Degree = 12;

    /// <summary>q: the squares u², of degree 24, are integrated exactly.</summary>
    public const int PointsPerElement = 25;

    // (p + 1)(p + 2)/2 pairs of functions, padded to whole vectors.
    private const int Pairs = 96;

    private static readonly NodalPolynomials Basis = NodalPolynomials.Lobatto(Degree);
    private static readonly GaussLegendre Gauss = new(PointsPerElement);
    private static readonly NodalPolynomials Gaussian = new(Gauss.Points.AsSpan());
    private static readonly double[,] GaussianSlopes = Gaussian.Derivatives();
    private static readonly double[] Remainders = RemaindersOfPoints();
    private static readonly double[] Values = new double[PointsPerElement * (Degree + 1)];
    private static readonly double[] Slopes = new double[PointsPerElement * (Degree + 1)];
    private static readonly double[] ValuePairs = new double[PointsPerElement * Pairs];
    private static readonly double[] MixedPairs = new double[PointsPerElement * Pairs];
    private static readonly double[] SlopePairs = new double[PointsPerElement * Pairs];

    private readonly double[] edges;
    private readonly double[] points;
    private readonly double[] weights;

    static RadialElements()
    {
        double[,] derivatives = Basis.Derivatives();
        for (int q = 0; q < PointsPerElement; q++)
        {
            Span<double> values = Values.AsSpan(q * (Degree + 1), Degree + 1);
            Span<double> slopes = Slopes.AsSpan(q * (Degree + 1), Degree + 1);
            Basis.Values(Gauss.Points[q], values);
            int pair = q * Pairs;
            for (int a = 0; a <= Degree; a++)
            {
                for (int b = 0; b <= Degree; b++)
                {
                    slopes[a] += derivatives[a, b] * values[b];
                }

                for (int b = 0; b <= a; b++, pair++)
                {
                    ValuePairs[pair] = values[a] * values[b];
                    MixedPairs[pair] = slopes[a] * values[b] + values[a] * slopes[b];
                    SlopePairs[pair] = slopes[a] * slopes[b];
                }
            }
        }
    }

    /// <param name="edges">Ascending from 0, in bohr.</param>
    public RadialElements(ReadOnlySpan<double> edges)
    {
        this.edges = edges.ToArray();
        points = new double[Elements * PointsPerElement];
        weights = new double[points.Length];
        for (int e = 0; e < Elements; e++)
        {
            double half = HalfWidth(e);
            for (int q = 0; q < PointsPerElement; q++)
            {
                points[e * PointsPerElement + q] = edges[e] + half * (1 + Gauss.Points[q]);
                weights[e * PointsPerElement + q] = half * Gauss.Weights[q];
            }
        }
    }

    public int Elements => edges.Length - 1;

    /// <summary>Number of unknowns.</summary>
    public int Count => Elements * Degree - 1;

    public double End => edges[^1];

    public ReadOnlySpan<double> Edges => edges;

    /// <summary>Points of the quadrature, ascending.</summary>
    public ReadOnlySpan<double> Points => points;

    public ReadOnlySpan<double> Weights => weights;

    /// <summary>
    /// Elements that grow by a constant factor: functions of an atom vary over a given share of
    /// the distance from the nucleus, and near it over 1/Z.
    /// </summary>
    /// <param name="first">Width of the first element.</param>
    /// <param name="growth">The next width over this one; above 1.</param>
    /// <param name="inner">
    /// Divisions of the first element towards the nucleus, each to a quarter, for functions that
    /// are not analytic at the origin.
    /// </param>
    public static RadialElements Graded(double first, double growth, double end, int inner)
    {
        int count = 1;
        double sum = first;
        for (double width = first; sum < end; count++)
        {
            width *= growth;
            sum += width;
        }

        var edges = new List<double> { 0 };
        for (int k = inner; k > 0; k--)
        {
            edges.Add(first * end / sum * Math.Pow(4, -k));
        }

        double edge = 0, scaled = first * end / sum;
        for (int k = 0; k < count; k++, scaled *= growth)
        {
            edge = k == count - 1 ? end : edge + scaled;
            edges.Add(edge);
        }

        return new(edges.ToArray());
    }

    /// <summary>
    /// M_ij = Σ_points α φ_i′ φ_j′ + β (φ_i′ φ_j + φ_i φ_j′) + γ φ_i φ_j; weights of the quadrature
    /// are in α, β and γ, which may be empty for zero.
    /// </summary>
    public BandMatrix Assemble(
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> beta, ReadOnlySpan<double> gamma)
    {
        var matrix = new BandMatrix(Count, Degree);
        Assemble(alpha, beta, gamma, matrix);
        return matrix;
    }

    /// <summary>The same, written to a matrix.</summary>
    public void Assemble(
        ReadOnlySpan<double> alpha,
        ReadOnlySpan<double> beta,
        ReadOnlySpan<double> gamma,
        BandMatrix matrix)
    {
        Span<double> upper = matrix.Upper, block = stackalloc double[Pairs];
        upper.Clear();
        for (int e = 0; e < Elements; e++)
        {
            block.Clear();
            double inverse = 1 / HalfWidth(e);
            for (int q = 0; q < PointsPerElement; q++)
            {
                int point = e * PointsPerElement + q;
                AddScaled(gamma, point, 1, ValuePairs, q, block);
                AddScaled(beta, point, inverse, MixedPairs, q, block);
                AddScaled(alpha, point, inverse * inverse, SlopePairs, q, block);
            }

            int pair = 0, first = e * Degree - 1;
            for (int a = 0; a <= Degree; a++)
            {
                for (int b = 0; b <= a; b++, pair++)
                {
                    if (first + b >= 0 && first + a < Count)
                    {
                        upper[(first + b) * (Degree + 1) + a - b] += block[pair];
                    }
                }
            }
        }
    }

    /// <summary>u and u′ at the points of the quadrature.</summary>
    public void AtPoints(ReadOnlySpan<double> unknowns, Span<double> values, Span<double> slopes)
    {
        Span<double> nodes = stackalloc double[Degree + 1];
        for (int e = 0; e < Elements; e++)
        {
            NodesOf(unknowns, e, nodes);
            double inverse = 1 / HalfWidth(e);
            for (int q = 0; q < PointsPerElement; q++)
            {
                double value = 0, slope = 0;
                for (int a = 0; a <= Degree; a++)
                {
                    value += nodes[a] * Values[q * (Degree + 1) + a];
                    slope += nodes[a] * Slopes[q * (Degree + 1) + a];
                }

                values[e * PointsPerElement + q] = value;
                slopes[e * PointsPerElement + q] = slope * inverse;
            }
        }
    }

    /// <summary>
    /// The factors by which the values at the points of an element add up to that at r, a
    /// polynomial of degree q − 1.
    /// </summary>
    public void Interpolation(int element, double r, Span<double> factors) =>
        Gaussian.Values((r - edges[element]) / HalfWidth(element) - 1, factors);

    /// <summary>f′ at the points, of f given there.</summary>
    public void Differentiate(ReadOnlySpan<double> f, Span<double> slopes)
    {
        for (int e = 0; e < Elements; e++)
        {
            for (int q = 0; q < PointsPerElement; q++)
            {
                double sum = 0;
                for (int other = 0; other < PointsPerElement; other++)
                {
                    sum += GaussianSlopes[other, q] * f[e * PointsPerElement + other];
                }

                slopes[e * PointsPerElement + q] = sum / HalfWidth(e);
            }
        }
    }

    /// <summary>∇·g = (r² g)′/r² at the points, of a radial vector field g given there.</summary>
    public void Divergence(ReadOnlySpan<double> g, Span<double> divergence)
    {
        double[] flow = new double[points.Length];
        for (int i = 0; i < flow.Length; i++)
        {
            flow[i] = points[i] * points[i] * g[i];
        }

        Differentiate(flow, divergence);
        for (int i = 0; i < flow.Length; i++)
        {
            divergence[i] /= points[i] * points[i];
        }
    }

    /// <summary>∫_r^end f at all points r, of f given there.</summary>
    public void IntegrateFrom(ReadOnlySpan<double> f, Span<double> integrals)
    {
        double beyond = 0;
        for (int e = Elements - 1; e >= 0; e--)
        {
            ReadOnlySpan<double> values = f.Slice(e * PointsPerElement, PointsPerElement);
            double half = HalfWidth(e), whole = 0;
            for (int q = 0; q < PointsPerElement; q++)
            {
                double sum = 0;
                for (int other = 0; other < PointsPerElement; other++)
                {
                    sum += Remainders[q * PointsPerElement + other] * values[other];
                }

                integrals[e * PointsPerElement + q] = beyond + half * sum;
                whole += Gauss.Weights[q] * values[q];
            }

            beyond += half * whole;
        }
    }

    public double HalfWidth(int element) => (edges[element + 1] - edges[element]) / 2;

    /// <summary>The element that holds r, its right edge excluded.</summary>
    public int ElementOf(double r)
    {
        int found = Array.BinarySearch(edges, r);
        return Math.Clamp(found < 0 ? ~found - 1 : found, 0, Elements - 1);
    }

    /// <summary>∫ from point q to 1 of the polynomial that is 1 at point j and 0 at the others.
    /// </summary>
    private static double[] RemaindersOfPoints()
    {
        // ℓ_j = Σ_k (k + 1/2) w_j P_k(x_j) P_k with (2k + 1) ∫_x^1 P_k = P_(k−1)(x) − P_(k+1)(x).
        const int Count = PointsPerElement;
        double[] remainders = new double[Count * Count];
        double[] legendre = new double[Count * (Count + 1)];
        for (int q = 0; q < Count; q++)
        {
            Span<double> p = legendre.AsSpan(q * (Count + 1), Count + 1);
            p[0] = 1;
            p[1] = Gauss.Points[q];
            for (int k = 2; k <= Count; k++)
            {
                p[k] = ((2 * k - 1) * Gauss.Points[q] * p[k - 1] - (k - 1) * p[k - 2]) / k;
            }
        }

        for (int q = 0; q < Count; q++)
        {
            for (int j = 0; j < Count; j++)
            {
                double sum = 1 - Gauss.Points[q];
                for (int k = 1; k < Count; k++)
                {
                    sum += legendre[j * (Count + 1) + k]
                        * (legendre[q * (Count + 1) + k - 1] - legendre[q * (Count + 1) + k + 1]);
                }

                remainders[q * Count + j] = sum * Gauss.Weights[j] / 2;
            }
        }

        return remainders;
    }

    private void NodesOf(ReadOnlySpan<double> unknowns, int element, Span<double> nodes)
    {
        for (int a = 0; a <= Degree; a++)
        {
            int i = element * Degree - 1 + a;
            nodes[a] = i < 0 || i >= Count ? 0 : unknowns[i];
        }
    }

    private static void AddScaled(
        ReadOnlySpan<double> factors,
        int point,
        double scale,
        double[] pairs,
        int q,
        Span<double> block)
    {
        if (factors.IsEmpty)
        {
            return;
        }

        var factor = new Vector<double>(factors[point] * scale);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(block);
        ReadOnlySpan<Vector<double>> products =
            MemoryMarshal.Cast<double, Vector<double>>(pairs.AsSpan(q * Pairs, Pairs));
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += factor * products[i];
        }
    }
}
