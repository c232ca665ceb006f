using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>
/// Coefficients with their gradients, one environment after the other; for one thread. With the
/// radial part R = w S_nl and the tangent gradient T of a harmonic,
/// ∂c_nlm/∂r_α = R′ r̂_α Y_lm + R/r T_α,lm for the neighbour at r.
/// </summary>
internal sealed class ExpansionGradientWorker
{
    private const int Lanes = 4;

    private readonly SphericalExpansion expansion;
    private readonly AtomicEnvironments environments;
    private readonly double[] harmonics;
    private readonly double[] tangents;
    private readonly double[] values;
    private readonly double[] slopes;

    // slotOf[site]: its place among the sites of this centre, −1 if it has none.
    private readonly int[] slotOf;
    private readonly List<int> sites = [];
    private readonly List<int> channels = [];
    private double[] gradients = [];

    public ExpansionGradientWorker(
        SphericalExpansion expansion, AtomicEnvironments environments, sbyte[] channelOf)
    {
        this.expansion = expansion;
        this.environments = environments;
        Values = new ExpansionWorker(expansion, environments, channelOf);
        harmonics = new double[Lanes * expansion.Angular.Count];
        tangents = new double[3 * harmonics.Length];
        values = new double[expansion.Radial.Length];
        slopes = new double[expansion.Radial.Length];
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
            for (int i = 0; i < neighbors.Length; i += Lanes)
            {
                AddBatch(centre, neighbors[i..Math.Min(i + Lanes, neighbors.Length)]);
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
        Span<double> directions = stackalloc double[3 * Lanes];
        Span<double> distances = stackalloc double[Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            int neighbor = neighbors[Math.Min(lane, neighbors.Length - 1)];
            (directions[lane], directions[Lanes + lane], directions[2 * Lanes + lane],
                distances[lane]) = Values.Direction(neighbor);
        }

        expansion.Angular.Evaluate(
            Vector256.Create<double>(directions),
            Vector256.Create<double>(directions[Lanes..]),
            Vector256.Create<double>(directions[(2 * Lanes)..]),
            harmonics,
            tangents);
        for (int lane = 0; lane < neighbors.Length; lane++)
        {
            // The centre moves with its own images: nothing changes between them.
            int site = Values.Vectors.Sites[neighbors[lane]];
            if (site == centre)
            {
                continue;
            }

            double r = distances[lane];
            (double weight, double weightSlope) = expansion.Settings.Weight(r);
            expansion.Radial.Evaluate(r, weight, weightSlope, values, slopes);

            // At r = 0 only l = 1 has a gradient, where R/r is R′.
            double[] perDistance = values;
            double inverse = 1 / r;
            if (r < ExpansionWorker.NoDistance)
            {
                (perDistance, inverse) = (slopes, 1);
            }

            for (int axis = 0; axis < 3; axis++)
            {
                Add(
                    Of(slotOf[site], axis),
                    lane,
                    directions[axis * Lanes + lane],
                    tangents.AsSpan(axis * harmonics.Length, harmonics.Length),
                    perDistance,
                    inverse);
            }
        }
    }

    /// <summary>target_lmn += direction Y_lm R′_ln + T_lm inverse R_ln.</summary>
    private void Add(
        Span<double> target,
        int lane,
        double direction,
        ReadOnlySpan<double> tangent,
        double[] perDistance,
        double inverse)
    {
        int stride = Values.Stride;
        ref double to = ref MemoryMarshal.GetReference(target);
        ref double along = ref MemoryMarshal.GetArrayDataReference(slopes);
        ref double across = ref MemoryMarshal.GetArrayDataReference(perDistance);
        for (int l = 0; l <= expansion.Settings.MaxAngular; l++)
        {
            for (int n = 0; n < stride; n += Lanes)
            {
                nuint at = (nuint)(l * stride + n);
                Vector256<double> slope = direction * Vector256.LoadUnsafe(ref along, at);
                Vector256<double> turn = inverse * Vector256.LoadUnsafe(ref across, at);
                for (int lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    nuint place = (nuint)(lm * stride + n);
                    Vector256<double> sum = Vector256.LoadUnsafe(ref to, place);
                    sum = Vector256.MultiplyAddEstimate(
                        Vector256.Create(harmonics[Lanes * lm + lane]), slope, sum);
                    sum = Vector256.MultiplyAddEstimate(
                        Vector256.Create(tangent[Lanes * lm + lane]), turn, sum);
                    sum.StoreUnsafe(ref to, place);
                }
            }
        }
    }
}
