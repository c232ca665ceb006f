using System.Collections.Immutable;
using System.Globalization;
using Similarity.Fingerprints;

namespace Similarity.Screening;

/// <summary>
/// Masses of carriers within some energies R of an edge, from how many states there are, N, and how
/// fast they are, T = Σ v²/3: m = 2 R N / (5 T), which is the mass of a parabolic band. Of windows
/// that a fingerprint has both plainly and by velocity.
/// </summary>
/// <param name="states">The plain segment.</param>
/// <param name="statesOffset">Where it begins in the fingerprint.</param>
/// <param name="transportOffset">Where its twin by velocity begins.</param>
internal sealed class MassFeatures(
    FingerprintSegment states, int statesOffset, int transportOffset)
{
    /// <summary>In electron masses; flat bands have any beyond.</summary>
    private const double Heaviest = 100;

    private static readonly double[] Reaches = [0.25, 0.5, 1, 2];

    public static int Count => 2 * Reaches.Length;

    public IEnumerable<string> Names =>
    [
        .. Reaches.Select(reach => string.Create(
            CultureInfo.InvariantCulture, $"{states.Name} mass within {reach} eV below")),
        .. Reaches.Select(reach => string.Create(
            CultureInfo.InvariantCulture, $"{states.Name} mass within {reach} eV above")),
    ];

    public static ImmutableArray<MassFeatures> Of(ImmutableArray<FingerprintSegment> segments)
    {
        var offsets = new int[segments.Length];
        for (int i = 1; i < offsets.Length; i++)
        {
            offsets[i] = offsets[i - 1] + segments[i - 1].EnergiesEv.Length;
        }

        return
        [
            .. from plain in Enumerable.Range(0, segments.Length)
               from weighted in Enumerable.Range(0, segments.Length)
               let twin = $"{segments[plain].Name} {SpectrumChannel.VelocityMark}"
               where segments[weighted].Name == twin
                   && segments[weighted].EnergiesEv.SequenceEqual(segments[plain].EnergiesEv)
               select new MassFeatures(segments[plain], offsets[plain], offsets[weighted]),
        ];
    }

    /// <param name="values">Of the whole fingerprint.</param>
    /// <param name="features">0 where there are no states.</param>
    public void Fill(ReadOnlySpan<float> values, Span<float> features)
    {
        for (int i = 0; i < Reaches.Length; i++)
        {
            features[i] = (float)Mass(values, -Reaches[i], 0);
            features[Reaches.Length + i] = (float)Mass(values, 0, Reaches[i]);
        }
    }

    private double Mass(ReadOnlySpan<float> values, double low, double high)
    {
        ImmutableArray<double> energies = states.EnergiesEv;
        double count = EdgeFeatures.States(
            values.Slice(statesOffset, energies.Length), energies, low, high);
        double transport = EdgeFeatures.States(
            values.Slice(transportOffset, energies.Length), energies, low, high);
        double reach = (high - low) / PhysicalConstants.HartreeInEv;
        return count > 0
            ? Math.Min(Heaviest, 2 * reach * count / (5 * Math.Max(transport, double.Epsilon)))
            : 0;
    }
}
