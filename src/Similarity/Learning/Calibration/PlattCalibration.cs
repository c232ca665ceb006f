namespace Similarity.Learning.Calibration;

/// <summary>
/// p(s) = 1 / (1 + e^(A s + B)) of the greatest likelihood, where a case counts as positive by
/// (n₊ + 1)/(n₊ + 2) and as negative by 1 − 1/(n₋ + 2), so that few cases promise nothing certain
/// (Platt, "Probabilistic outputs for support vector machines", 1999). A never rises above 0:
/// a score that tells the wrong way tells nothing.
/// </summary>
public sealed record PlattCalibration(double A, double B) : ScoreCalibration
{
    private const int MaximumSteps = 100;
    private const double Ridge = 1e-12;

    /// <summary>
    /// Newton's method with halved steps (Lin, Lin and Weng, doi:10.1007/s10994-007-5018-6): the
    /// likelihood is concave, so that it always ends at its top.
    /// </summary>
    public static PlattCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        Check(scores.Length, isPositive.Length);
        int positives = 0;
        foreach (bool one in isPositive)
        {
            positives += one ? 1 : 0;
        }

        int negatives = scores.Length - positives;
        double high = (positives + 1.0) / (positives + 2), low = 1.0 / (negatives + 2);
        double[] targets = new double[scores.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = isPositive[i] ? high : low;
        }

        double a = 0, b = Math.Log((negatives + 1.0) / (positives + 1));
        double loss = Loss(a, b, scores, targets);
        for (int step = 0; step < MaximumSteps; step++)
        {
            (double da, double db, double slope) = Direction(a, b, scores, targets);
            double length = 1, next = loss;
            for (; length > 1e-10; length /= 2)
            {
                next = Loss(a + length * da, b + length * db, scores, targets);
                if (next < loss + 1e-4 * length * slope)
                {
                    break;
                }
            }

            if (length <= 1e-10)
            {
                break;
            }

            a += length * da;
            b += length * db;
            bool isDone = loss - next < 1e-14 * Math.Abs(loss);
            loss = next;
            if (isDone)
            {
                break;
            }
        }

        if (a <= 0)
        {
            return new PlattCalibration(a, b);
        }

        double mean = targets.Average();
        return new PlattCalibration(0, Math.Log((1 - mean) / mean));
    }

    public override double Of(double score) => Logistic(-(A * score + B));

    private static double Loss(
        double a, double b, ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        double loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            // −t log p − (1 − t) log(1 − p) without overflow in either tail.
            double f = a * scores[i] + b;
            loss += f >= 0
                ? targets[i] * f + Math.Log(1 + Math.Exp(-f))
                : (targets[i] - 1) * f + Math.Log(1 + Math.Exp(f));
        }

        return loss;
    }

    private static (double A, double B, double Slope) Direction(
        double a, double b, ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        double aa = Ridge, bb = Ridge, ab = 0, ga = 0, gb = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double p = Logistic(-(a * scores[i] + b));
            double curvature = p * (1 - p), excess = targets[i] - p;
            aa += scores[i] * scores[i] * curvature;
            bb += curvature;
            ab += scores[i] * curvature;
            ga += scores[i] * excess;
            gb += excess;
        }

        double determinant = aa * bb - ab * ab;
        double da = -(bb * ga - ab * gb) / determinant, db = -(aa * gb - ab * ga) / determinant;
        return (da, db, ga * da + gb * db);
    }

    private static double Logistic(double x) =>
        x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
