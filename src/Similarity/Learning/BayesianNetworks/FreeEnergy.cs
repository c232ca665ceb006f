using Similarity.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// F = KL[q‖p]/N − E_q[ln p(y | x, w)] per row, estimated on a batch, and its gradient with respect
/// to μ and to p of σ = ln(1 + eᵖ) (Blundell et al., arXiv:1505.05424). For point weights −ln of
/// the posterior density instead. Rows are worked on in slices of a fixed length, whose gradients
/// are added in order: the result does not depend on the number of threads.
/// </summary>
internal sealed class FreeEnergy
{
    private const int SliceRows = 256;

    private readonly NetworkShape shape;
    private readonly GaussianPrior prior;
    private readonly double divergenceWeight;
    private readonly double tempering;
    private readonly int frozen;
    private readonly int threads;
    private readonly NetworkPass[] passes;
    private readonly double[] sliceLosses;
    private readonly double[] squaredDeviations;

    /// <param name="divergenceWeight">1/N, or less.</param>
    /// <param name="frozen">So many layers at the entry get no gradient.</param>
    public FreeEnergy(
        NetworkShape shape,
        GaussianPrior prior,
        double divergenceWeight,
        double tempering,
        int frozen,
        int batchRows,
        int threads)
    {
        this.shape = shape;
        this.prior = prior;
        this.divergenceWeight = divergenceWeight;
        this.tempering = tempering;
        this.frozen = frozen;
        this.threads = threads;
        int slices = (batchRows + SliceRows - 1) / SliceRows;
        passes =
        [
            .. Enumerable.Range(0, slices)
                .Select(_ => new NetworkPass(shape, Math.Min(SliceRows, batchRows))),
        ];
        sliceLosses = new double[slices];
        squaredDeviations = new double[shape.Parameters];
        MeanGradient = new double[shape.Parameters];
        RhoGradient = new double[shape.Parameters];
    }

    public double[] MeanGradient { get; }

    public double[] RhoGradient { get; }

    /// <param name="rhos">Null for point weights.</param>
    /// <param name="rows">All rows, standardised.</param>
    /// <param name="batch">Which of them.</param>
    /// <param name="random">The noise is that of its children, one for each slice.</param>
    public double Evaluate(
        double[] means,
        double[]? rhos,
        double[] rows,
        double[] targets,
        ReadOnlyMemory<int> batch,
        RandomStream random)
    {
        if (rhos is not null)
        {
            for (int i = 0; i < rhos.Length; i++)
            {
                double sigma = GaussianWeights.Deviation(rhos[i]);
                squaredDeviations[i] = sigma * sigma;
            }
        }

        int slices = (batch.Length + SliceRows - 1) / SliceRows;
        if (threads == 1 || slices == 1)
        {
            for (int slice = 0; slice < slices; slice++)
            {
                Pass(slice);
            }
        }
        else
        {
            Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = threads }, Pass);
        }

        Array.Clear(MeanGradient);
        Array.Clear(RhoGradient);
        double loss = 0;
        for (int slice = 0; slice < slices; slice++)
        {
            loss += sliceLosses[slice] / batch.Length;
            VectorArithmetic.Add(passes[slice].MeanGradient, MeanGradient);
            if (rhos is not null)
            {
                VectorArithmetic.Add(passes[slice].VarianceGradient, RhoGradient);
            }
        }

        int first = shape.Start(frozen);
        if (rhos is null)
        {
            return loss + prior.Penalty(first, means, divergenceWeight, MeanGradient);
        }

        for (int i = first; i < rhos.Length; i++)
        {
            // ∂σ²/∂p = 2 σ dσ/dp.
            RhoGradient[i] *=
                2 * Math.Sqrt(squaredDeviations[i]) * GaussianWeights.Slope(rhos[i]);
        }

        return loss
            + prior.Divergence(first, means, rhos, divergenceWeight, MeanGradient, RhoGradient);

        void Pass(int slice)
        {
            ReadOnlySpan<int> chosen = batch.Span[(slice * SliceRows)..];
            chosen = chosen[..Math.Min(SliceRows, chosen.Length)];
            NetworkPass pass = passes[slice];
            Span<double> wanted = stackalloc double[chosen.Length];
            for (int i = 0; i < chosen.Length; i++)
            {
                rows.AsSpan(chosen[i] * shape.Inputs, shape.Inputs)
                    .CopyTo(pass.Rows[(i * shape.Inputs)..]);
                wanted[i] = targets[chosen[i]];
            }

            ReadOnlySpan<double> variances = rhos is null ? [] : squaredDeviations;
            ReadOnlySpan<double> outputs =
                pass.Forward(chosen.Length, means, variances, random.Child((ulong)slice));
            sliceLosses[slice] = NoisyGaussian.Loss(
                outputs, wanted, 1.0 / batch.Length, tempering, pass.OutputGradient);
            pass.Backward(chosen.Length, means, variances, frozen);
        }
    }
}
