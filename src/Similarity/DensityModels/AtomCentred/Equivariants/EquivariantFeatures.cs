using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Environments;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Equivariants;

/// <summary>
/// λ-SOAP of an atom (Grisafi, Wilkins, Csányi, Ceriotti, PRL 120, 036002 (2018)):
/// P^{λμ}(p l₁, q l₂) = Σ_{m₁m₂} C^{λμ}_{l₁m₁,l₂m₂} c_{p l₁m₁} c_{q l₂m₂} over channels p, q of
/// species and radial function, for l₁ + l₂ + λ even, divided by the norm over all features and μ.
/// A rotation R of the structure turns P^{λ} into D^λ(R) P^{λ}, an inversion into (−1)^λ P^{λ}.
/// </summary>
/// <remarks>
/// P(p l₁, q l₂) = P(q l₂, p l₁), so only l₁ &lt; l₂ and, for l₁ = l₂, p ≤ q are kept, those that
/// stand for two multiplied by √2: kernels are those of all features.
/// </remarks>
public sealed class EquivariantFeatures
{
    private readonly SphericalExpansion expansion;
    private readonly Coupling[][] couplings;
    private readonly int[][]? columns;
    private readonly int channels;

    /// <param name="highest">The highest λ.</param>
    /// <param name="columns">Per λ the features to keep, ascending; null for all. They are chosen
    /// after the norm is taken over all.</param>
    public EquivariantFeatures(
        SphericalExpansion expansion, int highest, IReadOnlyList<int[]>? columns = null)
    {
        this.expansion = expansion;
        Highest = highest;
        channels = expansion.Species.Count * expansion.Settings.RadialFunctions;
        couplings = new Coupling[highest + 1][];
        AllFeatures = new int[highest + 1];
        for (int lambda = 0; lambda <= highest; lambda++)
        {
            couplings[lambda] = [.. CouplingsTo(lambda, expansion.Settings.MaxAngular)];
            AllFeatures[lambda] = couplings[lambda].Sum(Size);
            if (columns is not null && columns[lambda].Any(c => c < 0 || c >= AllFeatures[lambda]))
            {
                throw new ArgumentException(
                    $"a column of λ = {lambda} is not in 0 … {AllFeatures[lambda] - 1}",
                    nameof(columns));
            }
        }

        this.columns = columns is null ? null : [.. columns];
    }

    public SphericalExpansion Expansion => expansion;

    /// <summary>The highest λ.</summary>
    public int Highest { get; }

    /// <summary>Per λ the features that are kept; null when all are.</summary>
    internal IReadOnlyList<int[]>? Columns => columns;

    /// <summary>Numbers of features per λ before columns are chosen.</summary>
    internal int[] AllFeatures { get; }

    /// <summary>The number of features of one λ.</summary>
    public int Length(int lambda) => columns?[lambda].Length ?? AllFeatures[lambda];

    /// <summary>
    /// Per λ ≤ highest the rows (centre, μ = −λ … λ), the centre outermost.
    /// </summary>
    public Matrix<double>[] Compute(
        AtomicEnvironments environments, ReadOnlyMemory<int> centres, int highest, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highest, Highest);
        int size = expansion.Coefficients;
        double[] rows = new double[centres.Length * size];
        expansion.Compute(environments, centres, rows, threads);
        var features = new Matrix<double>[highest + 1];
        for (int lambda = 0; lambda <= highest; lambda++)
        {
            features[lambda] = new(centres.Length * (2 * lambda + 1), Length(lambda));
        }

