using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Positions of the k-points of a path along one line: distances |Δk| add up inside a segment, and
/// a jump between segments takes no room.
/// </summary>
public sealed class KPointAxis
{
    private readonly double[] starts;

    private KPointAxis(
        IReadOnlyList<KPointPathSegment> segments,
        double[] starts,
        double[][] offsets,
        IReadOnlyList<(double Position, string Label)> marks,
        double length)
    {
        Segments = segments;
        this.starts = starts;
        Offsets = offsets;
        Marks = marks;
        Length = length;
    }

    public IReadOnlyList<KPointPathSegment> Segments { get; }

    /// <summary>Where the named points lie; two names at a jump, "X|K".</summary>
    public IReadOnlyList<(double Position, string Label)> Marks { get; }

    public double Length { get; }

    private double[][] Offsets { get; }

    /// <summary>The position of point <paramref name="index"/> (from 0) of a segment.</summary>
    public double Position(int segment, int index) => starts[segment] + Offsets[segment][index];

    public static KPointAxis Of(BandStructure bands, KPointPath path)
    {
        // Without a lattice the fractional distances still keep the order and rough proportions.
        Matrix3D reciprocal = bands.ReciprocalLattice
            ?? bands.Crystal?.Lattice.Reciprocal ?? Matrix3D.Identity;
        KPointPathSegment[] segments = path.Segments.Where(segment => segment.Count > 1).ToArray();
        double[] starts = new double[segments.Length];
        double[][] offsets = new double[segments.Length][];
        double length = 0;
        var marks = new List<(double Position, string Label)>();
        for (int s = 0; s < segments.Length; s++)
        {
            KPointPathSegment segment = segments[s];
            starts[s] = length;
            offsets[s] = new double[segment.Count];
            for (int i = 1; i < segment.Count; i++)
            {
                Vector3D step =
                    bands.KPoints[segment.Start + i] - bands.KPoints[segment.Start + i - 1];
                offsets[s][i] = offsets[s][i - 1] + (step * reciprocal).Length;
            }

            string start = KPointLabel.OnAxis(segment.StartLabel);
            if (marks.Count == 0)
            {
                marks.Add((0, start));
            }
            else if (marks[^1].Label != start)
            {
                marks[^1] = (length, marks[^1].Label + "|" + start);
            }

            length += offsets[s][^1];
            marks.Add((length, KPointLabel.OnAxis(segment.EndLabel)));
        }

        return new KPointAxis(segments, starts, offsets, marks, length);
    }
}
