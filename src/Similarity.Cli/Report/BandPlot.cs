using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Cli.Report;

/// <summary>
/// A band structure along its path: energies in eV relative to the valence band maximum, or to the
/// Fermi level of a metal.
/// </summary>
internal static class BandPlot
{
    private const double Width = 560, Height = 400, LabelHeight = 20;

    /// <param name="path">The lines of <paramref name="bands"/>, at least one of them.</param>
    public static string Draw(
        BandStructure bands, KPointPath path, SpectrumLevels levels, string title)
    {
        KPointAxis axis = KPointAxis.Of(bands, path);
        var drawing = new SvgDrawing(Width, Height, "Band structure of " + title);
        var box = new Box(58, 24, Width - 14, Height - 34);
        var x = new Scale(0, axis.Length, box.Left, box.Right);
        (double low, double high) = levels.Window;
        var y = new Scale(low, high, box.Bottom, box.Top);

        PlotFrame.VerticalAxis(drawing, box, y, levels.AxisTitle);
        foreach ((double position, string _) in axis.Marks)
        {
            drawing.Line("mark", x[position], box.Top, x[position], box.Bottom);
        }

        Labels(drawing, box, x, axis.Marks);
        drawing.Clipped(box, () =>
        {
            if (levels.GapEv is double gap)
            {
                drawing.Rectangle("gap", box.Left, y[gap], box.Width, y[0] - y[gap]);
            }

            drawing.Line("fermi", box.Left, y[levels.FermiEv], box.Right, y[levels.FermiEv]);
            for (int spin = bands.Spins - 1; spin >= 0; spin--)
            {
                Bands(drawing, bands, axis, x, y, levels, spin);
            }

            Edges(drawing, bands, axis, x, y, levels);
        });

        // A label over bands could not be read; the caption has the number too.
        if (levels.GapEv is double value && y[levels.FermiEv] - y[value] > LabelHeight)
        {
            string text = $"gap {GapChart.Label(value)} eV";
            drawing.Text("gap-label", box.Right - 8, y[levels.FermiEv] - 6, text, "end");
        }

        PlotFrame.Border(drawing, box);
        if (bands.Spins == 2)
        {
            PlotFrame.Legend(drawing, box, ("band up", "spin up"), ("band down", "spin down"));
        }

        return drawing.ToString();
    }

    private static void Bands(
        SvgDrawing drawing,
        BandStructure bands,
        KPointAxis axis,
        Scale x,
        Scale y,
        SpectrumLevels levels,
        int spin)
    {
        string style = bands.Spins == 1 ? "band" : spin == 0 ? "band up" : "band down";
        for (int s = 0; s < axis.Segments.Count; s++)
        {
            KPointPathSegment segment = axis.Segments[s];
            for (int band = 0; band < bands.Bands; band++)
            {
                var points = new (double X, double Y)[segment.Count];
                bool isVisible = false;
                for (int i = 0; i < segment.Count; i++)
                {
                    double energy =
                        levels.Relative(bands.EnergiesAt(spin, segment.Start + i)[band]);
                    points[i] = (x[axis.Position(s, i)], y[energy]);
                    isVisible |= energy >= y.Low && energy <= y.High;
                }

                if (isVisible)
                {
                    drawing.Curve(style, points);
                }
            }
        }
    }

    /// <summary>A dot wherever a band touches an edge of the gap, over all curves.</summary>
    private static void Edges(
        SvgDrawing drawing,
        BandStructure bands,
        KPointAxis axis,
        Scale x,
        Scale y,
        SpectrumLevels levels)
    {
        var dots = new List<(double X, double Y)>();
        for (int s = 0; s < axis.Segments.Count; s++)
        {
            for (int i = 0; i < axis.Segments[s].Count; i++)
            {
                for (int spin = 0; spin < bands.Spins; spin++)
                {
                    foreach (double energy in bands.EnergiesAt(spin, axis.Segments[s].Start + i))
                    {
                        double relative = levels.Relative(energy);
                        if (levels.IsEdge(relative))
                        {
                            dots.Add((x[axis.Position(s, i)], y[relative]));
                        }
                    }
                }
            }
        }

        // Degenerate bands and neighbouring segments meet in one dot, to the pixel.
        foreach ((double left, double top) in dots.DistinctBy(
            dot => (Math.Round(dot.X), Math.Round(dot.Y))))
        {
            drawing.Circle("edge", left, top, 4);
        }
    }

    private static void Labels(
        SvgDrawing drawing, Box box, Scale x, IReadOnlyList<(double Position, string Label)> marks)
    {
        // Neighbouring names that would touch alternate between two heights.
        double previousEnd = double.NegativeInfinity;
        bool isLower = false;
        foreach ((double position, string label) in marks)
        {
            double half = 4.5 * label.Length;
            isLower = !isLower && x[position] - half < previousEnd + 3;
            drawing.Text("k-label", x[position], box.Bottom + (isLower ? 29 : 16), label, "middle");
            previousEnd = x[position] + half;
        }
    }
}
