using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Environments;

/// <summary>
/// Coefficients with their derivatives by a strain of all space, one environment after the other;
/// for one thread. Images of the centre take part: a strain moves them too.
/// </summary>
internal sealed class ExpansionStrainWorker
{
    private readonly SphericalExpansion expansion;
    private readonly NeighborSlopes slopes;
    private readonly double[] slope;
    private readonly double[] strains;

    public ExpansionStrainWorker(
        SphericalExpansion expansion, AtomicEnvironments environments, sbyte[] channelOf)
    {
        this.expansion = expansion;
        Values = new ExpansionWorker(expansion, environments, channelOf);
        slopes = new NeighborSlopes(expansion, Values);
        slope = new double[Values.ChannelLength];
        strains = new double[9 * Values.Coefficients.Length];
    }

    /// <summary>The coefficients.</summary>
    public ExpansionWorker Values { get; }

    /// <summary>∂/∂η_ab of a channel: [l² + l + m][n padded].</summary>
    public Span<double> Of(int channel, int a, int b) => strains.AsSpan(
        ((3 * a + b) * expansion.Species.Count + channel) * Values.ChannelLength,
        Values.ChannelLength);

    public void Expand(int centre)
    {
        Values.Expand(centre);
        Array.Clear(strains);
        for (int channel = 0; channel < expansion.Species.Count; channel++)
        {
            ReadOnlySpan<int> neighbors = Values.NeighborsOf(channel);
            for (int i = 0; i < neighbors.Length; i += NeighborSlopes.Lanes)
            {
                int count = Math.Min(NeighborSlopes.Lanes, neighbors.Length - i);
                slopes.Take(neighbors.Slice(i, count));
                for (int lane = 0; lane < count; lane++)
                {
                    slopes.Evaluate(lane);
                    AddOne(channel);
                }
            }
        }
    }

    /// <summary>All channels, without the padding.</summary>
    public void CopyTo(int centre, EnvironmentStrain target)
    {
        target.Centre = centre;
        Values.CopyTo(target.Row);
        int functions = expansion.Settings.RadialFunctions;
        for (int component = 0; component < 9; component++)
        {
            (int a, int b) = int.DivRem(component, 3);
            Span<double> to = target.Slopes(a, b);
            for (int channel = 0; channel < expansion.Species.Count; channel++)
            {
                Span<double> from = Of(channel, a, b);
                for (int i = 0; i < from.Length; i += Values.Stride)
                {
                    from.Slice(i, functions).CopyTo(to);
                    to = to[functions..];
                }
            }
        }
    }

    /// <summary>∂c/∂η_ab += ∂c/∂r_a r_b of the neighbour in turn.</summary>
    private void AddOne(int channel)
    {
        for (int a = 0; a < 3; a++)
        {
            Array.Clear(slope);
            slopes.AddTo(slope, a);
            for (int b = 0; b < 3; b++)
            {
                VectorKernels.AddScaled<double>(slopes.Coordinate(b), slope, Of(channel, a, b));
            }
        }
    }
}
