using Similarity.Cli.Report;
using Similarity.Fingerprints;

namespace Similarity.Cli.Batches;

/// <summary>
/// A few fingerprints over one another: their numbers over energy, each stretch of energies a
/// curve of its own; numbers without energies over their place.
/// </summary>
internal static class FingerprintPicture
{
    private const int Most = 8;

    public static string Draw(string kind, IEnumerable<(string Id, Fingerprint Made)> items)
    {
        List<ChartSeries> series = [];
        bool hasEnergies = false;
        foreach ((int color, (string id, Fingerprint made)) in items.Take(Most).Index())
        {
            double[] values = made.Values.ToArray();
            if (made.Segments.IsEmpty)
            {
                series.Add(new ChartSeries(
                    id,
                    ChartMark.Line,
                    color,
                    [.. Enumerable.Range(0, values.Length).Select(i => (double)i)],
                    values));
                continue;
            }

            hasEnergies = true;
            int first = 0;
            foreach (FingerprintSegment segment in made.Segments)
            {
                int count = segment.EnergiesEv.Length;
                series.Add(new ChartSeries(
                    made.Segments.Length == 1 ? id : $"{id}, {segment.Name}",
                    ChartMark.Line,
                    made.Segments.Length == 1 ? color : series.Count,
                    [.. segment.EnergiesEv],
                    values[first..(first + count)]));
                first += count;
            }
        }

        return new Chart(
            $"Fingerprints {kind}",
            hasEnergies ? "energy from the reference (eV)" : "number",
            "fingerprint",
            series).Draw().ToFile();
    }
}
