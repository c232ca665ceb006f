using Similarity.Spectra;

namespace Similarity.Cli.Report;

/// <summary>
/// A density of states in states per eV and cell over energy; two spins point up and down. Filled
/// below the Fermi level or valence band maximum.
/// </summary>
internal static class DosPlot
{
    private const double Width = 560, Height = 300;

    public static string Draw(DensityOfStates dos, SpectrumLevels levels, string title)
    {
        var drawing = new SvgDrawing(Width, Height, "Density of states of " + title);
        var box = new Box(58, 24, Width - 14, Height - 48);
        (double low, double high) = levels.Window;
        var x = new Scale(low, high, box.Left, box.Right);
        double top = HighestInside(dos, levels, low, high);
        Scale y = dos.Spins == 1
            ? Scale.UpToTick(0, top, box.Bottom, box.Top)
            : new Scale(-1.08 * top, 1.08 * top, box.Bottom, box.Top);

        PlotFrame.HorizontalAxis(drawing, box, x, levels.AxisTitle);
        PlotFrame.VerticalAxis(drawing, box, y, "DOS (states/eV/cell)");
        drawing.Clipped(box, () =>
        {
            if (levels.GapEv is double gap)
            {
                drawing.Rectangle("gap", x[0], box.Top, x[gap] - x[0], box.Height);
            }

            for (int spin = 0; spin < dos.Spins; spin++)
            {
                Curve(drawing, dos, spin, x, y, levels);
            }

            drawing.Line("fermi", x[levels.FermiEv], box.Top, x[levels.FermiEv], box.Bottom);
        });
        drawing.Line("zero", box.Left, y[0], box.Right, y[0]);
        PlotFrame.Border(drawing, box);
        if (dos.Spins == 2)
        {
            PlotFrame.Legend(drawing, box, ("band up", "spin up"), ("band down", "spin down"));
        }

        return drawing.ToString();
    }

    private static void Curve(
        SvgDrawing drawing, DensityOfStates dos, int spin, Scale x, Scale y, SpectrumLevels levels)
    {
        string which = dos.Spins == 1 ? "" : spin == 0 ? " up" : " down";
        int sign = spin == 0 ? 1 : -1;
        var curve = new List<(double X, double Y)>();
        var filled = new List<(double X, double Y)>();
        for (int i = 0; i < dos.Energies.Length; i++)
        {
            double energy = levels.Relative(dos.Energies[i]);
            if (energy < x.Low - 1 || energy > x.High + 1)
            {
                continue;
            }

            (double X, double Y) point = (x[energy], y[sign * levels.PerEv(dos.Values(spin)[i])]);
            curve.Add(point);
            if (energy <= Math.Max(levels.FermiEv, 0))
            {
                filled.Add(point);
            }
        }

        if (filled.Count > 1)
        {
            filled.Add((filled[^1].X, y[0]));
            filled.Add((filled[0].X, y[0]));
            drawing.Area("occupied" + which, filled);
        }

        if (curve.Count > 1)
        {
            drawing.Curve("band" + which, curve);
        }
    }

    private static double HighestInside(
        DensityOfStates dos, SpectrumLevels levels, double low, double high)
    {
        double top = 0;
        for (int spin = 0; spin < dos.Spins; spin++)
        {
            for (int i = 0; i < dos.Energies.Length; i++)
            {
                double energy = levels.Relative(dos.Energies[i]);
                if (energy >= low && energy <= high)
                {
                    top = Math.Max(top, levels.PerEv(dos.Values(spin)[i]));
                }
            }
        }

        return top > 0 ? top : 1;
    }
}
