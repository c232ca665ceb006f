using Similarity.Numerics;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// The lowest point of one band of a tube over all κ and μ: local minima on a grid of κ, then
/// golden section in the brackets that can still hold it. Bands in ascending order have kinks where
/// they cross, at which a metal has its edges; golden section finds these as well.
/// </summary>
internal static class GapSearch
{
    /// <param name="energies">Of the band at [μ][point], with the sign to be minimised.</param>
    /// <param name="energyAt">The same at any κ and μ.</param>
    public static HelicalLevel Minimum(
        IReadOnlyList<double[]> energies, double[] kappas, Func<double, int, double> energyAt)
    {
        var candidates = new List<(double Bound, double Energy, int Mu, int Point)>();
        for (int mu = 0; mu < energies.Count; mu++)
        {
            double[] band = energies[mu];
            for (int k = 0; k < band.Length; k++)
            {
                double before = k > 0 ? band[k - 1] : band[k + 1];
                double after = k < band.Length - 1 ? band[k + 1] : band[k - 1];
                if (band[k] <= before && band[k] <= after)
                {
                    // Between two points a band dips about as far as it rises to the next ones.
                    double bound = band[k] - Math.Max(before - band[k], after - band[k]);
                    candidates.Add((bound, band[k], mu, k));
                }
            }
        }

        candidates.Sort();
        HelicalLevel best = new(double.PositiveInfinity, 0, 0);
        foreach ((double bound, _, int mu, int k) in candidates)
        {
            if (bound >= best.Energy)
            {
                break;
            }

            (double kappa, double energy) = Minima.GoldenSection(
                x => energyAt(x, mu),
                kappas[Math.Max(k - 1, 0)],
                kappas[Math.Min(k + 1, kappas.Length - 1)]);
            best = energy < best.Energy ? new(energy, kappa, mu) : best;
        }

        return best;
    }
}
