using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Crystals.Neighbors;

namespace Similarity.Environments;

/// <summary>Expands one environment after the other in arrays of its own; for one thread.</summary>
internal sealed class ExpansionWorker
{
    /// <summary>Neighbours that are taken together.</summary>
    private const int Lanes = 4;

    /// <summary>
    /// Closer than this, in bohr, a neighbour has no direction: two atoms at one point.
    /// </summary>
    public const double NoDistance = 1e-12;

    private readonly SphericalExpansion expansion;
    private readonly AtomicEnvironments environments;
    private readonly sbyte[] channels;
    private readonly NeighborSearch search;
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

    /// <summary>The neighbours and, as the last, the centre itself.</summary>
    public NeighborVectors Vectors { get; } = new();

    /// <summary>Whether any atom of a channel is within the cutoff.</summary>
    public bool IsPresent(int channel) => starts[channel + 1] > starts[channel];

    /// <summary>Which of <see cref="Vectors"/> belong to a channel.</summary>
    public ReadOnlySpan<int> NeighborsOf(int channel) =>
        order.AsSpan(starts[channel]..starts[channel + 1]);

    /// <summary>The coefficients of a channel.</summary>
    public Span<double> Of(int channel) =>
        Coefficients.AsSpan(channel * ChannelLength, ChannelLength);

    public void Expand(int site)
    {
        search.FindVectors(site, Vectors);
        Vectors.Add(site, 0, 0, 0);
        Group();
        Array.Clear(Coefficients);
        for (int channel = 0; channel < expansion.Species.Count; channel++)
        {
            ReadOnlySpan<int> neighbors = NeighborsOf(channel);
            for (int i = 0; i < neighbors.Length; i += Lanes)
            {
                AddBatch(neighbors[i..Math.Min(i + Lanes, neighbors.Length)], Of(channel));
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
        if (order.Length < Vectors.Count)
        {
            order = new int[Vectors.Sites.Length];
        }

        Array.Clear(starts);
        for (int i = 0; i < Vectors.Count; i++)
        {
            starts[ChannelOf(i) + 1]++;
        }

        for (int channel = 0; channel + 1 < starts.Length; channel++)
        {
            starts[channel + 1] += starts[channel];
        }

        for (int i = Vectors.Count - 1; i >= 0; i--)
        {
            order[--starts[ChannelOf(i) + 1]] = i;
        }

        // Every count has moved to where its channel begins, one place too high.
        starts.AsSpan(1).CopyTo(starts);
        starts[^1] = Vectors.Count;
    }

    private int ChannelOf(int neighbor) =>
        channels[environments.AtomicNumbers[Vectors.Sites[neighbor]]];

    /// <summary>The unit vector to a neighbour, and its distance.</summary>
    public (double X, double Y, double Z, double R) Direction(int neighbor)
    {
        double x = Vectors.X[neighbor], y = Vectors.Y[neighbor], z = Vectors.Z[neighbor];
        double r = Math.Sqrt(x * x + y * y + z * z);
        if (r < NoDistance)
        {
            return (0, 0, 1, r);
        }

        // The square was at most r_c², its root may be a rounding above r_c.
        return (x / r, y / r, z / r, Math.Min(r, environments.Cutoff));
    }

    private void AddBatch(ReadOnlySpan<int> neighbors, Span<double> target)
    {
        Span<double> x = stackalloc double[Lanes], y = stackalloc double[Lanes];
        Span<double> z = stackalloc double[Lanes];
        int length = expansion.Radial.Length;
        for (int lane = 0; lane < Lanes; lane++)
        {
            Span<double> values = radial.AsSpan(lane * length, length);
            if (lane >= neighbors.Length)
            {
                values.Clear();
                z[lane] = 1;
                continue;
            }

            (x[lane], y[lane], z[lane], double r) = Direction(neighbors[lane]);
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
                    ref double four = ref Unsafe.Add(ref y, Lanes * lm);
                    Vector256<double> y0 = Vector256.Create(four);
                    Vector256<double> y1 = Vector256.Create(Unsafe.Add(ref four, 1));
                    Vector256<double> y2 = Vector256.Create(Unsafe.Add(ref four, 2));
                    Vector256<double> y3 = Vector256.Create(Unsafe.Add(ref four, 3));
                    Vector256<double> sum = Vector256.LoadUnsafe(ref c, to);
                    sum = Vector256.MultiplyAddEstimate(y0, s0, sum);
                    sum = Vector256.MultiplyAddEstimate(y1, s1, sum);
                    sum = Vector256.MultiplyAddEstimate(y2, s2, sum);
                    sum = Vector256.MultiplyAddEstimate(y3, s3, sum);
                    sum.StoreUnsafe(ref c, to);
                }
            }
        }
    }
}
