using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// L(b) = 1/N Σ_A w_A (Ψ b + c̄ − c)·S_A (Ψ b + c̄ − c) + η |b|² over structures A of weight 0 or
/// 1, N of which are 1. Its minimum solves (1/N Σ w Ψᵀ S Ψ + η) b = 1/N Σ w Ψᵀ S (c − c̄); the
/// matrix acts structure by structure and is formed only for <see cref="Hessian"/>.
/// </summary>
internal sealed class DensityProblem : IDisposable
{
    // 32 MiB: many batches for two threads, few enough to sum.
    private const int BatchLength = 1 << 22;

    private readonly BatchStore store;
    private readonly IReadOnlyList<FittedDensity> densities;
    private readonly int threads;

    /// <param name="memory">Bytes of features and metrics to hold; the rest is streamed.</param>
    public DensityProblem(
        KernelFeatures features,
        IReadOnlyList<FittedDensity> densities,
        long memory,
        string scratchFolder,
        int threads,
        CancellationToken cancellation = default)
    {
        Features = features;
        this.densities = densities;
        this.threads = threads;
        store = new BatchStore(memory, scratchFolder);
        try
        {
            int first = 0;
            while (first < densities.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                DensityBatch batch = NextBatch(first);
                store.Add(batch, batch.Fill(threads));
                first += batch.Structures.Count;
            }
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public KernelFeatures Features { get; }

    /// <summary>Number of structures.</summary>
    public int Count => densities.Count;

    /// <summary>Bytes that are streamed from disk in every pass.</summary>
    public long OnDisk => store.OnDisk;

    /// <summary>1/N Σ w Ψᵀ S (c − c̄).</summary>
    public double[] Right(double[] weights, AtomicAverages averages) =>
        Sum(weights, (batch, data, sum) =>
        {
            double[] target = Target(batch, averages);
            batch.Contract(data, batch.TimesMetric(data, target, weights), sum);
        });

    /// <summary>(1/N Σ w Ψᵀ S Ψ + η) b.</summary>
    public double[] Apply(double[] b, double[] weights, double eta)
    {
        double[] image = Sum(weights, (batch, data, sum) =>
        {
            double[] x = batch.Expand(data, b);
            batch.Contract(data, batch.TimesMetric(data, x, weights), sum);
        });
        for (int i = 0; i < image.Length; i++)
        {
            image[i] += eta * b[i];
        }

        return image;
    }

    /// <summary>The diagonal of 1/N Σ w Ψᵀ S Ψ.</summary>
    public double[] Diagonal(double[] weights) =>
        Sum(weights, (batch, data, sum) => batch.AddDiagonal(data, weights, sum));

    /// <summary>1/N Σ w Ψᵀ S Ψ + η, its lower triangle.</summary>
    public Matrix<double> Hessian(double[] weights, double eta)
    {
        var hessian = new Matrix<double>(Features.Dimension, Features.Dimension);
        store.Select(1, (batch, data) =>
        {
            batch.AddHessian(data, weights, hessian);
            return 0;
        });
        double scale = 1 / weights.Sum();
        foreach (ref double value in hessian.Values)
        {
            value *= scale;
        }

        for (int i = 0; i < hessian.Rows; i++)
        {
            hessian[i, i] += eta;
        }

        return hessian;
    }

    /// <summary>The minimum by conjugate gradients.</summary>
    /// <param name="isPreconditioned">By the diagonal of the matrix; else not at all.</param>
    public ConjugateSolution Minimise(
        double[] weights,
        AtomicAverages averages,
        double[] diagonal,
        double eta,
        SolverOptions options,
        double[]? start = null,
        bool isPreconditioned = true,
        CancellationToken cancellation = default) =>
        ConjugateGradients.Solve(
            b => Apply(b, weights, eta),
            Right(weights, averages),
            Array.ConvertAll(diagonal, value => isPreconditioned ? value + eta : 1),
            start ?? new double[Features.Dimension],
            options.Tolerance,
            options.MostIterations,
            cancellation);

    /// <summary>The minimum by Cholesky's factors of the whole matrix.</summary>
    public double[] MinimiseDense(double[] weights, AtomicAverages averages, double eta)
    {
        double[] right = Right(weights, averages);
        var column = new Matrix<double>(right.Length, 1, right);
        return Cholesky<double>.Factor(Hessian(weights, eta), threads)
            .Solve(column, threads).Values.ToArray();
    }

    /// <summary>Errors of the densities Ψ b + c̄ of all structures.</summary>
    public SampleError[] Errors(double[] b, AtomicAverages averages)
    {
        SampleError[][] errors = store.Select(threads, (batch, data) =>
        {
            double[] x = batch.Expand(data, b);
            var own = new SampleError[batch.Structures.Count];
            for (int s = 0; s < own.Length; s++)
            {
                DensityFunctions functions = batch.Structures[s];
                double[] mean = averages.Coefficients(functions);
                double[] predicted = new double[functions.Count];
                for (int p = 0; p < predicted.Length; p++)
                {
                    predicted[p] = mean[p] + x[batch.CoefficientOffsets[s] + p];
                }

                own[s] = DensityLoss.Of(
                    batch.Metric(data, s).ToMatrix(),
                    predicted,
                    densities[batch.First + s].Coefficients,
                    mean);
            }

            return own;
        });
        return [.. errors.SelectMany(own => own)];
    }

    /// <summary>
    /// Per structure and weight vector b_k how far its density is from that of b:
    /// (Ψ(b_k − b))·S Ψ(b_k − b).
    /// </summary>
    public double[][] Spreads(double[] b, IReadOnlyList<double[]> others)
    {
        double[][][] spreads = store.Select(threads, (batch, data) =>
        {
            double[][] own = new double[batch.Structures.Count][];
            double[][] changes =
                [.. others.Select(other => batch.Expand(data, Difference(other, b)))];
            for (int s = 0; s < own.Length; s++)
            {
                int offset = batch.CoefficientOffsets[s], n = batch.Structures[s].Count;
                Matrix<double> metric = batch.Metric(data, s).ToMatrix();
                own[s] = [.. changes.Select(change => FittedDensity.QuadraticForm(
                    metric, change.AsSpan(offset, n)))];
            }

            return own;
        });
        return [.. spreads.SelectMany(own => own)];
    }

    public void Dispose() => store.Dispose();

    private static double[] Difference(double[] a, double[] b)
    {
        double[] difference = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }

    private double[] Target(DensityBatch batch, AtomicAverages averages)
    {
        double[] target = new double[batch.Coefficients];
        for (int s = 0; s < batch.Structures.Count; s++)
        {
            double[] mean = averages.Coefficients(batch.Structures[s]);
            ReadOnlySpan<double> c = densities[batch.First + s].Coefficients;
            for (int p = 0; p < mean.Length; p++)
            {
                target[batch.CoefficientOffsets[s] + p] = c[p] - mean[p];
            }
        }

        return target;
    }

    /// <summary>Sums over batches in their order, divided by N.</summary>
    private double[] Sum(double[] weights, Action<DensityBatch, double[], double[]> add)
    {
        double[]?[] parts = store.Select(threads, (batch, data) =>
        {
            bool isEmpty = weights.AsSpan(batch.First, batch.Structures.Count)
                .IndexOfAnyExcept(0) < 0;
            if (isEmpty)
            {
                return null;
            }

            double[] part = new double[Features.Dimension];
            add(batch, data, part);
            return part;
        });
        double[] sum = new double[Features.Dimension];
        double scale = 1 / weights.Sum();
        foreach (double[]? part in parts)
        {
            for (int i = 0; part is not null && i < sum.Length; i++)
            {
                sum[i] += scale * part[i];
            }
        }

        return sum;
    }

    private DensityBatch NextBatch(int first)
    {
        var structures = new List<DensityFunctions>();
        long length = 0;
        for (int i = first; i < densities.Count; i++)
        {
            DensityFunctions functions = densities[i].Functions;
            long own = (long)functions.Count * functions.Count;
            foreach (WeightBlock block in Features.Blocks)
            {
                own += (long)KernelFeatures.AtomsOf(functions.Crystal, block.Element).Length
                    * block.Width * block.Rank;
            }

            if (structures.Count > 0 && length + own > BatchLength)
            {
                break;
            }

            structures.Add(functions);
            length += own;
        }

        return new DensityBatch(Features, first, structures);
    }
}
