namespace Similarity.Environments;

/// <summary>Power spectra of one environment after the other; for one thread.</summary>
internal sealed class PowerSpectrumWorker
{
    private readonly PowerSpectrum spectrum;
    private readonly ExpansionWorker expansion;
    private readonly PowerSpectrumProduct product;

    public PowerSpectrumWorker(
        PowerSpectrum spectrum, AtomicEnvironments environments, sbyte[] channels)
        : this(spectrum, new ExpansionWorker(spectrum.Expansion, environments, channels))
    {
    }

    /// <param name="expansion">Expands for somebody else too.</param>
    public PowerSpectrumWorker(PowerSpectrum spectrum, ExpansionWorker expansion)
    {
        this.spectrum = spectrum;
        this.expansion = expansion;
        product = spectrum.Product(expansion.Stride);
    }

    public void Evaluate(int centre, Span<double> row)
    {
        expansion.Expand(centre);
        double length = Form(row);
        if (spectrum.Settings.Normalise)
        {
            Divide(row, length);
        }
    }

    /// <summary>The row of what is expanded, not normalised; returns its length.</summary>
    public double Form(Span<double> row)
    {
        int count = spectrum.Settings.Species.Count, block = 0;
        for (int a = 0; a < count; a++)
        {
            for (int b = a; b < count; b++, block++)
            {
                Span<double> target =
                    row.Slice(block * spectrum.BlockLength, spectrum.BlockLength);
                if (expansion.IsPresent(a) && expansion.IsPresent(b))
                {
                    product.Multiply(
                        expansion.Of(a), expansion.Of(b), a == b ? 1 : Math.Sqrt(2), target);
                }
                else
                {
                    target.Clear();
                }
            }
        }

        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The centre itself is always present: no length is 0.</summary>
    public static void Divide(Span<double> row, double length)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] /= length;
        }
    }

    /// <summary>From the slopes of p to those of p/|p|: (p′ − p̂ (p̂·p′)) / |p|.</summary>
    /// <param name="unit">p̂.</param>
    /// <param name="length">|p|.</param>
    public static void Project(ReadOnlySpan<double> unit, double length, Span<double> slopes)
    {
        double along = 0;
        for (int i = 0; i < slopes.Length; i++)
        {
            along += slopes[i] * unit[i];
        }

        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = (slopes[i] - along * unit[i]) / length;
        }
    }
}
