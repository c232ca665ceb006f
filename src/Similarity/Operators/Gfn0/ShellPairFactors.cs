
namespace Similarity.Operators.Gfn0;

/// <summary>
/// K of H = ½(hᵢ + hⱼ) K Π(r) S for all shells i of one element with all j of another:
/// K = ½(k_l + k_l') k_AB · 2√(ζᵢζⱼ)/(ζᵢ + ζⱼ) · (1 + e ΔEN² + 4e ΔEN⁴), times k_diff where one
/// shell is diffuse, 0 where both are; and Π(r) = (1 + pᵢ√x)(1 + pⱼ√x), x = r/(R_A + R_B).
/// </summary>
internal sealed class ShellPairFactors
{
    private readonly Gfn0Element first;
    private readonly Gfn0Element second;
    private readonly double[] factors;

    public ShellPairFactors(Gfn0Element first, Gfn0Element second)
    {
        this.first = first;
        this.second = second;
        Gfn0Parameters parameters = Gfn0Parameters.Published;
        double pairScale = Gfn0Parameters.PairScale(first.Element, second.Element);
        double difference = first.Electronegativity - second.Electronegativity;
        double square = difference * difference;
        factors = new double[first.Shells.Length * second.Shells.Length];
        int index = 0;
        foreach (Gfn0Shell a in first.Shells)
        {
            foreach (Gfn0Shell b in second.Shells)
            {
                double e = parameters.PolarityFactors[a.AngularMomentum]
                    + parameters.PolarityFactors[b.AngularMomentum];
                double mean = (parameters.ShellFactors[a.AngularMomentum]
                    + parameters.ShellFactors[b.AngularMomentum]) / 2;
                double similarity = 2 * Math.Sqrt(a.SlaterExponent * b.SlaterExponent)
                    / (a.SlaterExponent + b.SlaterExponent);
                double polarity = 1 + e * square * (1 + parameters.QuarticPolarity * square);
                factors[index++] =
                    mean * pairScale * similarity * polarity * DiffuseFactor(a, b, parameters);
            }
        }
    }

    /// <summary>
    /// K Π(r) of every pair of shells, row after row.
    /// </summary>
    /// <param name="largestRatio">x is held at this number; infinite as published.</param>
    public void At(double distance, double largestRatio, Span<double> products)
    {
        double ratio = distance / (first.Radius + second.Radius);
        double root = Math.Sqrt(Math.Min(ratio, largestRatio));
        int index = 0;
        foreach (Gfn0Shell a in first.Shells)
        {
            double left = 1 + a.DistanceFactor * root;
            foreach (Gfn0Shell b in second.Shells)
            {
                products[index] = factors[index] * left * (1 + b.DistanceFactor * root);
                index++;
            }
        }
    }

    private static double DiffuseFactor(Gfn0Shell a, Gfn0Shell b, Gfn0Parameters parameters) =>
        (a.IsValence, b.IsValence) switch
        {
            (true, true) => 1,
            (false, false) => 0,
            _ => parameters.DiffuseFactor,
        };
}
