using System.Globalization;
using System.Text.Json;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// Slater functions r^{n−1} e^{−ζr} as sums of Gaussians fitted by least squares (Stewart 1970):
/// exponents αᵢ ζ² and coefficients of normalised primitives.
/// </summary>
internal sealed class SlaterExpansions(JsonElement table)
{
    /// <summary>
    /// The expansion as published: its norm differs from 1 by up to 2e-10, which the method keeps.
    /// </summary>
    public GaussianShell Of(int length, int n, int l, double slaterExponent)
    {
        (double[] exponents, double[] coefficients) = Scaled(length, n, l, slaterExponent);
        return GaussianShell.OfNormalizedPrimitives(l, exponents, coefficients);
    }

    /// <summary>
    /// The s function φ − ⟨φ|ψ⟩ψ, normalised: hydrogen's 2s beside its 1s ψ at the same centre.
    /// </summary>
    public GaussianShell OrthogonalTo(
        GaussianShell valence, int length, int n, double slaterExponent)
    {
        GaussianShell diffuse = Of(length, n, 0, slaterExponent);
        double overlap = 0;
        for (int i = 0; i < diffuse.Exponents.Length; i++)
        {
            for (int j = 0; j < valence.Exponents.Length; j++)
            {
                overlap += diffuse.Coefficients[i] * valence.Coefficients[j]
                    * Math.Pow(Math.PI / (diffuse.Exponents[i] + valence.Exponents[j]), 1.5);
            }
        }

        double[] exponents = [.. diffuse.Exponents, .. valence.Exponents];
        double[] coefficients = [.. diffuse.Coefficients, .. valence.Coefficients];
        foreach (ref double coefficient in coefficients.AsSpan(diffuse.Coefficients.Length))
        {
            coefficient *= -overlap;
        }

        return new GaussianShell(0, exponents, coefficients).Normalized();
    }

    private (double[] Exponents, double[] Coefficients) Scaled(
        int length, int n, int l, double slaterExponent)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{n}{"spdfg"[l]}");
        JsonElement expansion = table
            .GetProperty(length.ToString(CultureInfo.InvariantCulture)).GetProperty(name);
        double[] exponents = Numbers(expansion.GetProperty("alpha"));
        foreach (ref double exponent in exponents.AsSpan())
        {
            exponent *= slaterExponent * slaterExponent;
        }

        return (exponents, Numbers(expansion.GetProperty("coeff")));
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
