using Similarity.Fingerprints;

namespace Similarity.Benchmarks.Studies;

/// <summary>A way to tell how far apart two structures of one composition are.</summary>
/// <param name="Vector">Of a structure.</param>
/// <param name="Distance">Of two vectors.</param>
internal sealed record PolymorphDescriptor(
    string Name,
    Func<PolymorphEntry, double[]> Vector,
    Func<double[], double[], double> Distance)
{
    public static double Euclidean(double[] a, double[] b) => VectorMetrics.Euclidean(a, b);

    public static double Cosine(double[] a, double[] b) => VectorMetrics.CosineDistance(a, b);

    /// <summary>Over the index of the point; farthest from all is what holds nothing.</summary>
    public static double EarthMovers(double[] a, double[] b)
    {
        double[] points = [.. Enumerable.Range(0, a.Length).Select(i => (double)i)];
        return EarthMover.Distance(points, a, points, b, NegativeValues.Clip) ?? a.Length;
    }

    /// <summary>From each named polymorph (row) to each entry (column).</summary>
    public double[][] Distances(PolymorphFamily family)
    {
        double[][] entries = [.. family.Entries.Select(Vector)];
        return
        [
            .. family.Named.Select(named =>
            {
                double[] vector = Vector(named);
                return entries.Select(entry => Distance(vector, entry)).ToArray();
            }),
        ];
    }
}
