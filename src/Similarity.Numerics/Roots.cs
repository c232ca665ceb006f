namespace Similarity.Numerics;

/// <summary>Roots of a function of one variable inside a bracket.</summary>
public static class Roots
{
    /// <summary>
    /// A root of f between two points where its signs differ, to the last digit of x that f
    /// resolves: inverse quadratic interpolation guarded by bisection (R. P. Brent, "Algorithms for
    /// Minimization without Derivatives", 1973, chapter 4).
    /// </summary>
    public static double Brent(Func<double, double> f, double low, double high)
    {
        RequireFinite(low, high);

        // b: best point so far; a: the one before; c: the other side of the bracket.
        double a = low;
        double b = high;
        double fa = f(a);
        double fb = f(b);
        if (!(fa <= 0 && fb >= 0 || fa >= 0 && fb <= 0))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"f has the same sign at both ends: f({a:R}) = {fa:R}, f({b:R}) = {fb:R}"));
        }

        double c = a;
        double fc = fa;
        double step = b - a;
        double previousStep = step;
        while (true)
        {
            if (Math.Abs(fc) < Math.Abs(fb))
            {
                (a, b, c) = (b, c, b);
                (fa, fb, fc) = (fb, fc, fb);
            }

            double tolerance = 2 * (Math.BitIncrement(Math.Abs(b)) - Math.Abs(b));
            double half = (c - b) / 2;
            if (fb == 0 || Math.Abs(half) <= tolerance)
            {
                return b;
            }

            if (Math.Abs(previousStep) >= tolerance && Math.Abs(fa) > Math.Abs(fb))
            {
                (double p, double q) = Interpolate(a, b, c, fa, fb, fc);
                double bound = 3 * half * q - Math.Abs(tolerance * q);
                if (2 * p < Math.Min(bound, Math.Abs(previousStep * q)))
                {
                    (previousStep, step) = (step, p / q);
                }
                else
                {
                    previousStep = step = half;
                }
            }
            else
            {
                previousStep = step = half;
            }

            (a, fa) = (b, fb);
            b += Math.Abs(step) > tolerance ? step : Math.CopySign(tolerance, half);
            fb = f(b);
            if (fb > 0 == fc > 0)
            {
                (c, fc) = (a, fa);
                previousStep = step = b - a;
            }
        }
    }

    /// <summary>
    /// The point where a property that holds at one end and not at the other changes, to the
    /// last digit, on the side where it holds.
    /// </summary>
    public static double Bisect(Func<double, bool> property, double holds, double fails)
    {
        RequireFinite(holds, fails);
        while (true)
        {
            double middle = holds + (fails - holds) / 2;
            if (middle == holds || middle == fails)
            {
                return holds;
            }

            if (property(middle))
            {
                holds = middle;
            }
            else
            {
                fails = middle;
            }
        }
    }

    private static void RequireFinite(double start, double end)
    {
        if (!double.IsFinite(end - start))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"a bracket has a finite length, not that from {start:R} to {end:R}"));
        }
    }

    /// <summary>The step p/q, p ≥ 0 before its sign goes to q, by secant or inverse parabola.</summary>
    private static (double P, double Q) Interpolate(
        double a, double b, double c, double fa, double fb, double fc)
    {
        double p;
        double q;
        double s = fb / fa;
        if (a == c)
        {
            p = (c - b) * s;
            q = 1 - s;
        }
        else
        {
            double r = fb / fc;
            double t = fa / fc;
            p = s * ((c - b) * t * (t - r) - (b - a) * (r - 1));
            q = (t - 1) * (r - 1) * (s - 1);
        }

        return p > 0 ? (p, -q) : (-p, q);
    }
}
