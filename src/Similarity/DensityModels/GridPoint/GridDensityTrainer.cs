using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Learns densities from structures: points drawn from many small cells, and then, if there are
/// large ones, a second training that starts from the first (transfer). Structures kept for
/// validation calibrate the uncertainties and are never learned from.
/// </summary>
public sealed record GridDensityTrainer
{
    // Children of the seed, so that no two draws are of the same numbers.
    private const ulong SmallSeed = 0x51, LargeSeed = 0x52, ValidationSeed = 0x53, ThinSeed = 0x54;
    private const ulong ReplaySeed = 0x55;

    public required DescriptorSettings Descriptor { get; init; }

    public NetworkOptions Network { get; init; } = new();

    public StratifiedDraw Draw { get; init; } = new();

    /// <summary>Points of each small structure.</summary>
    public int SmallPoints { get; init; } = 1000;

    /// <summary>Points of each large structure.</summary>
    public int LargePoints { get; init; } = 6000;

    /// <summary>So many of the drawn points are kept, by coverage; null: all.</summary>
    public int? Cover { get; init; }

    /// <summary>Networks of other seeds, for an ensemble of point networks.</summary>
    public int Members { get; init; } = 1;

    /// <summary>How the second training differs from the first.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>Networks drawn for validation.</summary>
    public int ValidationDraws { get; init; } = 20;

    /// <summary>Points of each validation structure, drawn alike from all densities.</summary>
    public int ValidationPoints { get; init; } = 5000;

    public ulong Seed { get; init; } = 1;

    /// <param name="progress">Told the epoch done, of all epochs, and its loss.</param>
    public GridDensityModel Train(
        IReadOnlyList<ReferenceDensity> small,
        IReadOnlyList<ReferenceDensity> large,
        IReadOnlyList<ReferenceDensity> validation,
        string source,
        int threads,
        Action<int, int, double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(small.Count, 1, nameof(small));
        if (Network.IsBayesian && Members > 1)
        {
            throw new ArgumentException("an ensemble is one of point networks");
        }

        TrainingPoints first = Thinned(TrainingPoints.Draw(
            small, Descriptor, Draw, SmallPoints, Seed ^ SmallSeed, threads, cancellation));
        TrainingPoints? ofLarge = large.Count == 0
            ? null
            : Thinned(TrainingPoints.Draw(
                large, Descriptor, Draw, LargePoints, Seed ^ LargeSeed, threads, cancellation));
        TrainingPoints? second = ofLarge is null
            ? null
            : Transfer.PointsOf(first, ofLarge, Seed ^ ReplaySeed);
        int perMember = Network.Epochs + (second is null ? 0 : Transfer.Epochs);
        var models = new NetworkModel[Members];
        for (int member = 0; member < Members; member++)
        {
            int before = member * perMember;
            void Told(int epoch, double loss) =>
                progress?.Invoke(before + epoch, Members * perMember, loss);
            ulong seed = Seed + (ulong)member;
            NetworkModel model = new NetworkTrainer(Network).Train(
                first.Rows, first.Columns, first.Densities, seed, threads, null, Told,
                cancellation);
            if (second is not null)
            {
                before += Network.Epochs;
                model = Transfer.Train(Network, model, second, seed, threads, Told, cancellation);
            }

            models[member] = model;
        }

        var trained = new GridDensityModel
        {
            Network = Members == 1 ? models[0] : NetworkModel.Ensemble(models),
            Descriptor = Descriptor,
            Electrons = ElectronsOf(Descriptor.Species, [.. small, .. large]),
            Card = new GridDensityCard
            {
                Source = source,
                SmallStructures = small.Count,
                LargeStructures = large.Count,
                Points = first.Densities.Length + (ofLarge?.Densities.Length ?? 0),
                Seed = Seed,
            },
        };
        return validation.Count == 0
            ? trained
            : Calibrate(trained, validation, threads, cancellation);
    }

    /// <summary>
    /// The model with factors, and an error for its card, from structures that it did not learn
    /// from: best such as it will be asked about.
    /// </summary>
    public GridDensityModel Calibrate(
        GridDensityModel model,
        IReadOnlyList<ReferenceDensity> validation,
        int threads,
        CancellationToken cancellation = default)
    {
        var points = TrainingPoints.Draw(
            validation,
            Descriptor,
            Draw with { Evenness = 0 },
            ValidationPoints,
            Seed ^ ValidationSeed,
            threads,
            cancellation);
        int count = points.Densities.Length;
        double[] mean = new double[count], noise = new double[count], spread = new double[count];
        NetworkDraws.Of(model.Network, ValidationDraws, Seed)
            .Predict(points.Rows, count, mean, noise, spread, threads, cancellation);
        double[] ratios = [.. mean.Select((value, i) =>
            Math.Abs(value - points.Densities[i]) / Math.Sqrt(noise[i] + spread[i]))];
        int first = 0;
        var structures = new List<double[]>();
        foreach (ReferenceDensity reference in validation)
        {
            int own = Math.Min(ValidationPoints, reference.Values.Length);
            structures.Add(ratios[first..(first + own)]);
            first += own;
        }

        return model with
        {
            Calibration = DeviationCalibration.OfWorst(structures),
            Card = model.Card with
            {
                ValidationStructures = validation.Count,
                ValidationL1Percent = DensityErrors.Of([(mean, points.Densities)]).L1Percent,
            },
        };
    }

    private TrainingPoints Thinned(TrainingPoints points) =>
        Cover is not int count || count >= points.Densities.Length
            ? points
            : points.Select(CoverageDraw.ThinTo(
                points.Rows, points.Columns, count, new(Seed ^ ThinSeed)));

    /// <summary>
    /// Electrons that an atom of each species brings, by least squares over the structures.
    /// </summary>
    /// <exception cref="ArgumentException">The structures do not tell them apart.</exception>
    public static ImmutableArray<double> ElectronsOf(
        ImmutableArray<Element> species, IReadOnlyList<ReferenceDensity> structures)
    {
        var normal = new Matrix<double>(species.Length, species.Length);
        var right = new Matrix<double>(species.Length, 1);
        foreach (ReferenceDensity structure in structures)
        {
            double[] counts = new double[species.Length];
            foreach (Site site in structure.Crystal.Sites)
            {
                counts[species.IndexOf(site.Element)]++;
            }

            for (int i = 0; i < counts.Length; i++)
            {
                right[i, 0] += counts[i] * structure.Electrons;
                for (int j = 0; j < counts.Length; j++)
                {
                    normal[i, j] += counts[i] * counts[j];
                }
            }
        }

        var factors = LuFactorization<double>.Factor(normal);
        if (factors.IsSingular)
        {
            throw new ArgumentException(
                "the compositions of the structures do not tell which species has how many "
                + "electrons");
        }

        // Pseudopotentials have whole valences; grids and files lose the last digits.
        return
        [
            .. factors.Solve(right).Values.ToArray().Select(electrons =>
                Math.Abs(electrons - Math.Round(electrons)) < 1e-3
                    ? Math.Round(electrons)
                    : electrons),
        ];
    }
}
