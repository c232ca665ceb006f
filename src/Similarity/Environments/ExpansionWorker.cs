using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Crystals.Neighbors;

namespace Similarity.Environments;

/// <summary>Expands one environment after the other in arrays of its own; for one thread.</summary>
internal sealed class ExpansionWorker
{
    /// <summary>Neighbours that are taken together.</summary>
    private const int Lanes = 4;

    // Closer than this, in bohr, a neighbour has no direction: two atoms at one point.
    private const double NoDistance = 1e-12;

    private readonly SphericalExpansion expansion;
    private readonly AtomicEnvironments environments;
    private readonly sbyte[] channels;
    private readonly NeighborSearch search;
    private readonly NeighborVectors vectors = new();
    private readonly int[] starts;
    private readonly double[] harmonics;
    private readonly double[] radial;
    private int[] order = new int[64];

    public ExpansionWorker(
        SphericalExpansion expansion, AtomicEnvironments environments, sbyte[] channels)
    {
        this.expansion = expansion;
        this.environments = environments;
        this.channels = channels;
        search = environments.Search();
        starts = new int[expansion.Species.Count + 1];
        harmonics = new double[Lanes * expansion.Angular.Count];
        radial = new double[Lanes * expansion.Radial.Length];
        Stride = expansion.Radial.Stride;
        ChannelLength = expansion.Angular.Count * Stride;
        Coefficients = new double[expansion.Species.Count * ChannelLength];
    }

    /// <summary>N rounded up to a whole number of vectors; 0 stands in the padding.</summary>
    public int Stride { get; }

    /// <summary>(l_max + 1)² · Stride.</summary>
    public int ChannelLength { get; }

    /// <summary>[channel][l² + l + m][n padded].</summary>
    public double[] Coefficients { get; }

    /// <summary>Whether any atom of a channel is within the cutoff.</summary>
    public bool IsPresent(int channel) => starts[channel + 1] > starts[channel];

    public void Expand(int site)
    {
        search.FindVectors(site, vectors);
        vectors.Add(site, 0, 0, 0);
        Group();
        Array.Clear(Coefficients);
        for (int channel = 0; channel < expansion.Species.Count; channel++)
        {
            for (int i = starts[channel]; i < starts[channel + 1]; i += Lanes)
            {
                AddBatch(
                    i,
                    Math.Min(Lanes, starts[channel + 1] - i),
                    Coefficients.AsSpan(channel * ChannelLength, ChannelLength));
            }
        }
    }

    /// <summary>Without the padding.</summary>
    public void CopyTo(Span<double> target)
    {
        int functions = expansion.Settings.RadialFunctions;
        for (int i = 0, j = 0; i < Coefficients.Length; i += Stride, j += functions)
        {
            Coefficients.AsSpan(i, functions).CopyTo(target[j..]);
        }
    }

    /// <summary>
    /// order[starts[channel] …]: the neighbours of each channel, as they were found.
    /// </summary>
    private void Group()
    {
        if (order.Length < vectors.Count)
        {
            order = new int[vectors.Sites.Length];
        }

        Array.Clear(starts);
        for (int i = 0; i < vectors.Count; i++)
        {
            starts[ChannelOf(i) + 1]++;
        }

        for (int channel = 0; channel + 1 < starts.Length; channel++)
        {
            starts[channel + 1] += starts[channel];
        }

        for (int i = vectors.Count - 1; i >= 0; i--)
        {
            order[--starts[ChannelOf(i) + 1]] = i;
        }

        // Every count has moved to where its channel begins, one place too high.
        starts.AsSpan(1).CopyTo(starts);
        starts[^1] = vectors.Count;
    }

    private int ChannelOf(int neighbor) =>
        channels[environments.AtomicNumbers[vectors.Sites[neighbor]]];

    private void AddBatch(int first, int count, Span<double> target)
    {
        Span<double> x = stackalloc double[Lanes], y = stackalloc double[Lanes];
        Span<double> z = stackalloc double[Lanes];
        int length = expansion.Radial.Length;
        for (int lane = 0; lane < Lanes; lane++)
        {
            Span<double> values = radial.AsSpan(lane * length, length);
            if (lane >= count)
            {
                values.Clear();
                z[lane] = 1;
                continue;
            }

            int i = order[first + lane];
            double dx = vectors.X[i], dy = vectors.Y[i], dz = vectors.Z[i];
            double r = Math.Sqrt(dx * dx + dy * dy + dz * dz);
            (x[lane], y[lane], z[lane]) = r < NoDistance ? (0, 0, 1) : (dx / r, dy / r, dz / r);

            // The square was at most r_c², its root may be a rounding above r_c.
            r = Math.Min(r, environments.Cutoff);
            expansion.Radial.Evaluate(r, expansion.Settings.Weight(r).Value, values);
        }

        expansion.Angular.Evaluate(
            Vector256.Create<double>(x),
            Vector256.Create<double>(y),
            Vector256.Create<double>(z),
            harmonics);
        AddProducts(target);
    }

    /// <summary>c_lmn += Σ over lanes of Y_lm S_ln.</summary>
    private void AddProducts(Span<double> target)
    {
        nuint length = (nuint)expansion.Radial.Length;
        ref double c = ref MemoryMarshal.GetReference(target);
        ref double y = ref MemoryMarshal.GetArrayDataReference(harmonics);
        ref double s = ref MemoryMarshal.GetArrayDataReference(radial);
        for (int l = 0; l <= expansion.Settings.MaxAngular; l++)
        {
            for (int n = 0; n < Stride; n += Lanes)
            {
                nuint at = (nuint)(l * Stride + n);
                Vector256<double> s0 = Vector256.LoadUnsafe(ref s, at);
                Vector256<double> s1 = Vector256.LoadUnsafe(ref s, at + length);
                Vector256<double> s2 = Vector256.LoadUnsafe(ref s, at + 2 * length);
                Vector256<double> s3 = Vector256.LoadUnsafe(ref s, at + 3 * length);
                for (int lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    nuint to = (nuint)(lm * Stride + n);
                    Vector256<double> four = Vector256.LoadUnsafe(ref y, (nuint)(Lanes * lm));
                    Vector256<double> sum = Vector256.LoadUnsafe(ref c, to);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(four[0]), s0, sum);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(four[1]), s1, sum);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(four[2]), s2, sum);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(four[3]), s3, sum);
                    sum.StoreUnsafe(ref c, to);
                }
            }
        }
    }
}
