namespace Similarity.Fingerprints;

/// <summary>
/// Rounding to decimals as Python has it, in two ways that differ in the last bit.
/// </summary>
internal static class DecimalRounding
{
    /// <summary>That of NumPy: x·10ⁿ rounded to double, then to even.</summary>
    public static double Scaled(double x, double powerOfTen) =>
        Math.Round(x * powerOfTen, MidpointRounding.ToEven) / powerOfTen;

    /// <summary>
    /// That of Python's own numbers: the exact x·10ⁿ rounded to even. 10ⁿ must be exact, n ≤ 22,
    /// and the product below 2⁵².
    /// </summary>
    public static double Exact(double x, double powerOfTen)
    {
        double product = x * powerOfTen;
        double rounded = Math.Round(product, MidpointRounding.ToEven);

        // What the product lost matters only where the product seems to lie halfway.
        if (Math.Abs(product - rounded) == 0.5)
        {
            double lost = Math.FusedMultiplyAdd(x, powerOfTen, -product);
            rounded = lost > 0 ? Math.Ceiling(product)
                : lost < 0 ? Math.Floor(product)
                : rounded;
        }

        return rounded / powerOfTen;
    }
}
