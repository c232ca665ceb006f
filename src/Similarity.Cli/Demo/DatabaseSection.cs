using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;

namespace Similarity.Cli.Demo;

/// <summary>The part of the demo's page about its database.</summary>
internal static class DatabaseSection
{
    public static void AddTo(HtmlReport report, DatabaseSurvey survey)
    {
        report.Heading("A database of polymorphs");
        report.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"All {survey.Materials} shipped structures with their kinetic fingerprints, in one "
                + $"file beside this page: {Path.GetFileName(survey.File)}. It answers which "
                + $"materials are like one of them; similarity query asks, and similarity build "
                + $"adds to it."));
        foreach (DemoQuery query in survey.Queries)
        {
            report.Paragraph(
                $"Like {PrettyFormula.Of(query.Formula)} ({query.Id}), where {query.Where}:");
            report.Table(
                ["Material", "Formula", "#Space group", "#Euclidean distance"],
                query.Hits.Select(hit => (string[])
                [
                    hit.Id,
                    PrettyFormula.Of(hit.Formula),
                    Tables.Number(hit.SpaceGroup),
                    Tables.Number(hit.Distance, 4),
                ]));
        }
    }
}
