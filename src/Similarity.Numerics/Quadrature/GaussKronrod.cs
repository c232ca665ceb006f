namespace Similarity.Numerics.Quadrature;

/// <summary>
/// ∫ₐᵇ f(x) dx to a wanted accuracy: the 21-point Kronrod rule with the 10-point Gauss rule inside
/// it as the error estimate, halving the worst interval first (QUADPACK's QAG; Piessens et al.
/// 1983).
/// </summary>
public static class GaussKronrod
{
    // Non-negative points; odd entries are those of the Gauss rule.
    private static readonly double[] Points =
    [
        0.995657163025808080735527280689003, 0.973906528517171720077964012084452,
        0.930157491355708226001207180059508, 0.865063366688984510732096688423493,
        0.780817726586416897063717578345042, 0.679409568299024406234327365114874,
        0.562757134668604683339000099272694, 0.433395394129247190799265943165784,
        0.294392862701460198131126603103866, 0.148874338981631210884826001129720, 0,
    ];

    private static readonly double[] Weights =
    [
        0.011694638867371874278064396062192, 0.032558162307964727478818972459390,
        0.054755896574351996031381300244580, 0.075039674810919952767043140916190,
        0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
        0.123491976262065851077958109585166, 0.134709217311473325928054001771707,
        0.142775938577060080797094273138717, 0.147739104901338491374841515972068,
        0.149445554002916905664936468389821,
    ];

    private static readonly double[] GaussWeights =
    [
        0.066671344308688137593568809893332, 0.149451349150580593145863396957658,
        0.219086362515982043995534934228163, 0.269266719309996355091226921569469,
        0.295524224714752870173815619188769,
    ];

    /// <param name="tolerance">Wanted absolute error.</param>
    /// <param name="relativeTolerance">
    /// Wanted error relative to the integral; the laxer one counts.
    /// </param>
    /// <param name="maximumIntervals">Where to give up on a function that is too rough.</param>
    public static AdaptiveIntegral Integrate(
        Func<double, double> function,
        double from,
        double to,
        double tolerance = 1e-12,
        double relativeTolerance = 1e-12,
        int maximumIntervals = 1000)
    {
        var intervals = new PriorityQueue<Interval, double>();
        Interval whole = Estimate(function, from, to);
        intervals.Enqueue(whole, -whole.Error);
        (double value, double error) = (whole.Value, whole.Error);
        while (!(error <= Math.Max(tolerance, relativeTolerance * Math.Abs(value))))
        {
            if (intervals.Count >= maximumIntervals)
            {
                return new AdaptiveIntegral(value, error, Converged: false);
            }

            Interval worst = intervals.Dequeue();
            double middle = (worst.From + worst.To) / 2;
            foreach (Interval half in (ReadOnlySpan<Interval>)
                [Estimate(function, worst.From, middle), Estimate(function, middle, worst.To)])
            {
                intervals.Enqueue(half, -half.Error);
            }

            // Summed afresh: differences would keep the roundings of the first, bad estimates.
            (value, error) = (0, 0);
            foreach ((Interval interval, _) in intervals.UnorderedItems)
            {
                value += interval.Value;
                error += interval.Error;
            }
        }

        return new AdaptiveIntegral(value, error, Converged: true);
    }

    private static Interval Estimate(Func<double, double> function, double from, double to)
    {
        double centre = (from + to) / 2, half = (to - from) / 2;
        double kronrod = Weights[^1] * function(centre), gauss = 0;
        for (int i = 0; i + 1 < Points.Length; i++)
        {
            double pair = function(centre - half * Points[i]) + function(centre + half * Points[i]);
            kronrod += Weights[i] * pair;
            gauss += i % 2 == 1 ? GaussWeights[i / 2] * pair : 0;
        }

        return new Interval(from, to, half * kronrod, Math.Abs(half * (kronrod - gauss)));
    }

    private readonly record struct Interval(double From, double To, double Value, double Error);
}

/// <summary>
/// An integral with the estimate of its absolute error, and whether that is as small as wanted.
/// </summary>
public readonly record struct AdaptiveIntegral(double Value, double Error, bool Converged);
