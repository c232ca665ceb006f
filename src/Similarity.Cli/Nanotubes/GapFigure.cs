using Similarity.Cli.Report;
using Similarity.Crystals.Nanotubes;

namespace Similarity.Cli.Nanotubes;

/// <summary>Gaps against the inverse diameter, a colour for each family, with the fits.</summary>
internal static class GapFigure
{
    private const double Width = 820, Height = 520, Radius = 4;

    // Points of a fitted curve, which is nearly straight.
    private const int CurvePoints = 40;

    /// <summary>The class of a family's colour.</summary>
    public static string StyleOf(NanotubeFamily family) => ClusterStyle.Of(family switch
    {
        NanotubeFamily.Armchair => 0,
        NanotubeFamily.Mod0 => 3,
        NanotubeFamily.Mod1 => 1,
        _ => 2,
    });

    /// <summary>The families in use, for a legend.</summary>
    public static (string Style, string Name)[] Legend(NanotubeSurvey survey) =>
    [
        .. survey.Tubes.Select(tube => tube.Indices.Family).Distinct().Order()
            .Select(family => (StyleOf(family), SurveyedTube.NameOf(family))),
    ];

    public static SvgDrawing Draw(NanotubeSurvey survey)
    {
        var drawing = new SvgDrawing(Width, Height, "Gaps of carbon nanotubes by family");
        var box = new Box(64, 16, Width - 16, Height - 48);
        double largest = survey.Tubes.Max(tube => 1 / tube.DiameterInAngstrom);
        double widestGap = Math.Max(0.1, survey.Tubes.Max(tube => tube.GapEv));
        Scale x = Scale.UpToTick(0, largest, box.Left, box.Right);
        Scale y = Scale.UpToTick(0, widestGap, box.Bottom, box.Top);
        PlotFrame.HorizontalAxis(drawing, box, x, "1 / diameter (1/Å)");
        PlotFrame.VerticalAxis(drawing, box, y, "Gap (eV)");
        drawing.Clipped(box, () => DrawFits(drawing, survey, largest, x, y));
        PlotFrame.Border(drawing, box);
        foreach (SurveyedTube tube in survey.Tubes)
        {
            string tooltip = FormattableString.Invariant(
                $"{tube.Indices}: {tube.DiameterInAngstrom:0.00} Å, {tube.GapEv:0.0000} eV");
            drawing.Circle(
                "point" + StyleOf(tube.Indices.Family),
                x[1 / tube.DiameterInAngstrom],
                y[tube.GapEv],
                Radius,
                tooltip);
        }

        (string Style, string Name)[] legend = Legend(survey);
        for (int i = 0; i < legend.Length; i++)
        {
            double middle = box.Top + 18 + 20 * i;
            drawing.Circle("point" + legend[i].Style, box.Left + 18, middle, Radius);
            drawing.Text("tick", box.Left + 30, middle + 4, legend[i].Name);
        }

        return drawing;
    }

    /// <summary>Of every family the fit with the curvature, for θ = 0 (zigzag).</summary>
    private static void DrawFits(
        SvgDrawing drawing, NanotubeSurvey survey, double largest, Scale x, Scale y)
    {
        foreach (FamilyFit fit in survey.Fits.Where(
            fit => fit.FromDiameterInAngstrom > 0 && fit.Curvature is not null))
        {
            double end = Math.Min(largest, 1 / fit.FromDiameterInAngstrom);
            drawing.Curve(
                "branch" + StyleOf(fit.Family),
                [
                    .. Enumerable.Range(1, CurvePoints)
                        .Select(i => end * i / CurvePoints)
                        .Select(inverse => (x[inverse], y[fit.GapEvAt(1 / inverse, 1)])),
                ]);
        }
    }
}
