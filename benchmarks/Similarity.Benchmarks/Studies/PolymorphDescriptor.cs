using Similarity.Fingerprints;

namespace Similarity.Benchmarks.Studies;

/// <summary>A way to tell how far apart structures of one composition are.</summary>
/// <param name="Distances">
/// From each structure of a first list (row) to each of a second (column).
/// </param>
internal sealed record PolymorphDescriptor(
    string Name, Func<PolymorphEntry[], PolymorphEntry[], double[][]> Distances)
{
    /// <summary>The Euclidean distance of vectors.</summary>
    public static PolymorphDescriptor OfVectors(
        string name, Func<PolymorphEntry, double[]> describe) =>
        Of(name, describe, (a, b) => EuclideanMetric.Compare(a, b));

    public static PolymorphDescriptor Of<T>(
        string name, Func<PolymorphEntry, T> describe, Func<T, T, double> distance) => new(
        name,
        (rows, columns) =>
        {
            T[] described = [.. columns.Select(describe)];
            return
            [
                .. rows.Select(row =>
                {
                    T own = describe(row);
                    return described.Select(other => distance(own, other)).ToArray();
                }),
            ];
        });

    /// <summary>
    /// The sum of two distances, each divided by its mean over the table, so that both count.
    /// </summary>
    public static PolymorphDescriptor Sum(PolymorphDescriptor a, PolymorphDescriptor b) => new(
        $"{a.Name} + {b.Name}",
        (rows, columns) =>
        {
            double[][] ofA = a.Distances(rows, columns);
            double[][] ofB = b.Distances(rows, columns);
            double meanA = ofA.Average(row => row.Average());
            double meanB = ofB.Average(row => row.Average());
            return
            [
                .. ofA.Zip(ofB, (x, y) => x.Zip(y, (p, q) => p / meanA + q / meanB).ToArray()),
            ];
        });
}
