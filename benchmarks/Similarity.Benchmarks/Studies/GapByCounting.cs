using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// The gap of an operator's bands by counting electrons: the lowest level of the first empty band
/// less the highest of the last full one, over the k-points. Negative where the bands overlap; an
/// odd electron leaves a band half full, whose width, negative, stands for the gap.
/// </summary>
/// <param name="Removed">Functions at the k-point that lost most.</param>
internal sealed record GapByCounting(
    double SignedEv,
    bool IsOdd,
    bool HasGhost,
    double SmallestOverlap,
    int Removed,
    int KPoints,
    double Seconds)
{
    private const int Numbers = 7;

    /// <summary>What a user sees: 0 for a metal.</summary>
    public double GapEv { get; init; } = Math.Max(0, SignedEv);

    /// <summary>Null where the basis has no empty band, as for a noble gas.</summary>
    public static GapByCounting? Of(OperatorSpectrum spectrum)
    {
        BandStructure bands = spectrum.Bands;
        int electrons = (int)Math.Round(bands.Electrons
            ?? throw new InvalidOperationException("the operator counts no electrons"));
        int lastFull = (electrons + 1) / 2 - 1;
        int firstEmpty = electrons / 2;
        if (firstEmpty >= bands.Bands)
        {
            return null;
        }

        double top = double.NegativeInfinity;
        double bottom = double.PositiveInfinity;
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            ReadOnlySpan<double> levels = bands.EnergiesAt(0, k);
            top = Math.Max(top, levels[lastFull]);
            bottom = Math.Min(bottom, levels[firstEmpty]);
        }

        return new(
            (bottom - top) * PhysicalConstants.HartreeInEv,
            electrons % 2 == 1,
            spectrum.HasGhost,
            spectrum.SmallestOverlapEigenvalue,
            spectrum.MostFunctionsRemoved,
            bands.KPoints.Length,
            spectrum.Timings.Total);
    }

    public double[] ToVector() =>
    [
        SignedEv, IsOdd ? 1 : 0, HasGhost ? 1 : 0, SmallestOverlap, Removed, KPoints, Seconds,
    ];

    /// <summary>Null for the empty vector of a crystal the operator refused.</summary>
    public static GapByCounting? FromVector(double[] numbers) => numbers.Length < Numbers
        ? null
        : new(
            numbers[0],
            numbers[1] != 0,
            numbers[2] != 0,
            numbers[3],
            (int)numbers[4],
            (int)numbers[5],
            numbers[6]);
}
