using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Bands of an operator on a grid of some spacing, kept in the folder of the study: fingerprints of
/// any width and window are made of them without solving again.
/// </summary>
internal sealed class StoredBands : IDisposable
{
    private const int Header = 3;
    private const int PerPoint = 4;

    private readonly SpectralOperator spectralOperator;
    private readonly double spacing;
    private readonly VectorStore store;

    /// <param name="spacing">Of the k-points, in 1/Å with 2π.</param>
    public StoredBands(string operatorName, double spacing, string? folder)
    {
        spectralOperator = SpectralOperator.Parse(
            operatorName, ImmutableDictionary<string, string>.Empty);
        this.spacing = spacing;
        Name = FormattableString.Invariant($"{operatorName}-{spacing}");
        Source = new(
            operatorName,
            spectralOperator.Parameters.ToImmutableSortedDictionary(StringComparer.Ordinal));
        store = new VectorStore(folder, "bands-" + Name);
    }

    public string Name { get; }

    public FingerprintSource Source { get; }

    public void Compute(IReadOnlyCollection<PolymorphEntry> entries, int threads)
    {
        var progress = new Progress(Name, entries.Count);
        Parallel.ForEach(
            entries,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            entry =>
            {
                Of(entry);
                progress.Step();
            });
    }

    public BandStructure Of(PolymorphEntry entry)
    {
        double[] numbers = store.GetOrAdd(
            entry.MpId ?? entry.Name, () => Numbers(Solve(entry.Crystal)));
        int points = (int)numbers[1];
        int first = Header + PerPoint * points;
        double[] weights = numbers[(Header + 3 * points)..first];
        var kPoints = new Vector3D[points];
        for (int k = 0; k < points; k++)
        {
            kPoints[k] = new(
                numbers[Header + 3 * k], numbers[Header + 3 * k + 1], numbers[Header + 3 * k + 2]);
        }

        return new BandStructure(1, 2, kPoints, weights, numbers[first..])
        {
            Crystal = entry.Crystal,
            Electrons = numbers[0] == 0 ? null : numbers[0],
        };
    }

    public void Dispose() => store.Dispose();

    private BandStructure Solve(Crystal crystal)
    {
        KPointGrid grid =
            OperatorBands.GridOf(crystal, spacing * PhysicalConstants.BohrInAngstrom);
        return OperatorBands
            .Of(spectralOperator, crystal, grid, new OperatorOptions { Threads = 1 })
            .Bands;
    }

    private static double[] Numbers(BandStructure bands) =>
    [
        bands.Electrons ?? 0,
        bands.KPoints.Length,
        bands.Bands,
        .. bands.KPoints.ToArray().SelectMany(k => (double[])[k.X, k.Y, k.Z]),
        .. bands.Weights,
        .. bands.Energies,
    ];
}
