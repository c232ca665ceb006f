namespace Similarity.Environments;

/// <summary>
/// Power spectra with their derivatives by strain, one environment after the other; for one thread.
/// </summary>
internal sealed class PowerSpectrumStrainWorker
{
    private readonly PowerSpectrum spectrum;
    private readonly ExpansionStrainWorker expansion;
    private readonly PowerSpectrumWorker values;
    private readonly PowerSpectrumProduct product;
    private readonly EnvironmentStrain result;
    private readonly double[] block;

    public PowerSpectrumStrainWorker(
        PowerSpectrum spectrum, AtomicEnvironments environments, sbyte[] channels)
    {
        this.spectrum = spectrum;
        expansion = new ExpansionStrainWorker(spectrum.Expansion, environments, channels);
        values = new PowerSpectrumWorker(spectrum, expansion.Values);
        product = spectrum.Product(expansion.Values.Stride);
        result = new EnvironmentStrain(spectrum.Features);
        block = new double[spectrum.BlockLength];
    }

    public EnvironmentStrain Evaluate(int centre)
    {
        expansion.Expand(centre);
        result.Centre = centre;
        double length = values.Form(result.Row);
        if (spectrum.Settings.Normalise)
        {
            PowerSpectrumWorker.Divide(result.Row, length);
        }

        for (int component = 0; component < 9; component++)
        {
            (int a, int b) = int.DivRem(component, 3);
            Span<double> slopes = result.Slopes(a, b);
            FormSlopes(a, b, slopes);
            if (spectrum.Settings.Normalise)
            {
                PowerSpectrumWorker.Project(result.Row, length, slopes);
            }
        }

        return result;
    }

    /// <summary>By the product rule.</summary>
    private void FormSlopes(int a, int b, Span<double> slopes)
    {
        int count = spectrum.Settings.Species.Count;
        slopes.Clear();
        for (int first = 0; first < count; first++)
        {
            for (int second = first; second < count; second++)
            {
                if (!expansion.Values.IsPresent(first) || !expansion.Values.IsPresent(second))
                {
                    continue;
                }

                Span<double> target = slopes.Slice(
                    spectrum.BlockOf(first, second) * spectrum.BlockLength, spectrum.BlockLength);
                ReadOnlySpan<double> c = expansion.Values.Of(first);
                ReadOnlySpan<double> changed = expansion.Of(first, a, b);
                if (first == second)
                {
                    product.MultiplyBoth(changed, c, target);
                    continue;
                }

                product.Multiply(changed, expansion.Values.Of(second), Math.Sqrt(2), target);
                product.Multiply(c, expansion.Of(second, a, b), Math.Sqrt(2), block);
                for (int i = 0; i < block.Length; i++)
                {
                    target[i] += block[i];
                }
            }
        }
    }
}