        Parallel.For(
            0,
            centres.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => Couple(rows.AsSpan(i * size, size), i, features));
        return features;
    }

    /// <summary>
    /// Features of one centre from its coefficients in the order of the expansion, into rows of
    /// centre <paramref name="index"/>.
    /// </summary>
    internal void Couple(
        ReadOnlySpan<double> coefficients, int index, ReadOnlySpan<Matrix<double>> features)
    {
        double[] ordered = ChannelsLast(coefficients);
        double[] block = new double[channels * channels];
        double[] half = new double[
            (2 * expansion.Settings.MaxAngular + 1) * channels];
        double[] all = new double[AllFeatures.Max() * (2 * Highest + 1)];
        for (int lambda = 0; lambda < features.Length; lambda++)
        {
            int count = AllFeatures[lambda];
            Span<double> rows = all.AsSpan(0, count * (2 * lambda + 1));
            int offset = 0;
            foreach (Coupling coupling in couplings[lambda])
            {
                for (int mu = -lambda; mu <= lambda; mu++)
                {
                    Product(coupling, mu, ordered, half, block);
                    Pack(coupling, block, rows[((mu + lambda) * count + offset)..]);
                }

                offset += Size(coupling);
            }

            Normalise(rows);
            for (int mu = 0; mu <= 2 * lambda; mu++)
            {
                ReadOnlySpan<double> source = rows.Slice(mu * count, count);
                Span<double> target = features[lambda].Row(index * (2 * lambda + 1) + mu);
                if (columns is null)
                {
                    source.CopyTo(target);
                    continue;
                }

                for (int c = 0; c < target.Length; c++)
                {
                    target[c] = source[columns[lambda][c]];
                }
            }
        }
    }

    private static IEnumerable<Coupling> CouplingsTo(int lambda, int highest)
    {
        for (int l1 = 0; l1 <= highest; l1++)
        {
            for (int l2 = l1; l2 <= highest; l2++)
            {
                if ((l1 + l2 + lambda) % 2 == 0 && l2 - l1 <= lambda && lambda <= l1 + l2)
                {
                    yield return new Coupling(l1, l2, lambda);
                }
            }
        }
    }

    private static void Normalise(Span<double> rows)
    {
        double squares = 0;
        foreach (double x in rows)
        {
            squares += x * x;
        }

        // An atom alone is round: it has no features of λ > 0.
        if (squares == 0)
        {
            return;
        }

        double scale = 1 / Math.Sqrt(squares);
        foreach (ref double x in rows)
        {
            x *= scale;
        }
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector256<double> scale = Vector256.Create(factor);
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256.MultiplyAddEstimate(
                scale,
                Vector256.LoadUnsafe(ref from, (nuint)i),
                Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }

    private int Size(Coupling coupling) =>
        coupling.L1 == coupling.L2 ? channels * (channels + 1) / 2 : channels * channels;

    /// <summary>[species][lm][n] → [lm][species, n].</summary>
    private double[] ChannelsLast(ReadOnlySpan<double> coefficients)
    {
        int harmonics = expansion.Settings.Harmonics, radial = expansion.Settings.RadialFunctions;
        double[] ordered = new double[coefficients.Length];
        for (int species = 0; species < expansion.Species.Count; species++)
        {
            for (int lm = 0; lm < harmonics; lm++)
            {
                coefficients.Slice((species * harmonics + lm) * radial, radial)
                    .CopyTo(ordered.AsSpan(lm * channels + species * radial));
            }
        }

        return ordered;
    }

    /// <summary>All p and q of one (l₁, l₂) and μ: c₁ᵀ (C^μ c₂).</summary>
    private void Product(
        Coupling coupling, int mu, double[] c, Span<double> half, Span<double> block)
    {
        int l1 = coupling.L1, l2 = coupling.L2;
        half = half[..((2 * l1 + 1) * channels)];
        half.Clear();
        foreach ((int m1, int m2, double value) in coupling.Of(mu))
        {
            AddScaled(
                value,
                c.AsSpan((l2 * l2 + l2 + m2) * channels, channels),
                half.Slice((m1 + l1) * channels, channels));
        }

        block.Clear();
        for (int m1 = -l1; m1 <= l1; m1++)
        {
            ReadOnlySpan<double> left = c.AsSpan((l1 * l1 + l1 + m1) * channels, channels);
            ReadOnlySpan<double> right = half.Slice((m1 + l1) * channels, channels);
            for (int p = 0; p < channels; p++)
            {
                AddScaled(left[p], right, block.Slice(p * channels, channels));
            }
        }
    }

    private void Pack(Coupling coupling, ReadOnlySpan<double> block, Span<double> target)
    {
        double twice = Math.Sqrt(2);
        int to = 0;
        for (int p = 0; p < channels; p++)
        {
            for (int q = coupling.L1 == coupling.L2 ? p : 0; q < channels; q++)
            {
                bool isOne = coupling.L1 == coupling.L2 && p == q;
                target[to++] = (isOne ? 1 : twice) * block[p * channels + q];
            }
        }
    }

    /// <summary>The coefficients of (l₁, l₂, λ) that are not 0, per μ.</summary>
    private sealed class Coupling
    {
        private readonly (int M1, int M2, double Value)[][] terms;

        public Coupling(int l1, int l2, int lambda)
        {
            (L1, L2) = (l1, l2);
            RealClebschGordan c = RealClebschGordan.Of(l1, l2, lambda);
            terms = new (int, int, double)[2 * lambda + 1][];
            for (int mu = -lambda; mu <= lambda; mu++)
            {
                terms[mu + lambda] = [..
                    from m1 in Enumerable.Range(-l1, 2 * l1 + 1)
                    from m2 in Enumerable.Range(-l2, 2 * l2 + 1)
                    where Math.Abs(c[m1, m2, mu]) > 1e-13
                    select (m1, m2, c[m1, m2, mu])];
            }
        }

        public int L1 { get; }

        public int L2 { get; }

        public (int M1, int M2, double Value)[] Of(int mu) => terms[mu + terms.Length / 2];
    }
}
