namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>ε_x = −(3/4) (3n/π)^(1/3), exchange of the uniform gas (Dirac 1930).</summary>
internal static class SlaterExchange
{
    // (3/4) (3/π)^(1/3)
    private static readonly double Factor = 0.75 * Math.Cbrt(3 / Math.PI);

    public static LocalXc At(double density)
    {
        double energy = -Factor * Math.Cbrt(density);
        return new(energy, 4.0 / 3 * energy, 0);
    }
}
