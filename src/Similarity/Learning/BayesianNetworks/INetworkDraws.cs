namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Networks that are asked together of rows, t = 1 … T: on the processor or on a device.
/// </summary>
public interface INetworkDraws
{
    /// <summary>T.</summary>
    int Count { get; }

    /// <summary>
    /// The mean of ŷₜ; the aleatoric variance, mean of σₜ²; the epistemic one, mean of
    /// (ŷₜ − mean ŷₜ)². A row's prediction does not depend on its company. May be asked from
    /// several threads.
    /// </summary>
    /// <param name="rows">Row after row, in the units of training.</param>
    void Predict(
        double[] rows,
        int count,
        Span<double> mean,
        Span<double> aleatoric,
        Span<double> epistemic,
        int threads,
        CancellationToken cancellation = default);
}
