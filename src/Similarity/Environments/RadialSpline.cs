using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>
/// <see cref="RadialIntegrals"/> by Hermite pieces of degree 5 on a uniform mesh of [0, r_c],
/// which meet value, slope and curvature at the nodes; the mesh is halved until in the middle of
/// every interval no value is off by more than <see cref="Accuracy"/> times the largest, or until
/// that brings nothing more: with 18 functions the integrals themselves are rounded to 1e-9.
/// </summary>
internal sealed class RadialSpline
{
    /// <summary>Relative to the largest value of any S_nl.</summary>
    public const double Accuracy = 1e-10;

    private const int Lanes = 4;

    // From here on an error that does not shrink is rounding; halving should make it 64 times less.
    private const double Converging = 1e-6;

    // One node after the other: values, h · slopes, h² · curvatures, each [l][n padded].
    private readonly double[] table;
    private readonly int intervals;
    private readonly double cutoff;
    private readonly double inverseStep;

    public RadialSpline(ExpansionSettings settings)
    {
        var exact = new RadialIntegrals(settings);
        cutoff = settings.Cutoff;
        Stride = (settings.RadialFunctions + Lanes - 1) / Lanes * Lanes;
        Length = (settings.MaxAngular + 1) * Stride;
        intervals = 8;
        double[][][] nodes = Nodes(exact, settings, 0, 1, intervals + 1);
        double error = double.PositiveInfinity;
        while (true)
        {
            table = Table(nodes, settings);
            inverseStep = intervals / cutoff;
            double[][][] middles = Nodes(exact, settings, 0.5, 1, intervals);
            double before = error;
            error = Error(middles, settings);
            if (error <= Accuracy || (before < Converging && error > before / 4))
            {
                return;
            }

            double[][][] finer = new double[2 * intervals + 1][][];
            for (int i = 0; i < finer.Length; i++)
            {
                finer[i] = i % 2 == 0 ? nodes[i / 2] : middles[i / 2];
            }

            nodes = finer;
            intervals *= 2;
        }
    }

    /// <summary>N rounded up to a whole number of vectors.</summary>
    public int Stride { get; }

    /// <summary>(l_max + 1) · Stride.</summary>
    public int Length { get; }

    /// <summary>values[l Stride + n] = weight · S_nl(r), 0 in the padding.</summary>
    public void Evaluate(double r, double weight, Span<double> values)
    {
        (int node, double t) = Locate(r);
        double t2 = t * t, t3 = t2 * t;
        double rise = t3 * (10 - t * (15 - 6 * t));
        var a0 = Vector256.Create(weight * (1 - rise));
        var a1 = Vector256.Create(weight * (t - t3 * (6 - t * (8 - 3 * t))));
        var a2 = Vector256.Create(weight * (0.5 * t2 - t3 * (1.5 - t * (1.5 - 0.5 * t))));
        var b0 = Vector256.Create(weight * rise);
        var b1 = Vector256.Create(weight * t3 * (-4 + t * (7 - 3 * t)));
        var b2 = Vector256.Create(weight * t3 * (0.5 - t * (1 - 0.5 * t)));
        ref double from = ref table[node * 3 * Length];
        ref double to = ref MemoryMarshal.GetReference(values[..Length]);
        for (int i = 0; i < Length; i += Lanes)
        {
            Combine(ref Unsafe.Add(ref from, i), a0, a1, a2, b0, b1, b2)
                .StoreUnsafe(ref to, (nuint)i);
        }
    }

