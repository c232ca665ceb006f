namespace Similarity.Spectra;

/// <summary>Energies at which a spectrum is evaluated.</summary>
public static class EnergyGrid
{
    /// <summary>Equidistant points, both ends included.</summary>
    public static double[] Uniform(double min, double max, int count)
    {
        if (!(min < max && double.IsFinite(max - min)))
        {
            throw new ArgumentException($"energies from {min:R} to {max:R}; expected a finite ascending range");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var energies = new double[count];
        double step = (max - min) / (count - 1);
        for (int i = 0; i < count; i++)
        {
            energies[i] = min + i * step;
        }

        energies[^1] = max;
        return energies;
    }
}
