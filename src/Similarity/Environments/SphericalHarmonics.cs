using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Numerics;

namespace Similarity.Environments;

/// <summary>
/// Real orthonormal spherical harmonics without the sign of Condon and Shortley: with
/// N² = (2l+1)/4π · (l−|m|)!/(l+|m|)!, Y_l0 = N P_l(cos θ), Y_lm = √2 N P_l^m cos mφ and
/// Y_l,−m = √2 N P_l^m sin mφ, so that Y_1m ∝ y, z, x. Y_lm is number l² + l + m.
/// </summary>
/// <remarks>
/// P_l^m(z) = sinᵐθ Q_lm(z) with polynomials (l−m) Q_lm = (2l−1) z Q_l−1,m − (l+m−1) Q_l−2,m from
/// Q_mm = (2m−1)!!, and sinᵐθ e^(imφ) = (x+iy)ᵐ: no angle is ever computed, and nothing is singular
/// at the poles.
/// </remarks>
public sealed class SphericalHarmonics
{
    private readonly Step[] steps;

    public SphericalHarmonics(int maxAngular)
    {
        if (maxAngular is < 0 or > ExpansionSettings.LargestMaxAngular)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxAngular),
                maxAngular,
                $"expected 0 to {ExpansionSettings.LargestMaxAngular}");
        }

        MaxAngular = maxAngular;
        List<Step> list = [];
        double start = 1;
        for (int m = 0; m <= maxAngular; m++)
        {
            start *= Math.Max(1, 2 * m - 1);
            for (int l = m; l <= maxAngular; l++)
            {
                double square = (2 * l + 1) / (4 * Math.PI) * (m > 0 ? 2 : 1);
                for (int k = l - m + 1; k <= l + m; k++)
                {
                    square /= k;
                }

                // The first of each m only starts its recursion: Q_mm = start.
                list.Add(new Step(
                    l == m ? start : (2 * l - 1) / (double)(l - m),
                    l == m ? 0 : (l + m - 1) / (double)(l - m),
                    Math.Sqrt(square)));
            }
        }

        steps = [.. list];
    }

    public int MaxAngular { get; }

    /// <summary>(l_max + 1)².</summary>
    public int Count => (MaxAngular + 1) * (MaxAngular + 1);

    private readonly record struct Step(double Up, double Down, double Norm);

    /// <param name="direction">A unit vector.</param>
    /// <param name="values">values[l² + l + m] = Y_lm.</param>
    public void Evaluate(Vector3D direction, Span<double> values)
    {
        double[] four = new double[4 * Count];
        Evaluate(
            Vector256.Create(direction.X),
            Vector256.Create(direction.Y),
            Vector256.Create(direction.Z),
            four);
        for (int i = 0; i < Count; i++)
        {
            values[i] = four[4 * i];
        }
    }

    /// <param name="direction">A unit vector r̂ = r/r.</param>
    /// <param name="gradients">
    /// gradients[axis (l_max + 1)² + l² + l + m] = r ∂Y_lm(r̂)/∂r_axis, tangent to the sphere.
    /// </param>
    public void Evaluate(Vector3D direction, Span<double> values, Span<double> gradients)
    {
        double[] four = new double[16 * Count];
        Evaluate(
            Vector256.Create(direction.X),
            Vector256.Create(direction.Y),
            Vector256.Create(direction.Z),
            four.AsSpan(0, 4 * Count),
            four.AsSpan(4 * Count));
        for (int i = 0; i < Count; i++)
        {
            values[i] = four[4 * i];
            for (int axis = 0; axis < 3; axis++)
            {
                gradients[axis * Count + i] = four[4 * (Count * (axis + 1) + i)];
            }
        }
    }

    /// <summary>Of four directions: values[4 (l² + l + m) + lane].</summary>
    internal void Evaluate(
        Vector256<double> x, Vector256<double> y, Vector256<double> z, Span<double> values)
    {
        ref double to = ref MemoryMarshal.GetReference(values[..(4 * Count)]);
        Vector256<double> cosine = Vector256<double>.One, sine = Vector256<double>.Zero;
        int k = 0;
        for (int m = 0; m <= MaxAngular; m++)
        {
            Vector256<double> before = Vector256<double>.Zero;
            Vector256<double> q = Vector256.Create(steps[k].Up);
            for (int l = m; l <= MaxAngular; l++, k++)
            {
                Step step = steps[k];
                if (l > m)
                {
                    (before, q) = (q, Next(step, z, q, before));
                }

                Vector256<double> value = step.Norm * q;
                int middle = l * l + l;
                Store(value * cosine, ref to, middle + m);
                if (m > 0)
                {
                    Store(value * sine, ref to, middle - m);
                }
            }

            (cosine, sine) = (x * cosine - y * sine, x * sine + y * cosine);
        }
    }

    /// <summary>
    /// With gradients[4 (axis (l_max + 1)² + l² + l + m) + lane] on the unit sphere.
    /// </summary>
    internal void Evaluate(
        Vector256<double> x,
        Vector256<double> y,
        Vector256<double> z,
        Span<double> values,
        Span<double> gradients)
    {
        ref double to = ref MemoryMarshal.GetReference(values[..(4 * Count)]);
        ref double slopes = ref MemoryMarshal.GetReference(gradients[..(12 * Count)]);
        Vector256<double> cosine = Vector256<double>.One, sine = Vector256<double>.Zero;

        // (x + iy)^(m−1), of which m times it is the derivative by x.
        Vector256<double> cosineBefore = Vector256<double>.Zero;
        Vector256<double> sineBefore = Vector256<double>.Zero;
        int k = 0;
        for (int m = 0; m <= MaxAngular; m++)
        {
            Vector256<double> before = Vector256<double>.Zero, slopeBefore = before;
            Vector256<double> slope = before, q = Vector256.Create(steps[k].Up);
            for (int l = m; l <= MaxAngular; l++, k++)
            {
                Step step = steps[k];
                if (l > m)
                {
                    Vector256<double> nextSlope =
                        step.Up * (q + z * slope) - step.Down * slopeBefore;
                    (slopeBefore, slope) = (slope, nextSlope);
                    (before, q) = (q, Next(step, z, q, before));
                }

                Vector256<double> value = step.Norm * q, along = step.Norm * slope;
                Vector256<double> across = m * value;
                int middle = l * l + l;
                Store(value * cosine, ref to, middle + m);
                StoreTangent(
                    across * cosineBefore, -(across * sineBefore), along * cosine, middle + m,
                    ref slopes);
                if (m > 0)
                {
                    Store(value * sine, ref to, middle - m);
                    StoreTangent(
                        across * sineBefore, across * cosineBefore, along * sine, middle - m,
                        ref slopes);
                }
            }

            (cosineBefore, sineBefore) = (cosine, sine);
            (cosine, sine) = (x * cosine - y * sine, x * sine + y * cosine);
        }

        void StoreTangent(
            Vector256<double> gx,
            Vector256<double> gy,
            Vector256<double> gz,
            int index,
            ref double target)
        {
            Vector256<double> radial = gx * x + gy * y + gz * z;
            Store(gx - radial * x, ref target, index);
            Store(gy - radial * y, ref target, Count + index);
            Store(gz - radial * z, ref target, 2 * Count + index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Next(
        Step step, Vector256<double> z, Vector256<double> q, Vector256<double> before) =>
        step.Up * z * q - step.Down * before;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> value, ref double to, int index) =>
        value.StoreUnsafe(ref to, (nuint)(4 * index));
}
