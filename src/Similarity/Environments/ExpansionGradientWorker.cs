using System.Runtime.InteropServices;

namespace Similarity.Environments;

/// <summary>
/// Coefficients with their gradients, one environment after the other; for one thread.
/// </summary>
internal sealed class ExpansionGradientWorker
{
    private readonly SphericalExpansion expansion;
    private readonly NeighborSlopes slopes;

    // slotOf[site]: its place among the sites of this centre, −1 if it has none.
    private readonly int[] slotOf;
    private readonly List<int> sites = [];
    private readonly List<int> channels = [];
    private double[] gradients = [];

    public ExpansionGradientWorker(
        SphericalExpansion expansion, AtomicEnvironments environments, sbyte[] channelOf)
    {
        this.expansion = expansion;
        Values = new ExpansionWorker(expansion, environments, channelOf);
        slopes = new NeighborSlopes(expansion, Values);
        slotOf = new int[environments.Count];
        Array.Fill(slotOf, -1);
    }

    /// <summary>The coefficients.</summary>
    public ExpansionWorker Values { get; }

    /// <summary>The centre, then the other sites in reach.</summary>
    public ReadOnlySpan<int> Sites => CollectionsMarshal.AsSpan(sites);

    /// <summary>The only channel that depends on the position of Sites[k], k ≥ 1.</summary>
    public int ChannelOf(int k) => channels[k];

    /// <summary>∂/∂r_axis of the channel of Sites[k], k ≥ 1: [l² + l + m][n padded].</summary>
    public Span<double> Of(int k, int axis) =>
        gradients.AsSpan((3 * (k - 1) + axis) * Values.ChannelLength, Values.ChannelLength);

    public void Expand(int centre)
    {
        Values.Expand(centre);
        ListSites(centre);
        int length = 3 * (sites.Count - 1) * Values.ChannelLength;
        if (gradients.Length < length)
        {
            gradients = new double[length + length / 2];
        }

        gradients.AsSpan(0, length).Clear();
        for (int channel = 0; channel < expansion.Species.Count; channel++)
        {
            ReadOnlySpan<int> neighbors = Values.NeighborsOf(channel);
            for (int i = 0; i < neighbors.Length; i += NeighborSlopes.Lanes)
            {
                int end = Math.Min(i + NeighborSlopes.Lanes, neighbors.Length);
                AddBatch(centre, neighbors[i..end]);
            }
        }

        foreach (int site in sites)
        {
            slotOf[site] = -1;
        }
    }

    /// <summary>All channels, without the padding.</summary>
    public void CopyTo(EnvironmentGradient target)
    {
        target.Reset(Sites);
        Values.CopyTo(target.Row);
        int functions = expansion.Settings.RadialFunctions;
        for (int k = 1; k < sites.Count; k++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                Span<double> slope = Of(k, axis);
                int first = channels[k] * expansion.Angular.Count * functions;
                Span<double> to = target.Slopes(k, axis)[first..];
                for (int i = 0, j = 0; i < slope.Length; i += Values.Stride, j += functions)
                {
                    slope.Slice(i, functions).CopyTo(to[j..]);
                }
            }
        }

        target.CompleteCentre();
    }

    private void ListSites(int centre)
    {
        sites.Clear();
        channels.Clear();
        sites.Add(centre);
        channels.Add(-1);
        slotOf[centre] = 0;
        for (int channel = 0; channel < expansion.Species.Count; channel++)
        {
            foreach (int neighbor in Values.NeighborsOf(channel))
            {
                int site = Values.Vectors.Sites[neighbor];
                if (slotOf[site] < 0)
                {
                    slotOf[site] = sites.Count;
                    sites.Add(site);
                    channels.Add(channel);
                }
            }
        }
    }

    private void AddBatch(int centre, ReadOnlySpan<int> neighbors)
    {
        slopes.Take(neighbors);
        for (int lane = 0; lane < neighbors.Length; lane++)
        {
            // The centre moves with its own images: nothing changes between them.
            int site = Values.Vectors.Sites[neighbors[lane]];
            if (site == centre)
            {
                continue;
            }

            slopes.Evaluate(lane);
            for (int axis = 0; axis < 3; axis++)
            {
                slopes.AddTo(Of(slotOf[site], axis), axis);
            }
        }
    }
}
