using System.Globalization;

namespace Similarity.Environments;

/// <summary>
/// u(r) = c / (c + (r/r₀)^p): neighbours far away count less (Willatt, Musil, Ceriotti, PCCP 20,
/// 29661 (2018)).
/// </summary>
public sealed record RadialScaling
{
    /// <param name="rate">c, positive.</param>
    /// <param name="scale">r₀ in bohr, positive.</param>
    /// <param name="exponent">p, at least 1.</param>
    public RadialScaling(double rate, double scale, double exponent)
    {
        if (!(rate > 0 && scale > 0 && exponent >= 1)
            || !double.IsFinite(rate + scale + exponent))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"radial scaling with rate {rate}, scale {scale} and exponent {exponent}; "
                + $"expected rate and scale positive, exponent at least 1"));
        }

        (Rate, Scale, Exponent) = (rate, scale, exponent);
    }

    /// <summary>c.</summary>
    public double Rate { get; }

    /// <summary>r₀ in bohr, where u is ½ at c = 1.</summary>
    public double Scale { get; }

    /// <summary>p.</summary>
    public double Exponent { get; }

    /// <returns>u and du/dr.</returns>
    internal (double Value, double Slope) At(double r)
    {
        double power = Math.Pow(r / Scale, Exponent - 1);
        double denominator = Rate + power * r / Scale;
        return (Rate / denominator,
            -Rate * Exponent * power / (Scale * denominator * denominator));
    }
}