    /// <summary>
    /// values as <see cref="Evaluate(double, double, Span{double})"/> has them, and
    /// slopes[l Stride + n] = d/dr of w(r) S_nl(r) where w = weight and dw/dr = weightSlope.
    /// </summary>
    public void Evaluate(
        double r, double weight, double weightSlope, Span<double> values, Span<double> slopes)
    {
        Evaluate(r, weight, values);
        (int node, double t) = Locate(r);
        double t2 = t * t;
        double scale = weight * inverseStep;
        double rise = 30 * t2 * (1 - t) * (1 - t);
        var a0 = Vector256.Create(-scale * rise);
        var a1 = Vector256.Create(scale * (1 - t2 * (18 - t * (32 - 15 * t))));
        var a2 = Vector256.Create(scale * (t - t2 * (4.5 - t * (6 - 2.5 * t))));
        var b0 = Vector256.Create(scale * rise);
        var b1 = Vector256.Create(scale * t2 * (-12 + t * (28 - 15 * t)));
        var b2 = Vector256.Create(scale * t2 * (1.5 - t * (4 - 2.5 * t)));

        // Where the weight is 0 at r_c its slope may still count: w' S then needs S itself.
        ref double from = ref table[node * 3 * Length];
        Span<double> target = slopes[..Length];
        if (weightSlope != 0)
        {
            Evaluate(r, weightSlope, target);
        }
        else
        {
            target.Clear();
        }

        ref double to = ref MemoryMarshal.GetReference(target);
        for (int i = 0; i < Length; i += Lanes)
        {
            Vector256<double> sum = Combine(ref Unsafe.Add(ref from, i), a0, a1, a2, b0, b1, b2)
                + Vector256.LoadUnsafe(ref to, (nuint)i);
            sum.StoreUnsafe(ref to, (nuint)i);
        }
    }

    private (int Node, double T) Locate(double r)
    {
        double position = r * inverseStep;
        int node = Math.Min((int)position, intervals - 1);
        return (node, position - node);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Combine(
        ref double from,
        Vector256<double> a0,
        Vector256<double> a1,
        Vector256<double> a2,
        Vector256<double> b0,
        Vector256<double> b1,
        Vector256<double> b2)
    {
        nuint step = (nuint)Length;
        Vector256<double> low = a0 * Vector256.LoadUnsafe(ref from);
        low = Vector256.MultiplyAddEstimate(a1, Vector256.LoadUnsafe(ref from, step), low);
        low = Vector256.MultiplyAddEstimate(a2, Vector256.LoadUnsafe(ref from, 2 * step), low);
        Vector256<double> high = b0 * Vector256.LoadUnsafe(ref from, 3 * step);
        high = Vector256.MultiplyAddEstimate(b1, Vector256.LoadUnsafe(ref from, 4 * step), high);
        high = Vector256.MultiplyAddEstimate(b2, Vector256.LoadUnsafe(ref from, 5 * step), high);
        return low + high;
    }

    private double[][][] Nodes(
        RadialIntegrals exact, ExpansionSettings settings, double first, double step, int count)
    {
        int size = (settings.MaxAngular + 1) * settings.RadialFunctions;
        double[][][] nodes = new double[count][][];
        for (int i = 0; i < count; i++)
        {
            nodes[i] = [new double[size], new double[size], new double[size]];
            exact.Evaluate(cutoff * (first + step * i) / intervals, nodes[i]);
        }

        return nodes;
    }

    private double[] Table(double[][][] nodes, ExpansionSettings settings)
    {
        double h = cutoff / intervals;
        double[] result = new double[nodes.Length * 3 * Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            double scale = 1;
            for (int order = 0; order < 3; order++, scale *= h)
            {
                for (int l = 0; l <= settings.MaxAngular; l++)
                {
                    for (int n = 0; n < settings.RadialFunctions; n++)
                    {
                        result[(i * 3 + order) * Length + l * Stride + n] =
                            scale * nodes[i][order][l * settings.RadialFunctions + n];
                    }
                }
            }
        }

        return result;
    }

    private double Error(double[][][] middles, ExpansionSettings settings)
    {
        double[] values = new double[Length];
        double largest = 0, error = 0;
        for (int i = 0; i < middles.Length; i++)
        {
            Evaluate(cutoff * (i + 0.5) / intervals, 1, values);
            for (int l = 0; l <= settings.MaxAngular; l++)
            {
                for (int n = 0; n < settings.RadialFunctions; n++)
                {
                    double expected = middles[i][0][l * settings.RadialFunctions + n];
                    largest = Math.Max(largest, Math.Abs(expected));
                    error = Math.Max(error, Math.Abs(values[l * Stride + n] - expected));
                }
            }
        }

        return error / largest;
    }
}
