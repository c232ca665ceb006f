using System.Collections.Immutable;
using System.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Spectra;

namespace Similarity.Operators;

/// <summary>
/// Löwdin populations: with a state x, xᴴ S x = 1, the weight of the functions of angular momentum
/// l on a site is Σ |(S^½ x)_i|² over them. Unlike Mulliken's they are never negative, so that
/// their density of states is one; they sum to 1, as what is removed is in no state; and as S^½
/// turns with the crystal, they do not depend on its orientation.
/// </summary>
internal sealed class StateChannels
{
    private readonly int[] channelOfFunction;

    public StateChannels(GaussianBasis basis)
    {
        var numbers = new Dictionary<ProjectionChannel, int>();
        channelOfFunction = new int[basis.Count];
        foreach (SiteShell shell in basis.Shells)
        {
            var channel = new ProjectionChannel(shell.Site, shell.Shell.AngularMomentum);
            numbers.TryAdd(channel, numbers.Count);
            channelOfFunction.AsSpan(shell.First, shell.Shell.Functions).Fill(numbers[channel]);
        }

        Channels = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }

    public ImmutableArray<ProjectionChannel> Channels { get; }

    /// <param name="lowdin">Columns S^½ x.</param>
    /// <returns>Index band · channels + channel.</returns>
    public double[] Weights<T>(Matrix<T> lowdin)
        where T : unmanaged, INumberBase<T>
    {
        double[] weights = new double[lowdin.Columns * Channels.Length];
        for (int function = 0; function < lowdin.Rows; function++)
        {
            Span<T> row = lowdin.Row(function);
            for (int band = 0; band < row.Length; band++)
            {
                T value = row[band];
                weights[band * Channels.Length + channelOfFunction[function]] += value is Complex z
                    ? z.Real * z.Real + z.Imaginary * z.Imaginary
                    : double.CreateChecked(value * value);
            }
        }

        return weights;
    }

    /// <summary>
    /// Averages over the sites of each orbit: as the images of one k-point have the populations of
    /// the images of each site, this is the average over all points that it stands for.
    /// </summary>
    /// <param name="orbits">orbits[i]: the first site equivalent to site i.</param>
    public void Symmetrize(double[] weights, int[] orbits)
    {
        foreach (IGrouping<(int, int), int> orbit in Enumerable.Range(0, Channels.Length)
            .GroupBy(c => (orbits[Channels[c].Site], Channels[c].AngularMomentum)))
        {
            int[] members = [.. orbit];
            for (int state = 0; state < weights.Length; state += Channels.Length)
            {
                double mean = members.Average(c => weights[state + c]);
                foreach (int c in members)
                {
                    weights[state + c] = mean;
                }
            }
        }
    }
}
