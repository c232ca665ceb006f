using Similarity.Crystals;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Predictions of a density slab after slab of the grid, in memory that does not grow with the
/// number of slabs. How the grid is cut into slabs and boxes depends on its size alone, so that a
/// slab comes out the same, to the last bit, whichever were made before it and by how many threads.
/// </summary>
public sealed class DensitySlabs
{
    /// <summary>
    /// Points a side of a box: about 2 bohr, which neighbours share most atoms in.
    /// </summary>
    private const int BoxEdge = 8;

    /// <summary>A slab has no more points, unless a single plane has.</summary>
    private const int MostPoints = 1 << 19;

    /// <summary>Rows that descriptors are computed for before the network is asked.</summary>
    private const int BatchRows = 1 << 13;

    private readonly GridDensityModel model;
    private readonly PointDescriptors descriptors;
    private readonly INetworkDraws draws;
    private readonly int threads;

    /// <exception cref="ArgumentException">The crystal is not one the model can be asked about.
    /// </exception>
    public DensitySlabs(
        GridDensityModel model, Crystal crystal, UniformGrid grid, INetworkDraws draws, int threads)
    {
        this.model = model;
        this.draws = draws;
        this.threads = threads;
        Grid = grid;
        descriptors = new PointDescriptors(crystal, model.Descriptor);
        PlanesPerSlab = (int)Math.Clamp(MostPoints / grid.PlanePoints, 1, BoxEdge);
    }

    public UniformGrid Grid { get; }

    public int PlanesPerSlab { get; }

    public int Count => (Grid.Count0 + PlanesPerSlab - 1) / PlanesPerSlab;

    public DensityPlanes Predict(int slab, CancellationToken cancellation = default)
    {
        int first = slab * PlanesPerSlab, planes = Math.Min(PlanesPerSlab, Grid.Count0 - first);
        long points = planes * Grid.PlanePoints;
        var result = new DensityPlanes(
            first, planes, new double[points], new double[points], new double[points]);
        IReadOnlyList<GridBox> boxes = Grid.Boxes(first, planes, BoxEdge);
        var batches = new List<(int First, int Count)>();
        for (int box = 0; box < boxes.Count;)
        {
            int start = box, rows = 0;
            for (; box < boxes.Count && rows + boxes[box].Count <= BatchRows; box++)
            {
                rows += boxes[box].Count;
            }

            batches.Add((start, box - start));
        }

        Parallel.ForEach(
            batches,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            () => new Buffers(model.Descriptor),
            (batch, _, buffers) =>
            {
                Predict(boxes, batch.First, batch.Count, buffers, result);
                return buffers;
            },
            _ => { });
        return result;
    }

    private void Predict(
        IReadOnlyList<GridBox> boxes, int first, int count, Buffers buffers, DensityPlanes result)
    {
        int columns = model.Descriptor.Columns, rows = 0;
        for (int box = first; box < first + count; box++)
        {
            descriptors.Compute(
                Grid,
                boxes[box],
                buffers.Search,
                buffers.Rows.AsSpan(rows * columns, boxes[box].Count * columns));
            rows += boxes[box].Count;
        }

        draws.Predict(
            buffers.Rows, rows, buffers.Density, buffers.Aleatoric, buffers.Epistemic, threads: 1);
        int row = 0;
        for (int number = first; number < first + count; number++)
        {
            GridBox box = boxes[number];
            for (int i = box.I; i < box.I + box.CountI; i++)
            {
                for (int j = box.J; j < box.J + box.CountJ; j++, row += box.CountK)
                {
                    int place = ((i - result.First) * Grid.Count1 + j) * Grid.Count2 + box.K;
                    buffers.Density.AsSpan(row, box.CountK).CopyTo(result.Density.AsSpan(place));
                    buffers.Aleatoric.AsSpan(row, box.CountK)
                        .CopyTo(result.Aleatoric.AsSpan(place));
                    buffers.Epistemic.AsSpan(row, box.CountK)
                        .CopyTo(result.Epistemic.AsSpan(place));
                }
            }
        }
    }

    private sealed class Buffers(DescriptorSettings settings)
    {
        public PointSearch Search { get; } = new(settings);

        public double[] Rows { get; } = new double[BatchRows * settings.Columns];

        public double[] Density { get; } = new double[BatchRows];

        public double[] Aleatoric { get; } = new double[BatchRows];

        public double[] Epistemic { get; } = new double[BatchRows];
    }
}
