using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>Descriptors and densities of points drawn from some structures.</summary>
/// <param name="Rows">Row after row.</param>
public sealed record TrainingPoints(double[] Rows, double[] Densities, int Columns)
{
    /// <param name="perStructure">Points drawn from each.</param>
    public static TrainingPoints Draw(
        IReadOnlyList<ReferenceDensity> structures,
        DescriptorSettings settings,
        StratifiedDraw draw,
        int perStructure,
        ulong seed,
        int threads,
        CancellationToken cancellation = default)
    {
        var random = new RandomStream(seed);
        int[][] chosen =
        [
            .. structures.Select((structure, i) => draw.Draw(
                structure.Values, perStructure, random.Child((ulong)i))),
        ];
        int columns = settings.Columns;
        double[][] rows = new double[structures.Count][];
        Parallel.For(
            0,
            structures.Count,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            i =>
            {
                ReferenceDensity structure = structures[i];
                var descriptors = new PointDescriptors(structure.Crystal, settings);
                var search = new PointSearch(settings);
                double[] own = rows[i] = new double[chosen[i].Length * columns];
                for (int point = 0; point < chosen[i].Length; point++)
                {
                    UniformGrid grid = structure.Grid;
                    int place = chosen[i][point], plane = (int)grid.PlanePoints;
                    Vector3D r = grid.Point(
                        place / plane, place % plane / grid.Count2, place % grid.Count2);
                    descriptors.Compute(r, search, own.AsSpan(point * columns, columns));
                }
            });
        return new TrainingPoints(
            [.. rows.SelectMany(row => row)],
            [
                .. structures.SelectMany(
                    (structure, i) => chosen[i].Select(place => structure.Values[place])),
            ],
            columns);
    }

    /// <summary>Some of the points, in the order given.</summary>
    public TrainingPoints Select(IReadOnlyList<int> points)
    {
        double[] rows = new double[points.Count * Columns];
        for (int i = 0; i < points.Count; i++)
        {
            Rows.AsSpan(points[i] * Columns, Columns).CopyTo(rows.AsSpan(i * Columns));
        }

        return new TrainingPoints(rows, [.. points.Select(point => Densities[point])], Columns);
    }

    public TrainingPoints With(TrainingPoints other) => new(
        [.. Rows, .. other.Rows], [.. Densities, .. other.Densities], Columns);
}
