using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// The fixed point x = F(x) by Anderson's method: the next input is that combination of the last
/// ones whose residual R = F − x is least, plus a share of that residual (D. G. Anderson, J. ACM
/// 12 (1965) 547).
/// </summary>
/// <param name="weights">Square roots of the metric in which a residual is small.</param>
/// <param name="share">0 to 1: how far to follow the residual.</param>
/// <param name="depth">How many earlier inputs take part.</param>
internal sealed class AndersonMixing(double[] weights, double share, int depth)
{
    private readonly List<(double[] Input, double[] Residual)> history = [];

    /// <summary>The next input after x, whose residual is given; neither is changed.</summary>
    public double[] Next(ReadOnlySpan<double> x, ReadOnlySpan<double> residual)
    {
        double[] input = x.ToArray(), left = residual.ToArray();
        int count = history.Count;
        if (count > 0)
        {
            var differences = new Matrix<double>(weights.Length, count);
            var target = new Matrix<double>(weights.Length, 1);
            for (int i = 0; i < weights.Length; i++)
            {
                target[i, 0] = weights[i] * residual[i];
                for (int k = 0; k < count; k++)
                {
                    differences[i, k] = weights[i] * (residual[i] - history[k].Residual[i]);
                }
            }

            Matrix<double> factors = QrFactorization<double>.Factor(differences)
                .SolveLeastSquares(target);
            for (int k = 0; k < count; k++)
            {
                for (int i = 0; i < weights.Length; i++)
                {
                    input[i] -= factors[k, 0] * (x[i] - history[k].Input[i]);
                    left[i] -= factors[k, 0] * (residual[i] - history[k].Residual[i]);
                }
            }
        }

        history.Add((x.ToArray(), residual.ToArray()));
        if (history.Count > depth)
        {
            history.RemoveAt(0);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            input[i] += share * left[i];
        }

        return input;
    }
}
