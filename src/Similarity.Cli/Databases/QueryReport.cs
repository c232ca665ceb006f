using System.Globalization;
using Similarity.Catalog;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Search;

namespace Similarity.Cli.Databases;

/// <summary>A material found, as the page shows it.</summary>
internal sealed record ReportedHit(
    string Id, string? Formula, int? SpaceGroup, double? GapEv, double Distance, double Value);

/// <summary>The page of a query: what was asked, what was found, how like it is.</summary>
internal static class QueryReport
{
    /// <summary>Curves over one another that can still be told apart.</summary>
    private const int MostCurves = 7;

    public static string ToHtml(
        ICatalogStore store,
        FingerprintSet set,
        QuerySubject subject,
        string metric,
        string? where,
        long materials,
        IReadOnlyList<ReportedHit> hits)
    {
        var report = new HtmlReport($"Materials like {subject.Name}");
        string filter = where is null ? "" : $", of those where {where}";
        report.Paragraph(
            $"The nearest by fingerprints {set.Kind} and the metric {metric} among "
            + $"{materials.ToString(CultureInfo.InvariantCulture)} materials of "
            + $"{Path.GetFileName(store.Location)}{filter}. Fingerprints are of spectra made "
            + $"from: {subject.Source}.");
        if (store.Find(subject.Name) is { } own)
        {
            report.Tiles(
                (own.Formula ?? "–", "formula"),
                (Tables.Number(own.SpaceGroup), "space group"),
                (Tables.Number(own.GapEv, 3), "gap (eV)"));
        }

        if (hits.Count == 0)
        {
            report.Paragraph("No material was found.");
            return report.ToHtml(ReportOption.Footer("query"));
        }

        report.Heading("Found");
        report.Table(
            ["#rank", "id", "formula", "#space group", "#gap (eV)", "#" + metric],
            hits.Select((hit, i) => (IReadOnlyList<string>)
            [
                Tables.Number(i + 1),
                hit.Id,
                hit.Formula ?? "",
                Tables.Number(hit.SpaceGroup),
                Tables.Number(hit.GapEv, 3),
                Tables.Number(hit.Value, 6),
            ]));
        report.Heading("How like");
        report.Figure(Figure(
            "By rank",
            "The distance grows as materials become less alike.",
            Distances(hits, metric)));
        if (set.Encoding != VectorEncoding.Bits)
        {
            report.Heading("Fingerprints over one another");
            foreach (Chart chart in Overlays(store, set, subject, hits))
            {
                report.Figure(Figure(
                    chart.Title, "Of the one asked for and of the nearest.", chart));
            }
        }

        return report.ToHtml(ReportOption.Footer("query"));
    }

    private static ReportFigure Figure(string title, string caption, Chart chart) =>
        new(title, caption, chart.Draw().ToString());

    private static Chart Distances(IReadOnlyList<ReportedHit> hits, string metric) => new(
        "Distances by rank",
        "rank",
        metric,
        [
            new ChartSeries(
                metric,
                ChartMark.Points,
                0,
                [.. Enumerable.Range(1, hits.Count).Select(rank => (double)rank)],
                [.. hits.Select(hit => hit.Distance)])
            {
                Labels =
                [
                    .. hits.Select(hit => string.Create(
                        CultureInfo.InvariantCulture,
                        $"{hit.Id} {hit.Formula}: {hit.Value:G6}")),
                ],
            },
        ])
    {
        XRange = (0.5, hits.Count + 0.5),
    };

    /// <summary>A chart for each stretch of energies, or one over the numbers.</summary>
    private static IEnumerable<Chart> Overlays(
        ICatalogStore store,
        FingerprintSet set,
        QuerySubject subject,
        IReadOnlyList<ReportedHit> hits)
    {
        (string Name, float[] Lanes)[] vectors =
        [
            (subject.Name, subject.Lanes),
            .. hits.Take(MostCurves)
                .Select(hit => (hit.Id, Lanes: store.Vector(set, hit.Id)?.Lanes))
                .Where(pair => pair.Lanes is not null)
                .Select(pair => (pair.Id, pair.Lanes!)),
        ];
        int first = 0;
        foreach (var segment in set.Segments)
        {
            int from = first;
            double[] energies = [.. segment.EnergiesEv];
            yield return Overlay(
                $"Around {segment.Name}",
                $"energy from {segment.Name} (eV)",
                energies,
                vectors,
                from);
            first += energies.Length;
        }

        if (set.Segments.IsEmpty)
        {
            yield return Overlay(
                $"Numbers of {set.Kind}",
                "number",
                [.. Enumerable.Range(0, set.Lanes).Select(i => (double)i)],
                vectors,
                0);
        }
    }

    private static Chart Overlay(
        string title,
        string xTitle,
        double[] x,
        (string Name, float[] Lanes)[] vectors,
        int from) => new(
        title,
        xTitle,
        "fingerprint",
        [
            .. vectors.Select((vector, i) => new ChartSeries(
                vector.Name,
                ChartMark.Line,
                i,
                x,
                [.. vector.Lanes.Skip(from).Take(x.Length).Select(value => (double)value)])),
        ]);
}
