using Similarity.Crystals;

namespace Similarity.Environments;

/// <summary>
/// The SOAP power spectrum (Bartók, Kondor, Csányi, Phys. Rev. B 87, 184115 (2013)) of an atom,
/// p^{Z₁Z₂}_{l n₁ n₂} = (−1)^l/√(2l+1) · (√2 if Z₁ ≠ Z₂) · Σ_m c^{Z₁}_{n₁lm} c^{Z₂}_{n₂lm}, of
/// which rotations change nothing. The order of features is (Z₁ ≤ Z₂; l; n₁; n₂), the last one
/// fastest, with channels ascending; all pairs n₁, n₂ are kept. Immutable: one serves all crystals
/// and threads.
/// </summary>
public sealed class PowerSpectrum
{
    /// <summary>Centres whose vectors are in memory at a time while they are averaged.</summary>
    private const int AverageBlock = 256;

    private readonly double[] factors;

    public PowerSpectrum(SoapSettings settings)
    {
        Settings = settings;
        Expansion = new SphericalExpansion(settings.Expansion, settings.Species);
        factors = new double[settings.Expansion.MaxAngular + 1];
        for (int l = 0; l < factors.Length; l++)
        {
            bool negative = settings.Convention == SoapConvention.Featomic && l % 2 == 1;
            factors[l] = (negative ? -1 : 1) / Math.Sqrt(2 * l + 1);
        }
    }

    public SoapSettings Settings { get; }

    /// <summary>The expansion it is made of.</summary>
    public SphericalExpansion Expansion { get; }

    /// <inheritdoc cref="SoapSettings.BlockLength"/>
    public int BlockLength => Settings.BlockLength;

    /// <inheritdoc cref="SoapSettings.Features"/>
    public int Features => Settings.Features;

    /// <summary>Where a feature of channels a ≤ b stands.</summary>
    public int IndexOf(int a, int b, int l, int n1, int n2)
    {
        int functions = Settings.Expansion.RadialFunctions;
        return BlockOf(a, b) * BlockLength + (l * functions + n1) * functions + n2;
    }

    /// <summary>The environments that this describes; made once for all blocks.</summary>
    public AtomicEnvironments EnvironmentsOf(Crystal crystal) => Expansion.EnvironmentsOf(crystal);

    /// <summary>
    /// Of the centres first … first + count − 1: rows[(i − first) Features + …].
    /// </summary>
    /// <param name="rows">count × <see cref="Features"/> numbers.</param>
    /// <param name="threads">The numbers do not depend on it.</param>
    public void Compute(
        AtomicEnvironments environments,
        int first,
        int count,
        Memory<double> rows,
        int threads = 1) =>
        Compute(environments, Enumerable.Range(first, count).ToArray(), rows, threads);

    /// <summary>Of some centres, one row after the other.</summary>
    /// <param name="threads">The numbers do not depend on it.</param>
    public void Compute(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Memory<double> rows,
        int threads = 1)
    {
        Expansion.CheckRows(environments, centres.Span, rows.Length, Features);
        sbyte[] channels = Settings.Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => new PowerSpectrumWorker(this, environments, channels),
            (worker, centre, i) =>
                worker.Evaluate(centre, rows.Span.Slice(i * Features, Features)));
    }

    /// <summary>
    /// Calls a function with the power spectrum of each centre and its gradient; from any thread
    /// and in any order when there are several.
    /// </summary>
    public void Gradients(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Action<EnvironmentGradient> visit,
        int threads = 1)
    {
        Expansion.Check(environments, centres.Span);
        sbyte[] channels = Settings.Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => new PowerSpectrumGradientWorker(this, environments, channels),
            (worker, centre, _) => visit(worker.Evaluate(centre)));
    }

    /// <summary>
    /// Calls a function with the power spectrum of each centre and its derivatives by strain; from
    /// any thread and in any order when there are several.
    /// </summary>
    public void StrainGradients(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Action<EnvironmentStrain> visit,
        int threads = 1)
    {
        Expansion.Check(environments, centres.Span);
        sbyte[] channels = Settings.Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => new PowerSpectrumStrainWorker(this, environments, channels),
            (worker, centre, _) => visit(worker.Evaluate(centre)));
    }

    /// <summary>
    /// The mean of the vectors of all atoms, each normalised before if so set: a vector for a whole
    /// structure, the same for a cell and its supercells.
    /// </summary>
    /// <param name="threads">The numbers do not depend on it.</param>
    /// <exception cref="OperationCanceledException"/>
    public double[] Average(
        AtomicEnvironments environments,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        if (environments.Count == 0)
        {
            throw new ArgumentException("no atoms to average over", nameof(environments));
        }

        double[] mean = new double[Features];
        double[] rows = new double[Math.Min(AverageBlock, environments.Count) * Features];
        for (int first = 0; first < environments.Count; first += AverageBlock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(AverageBlock, environments.Count - first);
            Compute(environments, first, count, rows.AsMemory(0, count * Features), threads);
            for (int i = 0; i < count * Features; i++)
            {
                mean[i % Features] += rows[i];
            }
        }

        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] /= environments.Count;
        }

        return mean;
    }

    /// <param name="stride">N rounded up to whole vectors.</param>
    internal PowerSpectrumProduct Product(int stride) =>
        new(factors, Settings.Expansion.RadialFunctions, stride);

    /// <summary>The number of the block of channels a ≤ b.</summary>
    internal int BlockOf(int a, int b) =>
        a * Settings.Species.Count - a * (a - 1) / 2 + b - a;
}
