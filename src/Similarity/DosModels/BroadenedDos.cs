using Similarity.Spectra;

namespace Similarity.DosModels;

/// <summary>
/// D(E) = n/N Σ w e^(−(E−ε)²/2s²)/(s√2π) of bands per atom, with the slope −(E−ε)/s² of each
/// Gaussian, and the electrons below, N(E) = ∫ D; n electrons per band, N atoms.
/// </summary>
public static class BroadenedDos
{
    /// <summary>
    /// How many s a Gaussian reaches: beyond them it is below 10⁻¹⁵ of its height.
    /// </summary>
    private const double Reach = 8.5;

    /// <summary>The density and the electrons below, on one axis.</summary>
    public static (HermiteCurve Dos, HermiteCurve Count) Of(
        BandStructure bands, int atoms, double sigma, EnergyAxis axis)
    {
        double[] values = new double[axis.Count];
        double[] slopes = new double[axis.Count];
        double below = 0;
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            for (int k = 0; k < bands.KPoints.Length; k++)
            {
                double weight = bands.StatesPerBand * bands.Weights[k] / atoms;
                foreach (double energy in bands.EnergiesAt(spin, k))
                {
                    below += weight * Numerics.SpecialFunctions.Erfc(
                        (energy - axis.Start) / (Math.Sqrt(2) * sigma)) / 2;
                    Add(energy, weight, sigma, axis, values, slopes);
                }
            }
        }

        return (
            new HermiteCurve(axis, values, slopes),
            new HermiteCurve(
                axis, Integrals(axis, values, slopes, below), (double[])values.Clone()));
    }

    /// <summary>
    /// ∫ of the Hermite pieces, h (f₀ + f₁)/2 + h² (f′₀ − f′₁)/12 each: of Gaussians six steps wide
    /// exact to 10⁻⁷.
    /// </summary>
    public static double[] Integrals(
        EnergyAxis axis, ReadOnlySpan<double> values, ReadOnlySpan<double> slopes, double start)
    {
        double[] integrals = new double[axis.Count];
        integrals[0] = start;
        for (int i = 1; i < integrals.Length; i++)
        {
            integrals[i] = integrals[i - 1]
                + axis.Step * (values[i - 1] + values[i]) / 2
                + axis.Step * axis.Step * (slopes[i - 1] - slopes[i]) / 12;
        }

        return integrals;
    }

    // e^(−x²/2) on a regular grid: the ratio of neighbours changes by a constant factor.
    private static void Add(
        double energy,
        double weight,
        double sigma,
        EnergyAxis axis,
        double[] values,
        double[] slopes)
    {
        double h = axis.Step / sigma;
        double factor = Math.Exp(-h * h);
        double centre = (energy - axis.Start) / axis.Step;
        int nearest = (int)Math.Round(Math.Clamp(centre, -1e6, 1e6));
        int reach = (int)(Reach / h);
        double x0 = (nearest - centre) * h;
        double height = weight * Math.Exp(-x0 * x0 / 2) / (sigma * Math.Sqrt(2 * Math.PI));
        double value = height;
        double ratio = Math.Exp(-h * x0 - h * h / 2);
        for (int i = nearest; i <= nearest + reach; i++)
        {
            Put(i, value);
            value *= ratio;
            ratio *= factor;
        }

        ratio = Math.Exp(h * x0 - h * h / 2);
        value = height * ratio;
        ratio *= factor;
        for (int i = nearest - 1; i >= nearest - reach; i--)
        {
            Put(i, value);
            value *= ratio;
            ratio *= factor;
        }

        void Put(int i, double value)
        {
            if ((uint)i < (uint)values.Length)
            {
                values[i] += value;
                slopes[i] -= value * (i - centre) * h / sigma;
            }
        }
    }
}
