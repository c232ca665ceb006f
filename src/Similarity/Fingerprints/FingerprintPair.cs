using System.Collections.Immutable;
using System.Globalization;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// Two fingerprints on the same grid, and what to know before comparing them: that they were
/// resampled, that they come from different operators.
/// </summary>
public sealed record FingerprintPair(Fingerprint A, Fingerprint B, ImmutableArray<string> Warnings)
{
    /// <summary>Separates, in a grid id, the quantity from the energies it is known at.</summary>
    internal const string EnergiesMark = " | ";

    /// <summary>
    /// Two fingerprints as they are, or, on different grids and if asked for, interpolated linearly
    /// on the energies that both cover, as finely as the coarser of them.
    /// </summary>
    public static FingerprintPair Of(Fingerprint a, Fingerprint b, bool resample = false)
    {
        List<string> warnings = [];
        if (a.Source.ToString() != b.Source.ToString())
        {
            warnings.Add($"spectra of different origin, {a.Source} and {b.Source}: what these "
                + "differ in is part of the comparison");
        }

        if (a.GridId == b.GridId || !resample)
        {
            RequireSameGrid(a, b);
            return new FingerprintPair(a, b, [.. warnings]);
        }

        if (Quantity(a) is not string quantity
            || quantity != Quantity(b)
            || !a.Segments.Select(segment => segment.Name)
                .SequenceEqual(b.Segments.Select(segment => segment.Name)))
        {
            throw Mismatch(a, b, "they hold different quantities, which resampling cannot mend");
        }

        warnings.Add($"resampled from '{a.GridId}' and '{b.GridId}' to the energies of both");
        ImmutableArray<FingerprintSegment> common =
            [.. a.Segments.Zip(b.Segments, (x, y) => CommonOf(x, y))];
        return new FingerprintPair(
            Resampled(a, quantity, common), Resampled(b, quantity, common), [.. warnings]);
    }

    internal static void RequireSameGrid(Fingerprint a, Fingerprint b)
    {
        if (a.GridId != b.GridId)
        {
            throw Mismatch(a, b, "make them with the same settings, or ask for resampling");
        }
    }

    private static ArgumentException Mismatch(Fingerprint a, Fingerprint b, string advice) => new(
        $"fingerprints on different grids, '{a.GridId}' and '{b.GridId}': {advice}");

    private static string? Quantity(Fingerprint fingerprint)
    {
        int end = fingerprint.GridId.IndexOf(EnergiesMark, StringComparison.Ordinal);
        return end < 0 ? null : fingerprint.GridId[..end];
    }

    private static FingerprintSegment CommonOf(FingerprintSegment a, FingerprintSegment b)
    {
        double lowest = Math.Max(a.EnergiesEv[0], b.EnergiesEv[0]);
        double highest = Math.Min(a.EnergiesEv[^1], b.EnergiesEv[^1]);
        if (!(lowest < highest))
        {
            throw new ArgumentException($"windows '{a.Name}' have no energies in common");
        }

        double step = Math.Max(Step(a), Step(b));
        int points = 1 + Math.Max(1, (int)Math.Round((highest - lowest) / step));
        return new FingerprintSegment(
            a.Name,
            ImmutableArray.Create(EnergyGrid.Uniform(lowest, highest, points)));

        static double Step(FingerprintSegment segment) =>
            (segment.EnergiesEv[^1] - segment.EnergiesEv[0]) / (segment.EnergiesEv.Length - 1);
    }

    private static Fingerprint Resampled(
        Fingerprint fingerprint, string quantity, ImmutableArray<FingerprintSegment> segments)
    {
        List<double> values = [];
        int first = 0;
        foreach ((FingerprintSegment from, FingerprintSegment to) in
            fingerprint.Segments.Zip(segments))
        {
            var known = new DensityOfStates(
                from.EnergiesEv.AsSpan(),
                fingerprint.Values.Slice(first, from.EnergiesEv.Length).ToArray());
            values.AddRange(
                DosResampling.Linear(known, to.EnergiesEv.AsSpan()).Values(0));
            first += from.EnergiesEv.Length;
        }

        string energies = string.Join(",", segments.Select(segment => string.Create(
            CultureInfo.InvariantCulture,
            $"{segment.Name}:{segment.EnergiesEv[0]}:{segment.EnergiesEv[^1]}"
                + $":{segment.EnergiesEv.Length}")));
        return new Fingerprint(
            fingerprint.Kind,
            fingerprint.Parameters,
            $"{quantity}{EnergiesMark}resampled {energies}",
            values.ToArray())
        {
            Source = fingerprint.Source,
            ProgramVersion = fingerprint.ProgramVersion,
            Segments = segments,
            Warnings = fingerprint.Warnings,
        };
    }
}
