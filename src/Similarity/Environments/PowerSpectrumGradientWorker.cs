namespace Similarity.Environments;

/// <summary>
/// Power spectra with their gradients, one environment after the other; for one thread.
/// </summary>
internal sealed class PowerSpectrumGradientWorker
{
    private readonly PowerSpectrum spectrum;
    private readonly ExpansionGradientWorker expansion;
    private readonly PowerSpectrumWorker values;
    private readonly PowerSpectrumProduct product;
    private readonly EnvironmentGradient result;

    public PowerSpectrumGradientWorker(
        PowerSpectrum spectrum, AtomicEnvironments environments, sbyte[] channels)
    {
        this.spectrum = spectrum;
        expansion = new ExpansionGradientWorker(spectrum.Expansion, environments, channels);
        values = new PowerSpectrumWorker(spectrum, expansion.Values);
        product = spectrum.Product(expansion.Values.Stride);
        result = new EnvironmentGradient(spectrum.Features);
    }

    public EnvironmentGradient Evaluate(int centre)
    {
        expansion.Expand(centre);
        result.Reset(expansion.Sites);
        double length = values.Form(result.Row);
        if (spectrum.Settings.Normalise)
        {
            PowerSpectrumWorker.Divide(result.Row, length);
        }

        for (int k = 1; k < expansion.Sites.Length; k++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                Span<double> slopes = result.Slopes(k, axis);
                FormSlopes(k, axis, slopes);
                if (spectrum.Settings.Normalise)
                {
                    PowerSpectrumWorker.Project(result.Row, length, slopes);
                }
            }
        }

        result.CompleteCentre();
        return result;
    }

    /// <summary>By the product rule; only the channel of the site changes.</summary>
    private void FormSlopes(int k, int axis, Span<double> slopes)
    {
        ReadOnlySpan<double> slope = expansion.Of(k, axis);
        int own = expansion.ChannelOf(k);
        for (int other = 0; other < spectrum.Settings.Species.Count; other++)
        {
            if (!expansion.Values.IsPresent(other))
            {
                continue;
            }

            int block = spectrum.BlockOf(Math.Min(own, other), Math.Max(own, other));
            Span<double> target = slopes.Slice(block * spectrum.BlockLength, spectrum.BlockLength);
            ReadOnlySpan<double> c = expansion.Values.Of(other);
            if (other == own)
            {
                product.MultiplyBoth(slope, c, target);
            }
            else if (own < other)
            {
                product.Multiply(slope, c, Math.Sqrt(2), target);
            }
            else
            {
                product.Multiply(c, slope, Math.Sqrt(2), target);
            }
        }
    }
}
