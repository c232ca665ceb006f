using System.Globalization;
using Similarity.Cli.Nanotubes;
using Similarity.Cli.Report;

namespace Similarity.Cli.Demo;

/// <summary>The part of the demo's page about carbon nanotubes.</summary>
internal static class NanotubeSection
{
    public const int LowestIndex = 4;

    /// <summary>Wider tubes repeat the picture and would take longer than all else.</summary>
    public const int HighestIndex = 12;

    public static void AddTo(HtmlReport report, NanotubeSurvey survey)
    {
        report.Heading("Carbon nanotubes");
        report.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"All {survey.Tubes.Length} tubes (n,m) with n from {LowestIndex} to {HighestIndex}, "
                + $"built from graphene and solved in GFN0-xTB by their helical symmetry. "
                + $"Families are the remainders of n − m modulo 3; {NanotubeReport.MapText}"));
        report.Figure(NanotubeReport.Gaps(survey));
        foreach (ReportFigure map in NanotubeReport.Maps(survey))
        {
            report.Figure(map);
        }
    }
}
