using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// &lt;kpoints&gt;: fractional points, weights and, for a path, the points per line.
/// </summary>
internal sealed class VasprunKPoints
{
    /// <summary>Farther off the straight line than the eight printed decimals explain.</summary>
    private const double LineTolerance = 1e-6;

    private int? pointsPerLine;

    public List<Vector3D> Points { get; } = [];

    public List<double> Weights { get; } = [];

    public static VasprunKPoints Read(XmlWalk xml)
    {
        var kPoints = new VasprunKPoints();
        foreach (string element in xml.Children())
        {
            if (element == "generation" && xml.Attribute("param") == "listgenerated")
            {
                kPoints.ReadGeneration(xml);
            }
            else if (element == "varray" && xml.Attribute("name") == "kpointlist")
            {
                VasprunStructure.ReadVectors(xml, kPoints.Points);
            }
            else if (element == "varray" && xml.Attribute("name") == "weights")
            {
                foreach (string row in xml.Children())
                {
                    kPoints.Weights.Add(xml.Number());
                }
            }
        }

        return kPoints;
    }

    /// <summary>
    /// The lines of a line-mode calculation; null on a grid or a list. VASP does not write the
    /// names of the points, so their coordinates stand in, and Γ for the origin.
    /// </summary>
    public KPointPath? Path()
    {
        if (pointsPerLine is not int count || count < 2 || Points.Count % count != 0)
        {
            return null;
        }

        var segments = ImmutableArray.CreateBuilder<KPointPathSegment>(Points.Count / count);
        for (int start = 0; start < Points.Count; start += count)
        {
            int end = start + count - 1;
            if (!IsStraight(start, end))
            {
                return null;
            }

            segments.Add(
                new KPointPathSegment(start, end, Label(Points[start]), Label(Points[end])));
        }

        return new KPointPath(segments.MoveToImmutable());
    }

    private void ReadGeneration(XmlWalk xml)
    {
        foreach (string element in xml.Children())
        {
            if (element == "i" && xml.Attribute("name") == "divisions")
            {
                double divisions = xml.Number();
                pointsPerLine = divisions is >= 2 and <= int.MaxValue ? (int)divisions : null;
            }
        }
    }

    private bool IsStraight(int start, int end)
    {
        for (int i = start; i <= end; i++)
        {
            double t = (double)(i - start) / (end - start);
            Vector3D expected = (1 - t) * Points[start] + t * Points[end];
            if ((Points[i] - expected).Length > LineTolerance)
            {
                return false;
            }
        }

        return true;
    }

    private static string Label(Vector3D k) => k.Length < LineTolerance
        ? "Γ"
        : string.Create(CultureInfo.InvariantCulture, $"{k.X:0.####} {k.Y:0.####} {k.Z:0.####}");
}
