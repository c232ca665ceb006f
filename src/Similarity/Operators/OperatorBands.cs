using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Integrals;
using Similarity.Spectra;

namespace Similarity.Operators;

/// <summary>
/// The bands of an operator: H(k) C = S(k) C E over a grid of the Brillouin zone, reduced by the
/// symmetry of the crystal, or along a path.
/// </summary>
public static class OperatorBands
{
    /// <summary>
    /// A band this far (15 eV) below the lowest level of the atoms is none that atoms can make.
    /// </summary>
    private const double GhostDepth = 15 / PhysicalConstants.HartreeInEv;

    /// <summary>Folding costs about what the sums at one point do.</summary>
    private const int FewPoints = 3;

    /// <summary>
    /// The grid of <see cref="KPointGrid.FromSpacing"/>, with one point along each axis that is not
    /// periodic.
    /// </summary>
    /// <param name="spacing">In 1/bohr, with 2π.</param>
    public static KPointGrid GridOf(Crystal crystal, double spacing)
    {
        IntegerVector3D n = KPointGrid.FromSpacing(crystal.Lattice, spacing).Divisions;
        Periodicity periodic = crystal.Periodicity;
        return new(periodic.A ? n.X : 1, periodic.B ? n.Y : 1, periodic.C ? n.Z : 1);
    }

    /// <summary>Bands on a grid, with weights; a molecule has a grid of one point.</summary>
    /// <exception cref="UnsuitableCrystalException"/>
    /// <exception cref="OperationCanceledException"/>
    public static OperatorSpectrum Of(
        SpectralOperator spectralOperator,
        Crystal crystal,
        KPointGrid grid,
        OperatorOptions? options = null)
    {
        RequireOpenAxesUndivided(crystal, grid);
        options ??= new OperatorOptions();
        long start = Stopwatch.GetTimestamp();
        var sample = ZoneSample.Of(crystal, grid, options.UseSymmetry);
        return Solve(spectralOperator, crystal, sample, grid, null, options, start);
    }

    /// <summary>Bands along the path of a crystal, in its standard primitive cell.</summary>
    /// <param name="spacing">Of the points, at most, in 1/bohr, with 2π.</param>
    /// <exception cref="UnsuitableCrystalException"/>
    /// <exception cref="OperationCanceledException"/>
    public static OperatorSpectrum OnPath(
        SpectralOperator spectralOperator,
        HighSymmetryPath path,
        double spacing,
        OperatorOptions? options = null)
    {
        (ImmutableArray<Vector3D> kPoints, KPointPath lines) = path.Sample(spacing);
        return OnPath(spectralOperator, path.Primitive, kPoints.AsSpan(), lines, options);
    }

    /// <summary>Bands at given k-points that lie on given lines.</summary>
    /// <param name="kPoints">Fractional, in the reciprocal basis of the crystal's lattice.</param>
    /// <exception cref="UnsuitableCrystalException"/>
    /// <exception cref="OperationCanceledException"/>
    public static OperatorSpectrum OnPath(
        SpectralOperator spectralOperator,
        Crystal crystal,
        ReadOnlySpan<Vector3D> kPoints,
        KPointPath path,
        OperatorOptions? options = null)
    {
        if (kPoints.IsEmpty)
        {
            throw new ArgumentException("there are no k-points", nameof(kPoints));
        }

        options ??= new OperatorOptions();
        long start = Stopwatch.GetTimestamp();
        Vector3D[] points = kPoints.ToArray();
        var sample = new ZoneSample(points, Array.ConvertAll(points, _ => 1.0), null, null);
        return Solve(spectralOperator, crystal, sample, null, path, options, start);
    }

    private static OperatorSpectrum Solve(
        SpectralOperator spectralOperator,
        Crystal crystal,
        ZoneSample sample,
        KPointGrid? grid,
        KPointPath? path,
        OperatorOptions options,
        long start)
    {
        OperatorMatrices matrices = spectralOperator.MatricesOf(crystal, options.Threads);
        long unfolded = Stopwatch.GetTimestamp();

        // What is folded is right at the points of the grid, not beside them.
        if (grid is not null && sample.Points.Length >= FewPoints && !options.Velocities)
        {
            matrices = Fold(matrices, grid);
        }

        double foldingSeconds = Stopwatch.GetElapsedTime(unfolded).TotalSeconds;
        StateChannels? channels =
            options.Projections ? new StateChannels(matrices.Pairs.Basis) : null;
        double threshold = spectralOperator.OverlapThreshold;
        KPointSolution[] solutions =
            Solutions(matrices, threshold, sample.Points, channels, options);
        int bands = solutions.Min(solution => solution.Energies.Length);
        if (bands == 0)
        {
            throw new UnsuitableCrystalException(crystal, string.Create(
                CultureInfo.InvariantCulture,
                $"an overlap threshold of {threshold} leaves no functions at some k-point"));
        }

        double smallest = solutions.Min(solution => solution.SmallestOverlap);
        int removed = solutions.Max(solution => solution.Removed);
        double depth = DepthBelowAtoms(matrices, solutions);
        return new OperatorSpectrum(
            Assemble(
                crystal, matrices, sample, path, solutions, bands, channels, options))
        {
            SmallestOverlapEigenvalue = smallest,
            MostFunctionsRemoved = removed,
            HasGhost = depth > GhostDepth,
            Charges = matrices.Charges,
            CoordinationNumbers = matrices.CoordinationNumbers,
            Warnings =
            [
                .. matrices.Warnings,
                .. Warnings(
                    sample.WhyNoSymmetry, removed, bands, smallest, threshold, depth),
            ],
            Timings = new OperatorTimings(
                matrices.IntegralSeconds,
                matrices.ChargeSeconds,
                foldingSeconds + solutions.Sum(solution => solution.Summing.TotalSeconds),
                solutions.Sum(solution => solution.Solving.TotalSeconds),
                Stopwatch.GetElapsedTime(start).TotalSeconds),
        };
    }

    /// <summary>How far the lowest band lies below anything that atoms have.</summary>
    private static double DepthBelowAtoms(OperatorMatrices matrices, KPointSolution[] solutions)
    {
        double bottom = solutions.Min(solution => solution.Energies[0]);
        if (matrices is { DeepestLevel: double deepest, Electrons: double electrons })
        {
            // In a metal the Fermi level is above the least of the first band that is not full.
            int full = (int)Math.Ceiling(electrons / 2) - 1, open = (int)(electrons / 2);
            double highest = solutions.Max(solution => EnergyOf(solution, full));
            double lowest = solutions.Min(solution => EnergyOf(solution, open));
            return Math.Min(highest, lowest) - bottom - deepest;
        }

        return matrices.LowestLevel - bottom ?? 0;
    }

    private static double EnergyOf(KPointSolution solution, int band) =>
        solution.Energies[Math.Min(band, solution.Energies.Length - 1)];

    private static OperatorMatrices Fold(OperatorMatrices matrices, KPointGrid grid)
    {
        IntegerVector3D n = grid.Divisions;
        Vector3D shift = grid.Shift;
        var folded = new FoldedPairs(matrices.Pairs, new(
            shift.X == 0 ? n.X : 2 * n.X,
            shift.Y == 0 ? n.Y : 2 * n.Y,
            shift.Z == 0 ? n.Z : 2 * n.Z));
        return matrices with
        {
            Pairs = folded.Pairs,
            Overlap = folded.Fold(matrices.Overlap),
            Hamiltonian = folded.Fold(matrices.Hamiltonian),
        };
    }

    /// <summary>Each point by one thread, and by itself: the result depends on no other.</summary>
    private static KPointSolution[] Solutions(
        OperatorMatrices matrices,
        double threshold,
        Vector3D[] points,
        StateChannels? channels,
        OperatorOptions options)
    {
        InversionBasis? inversion =
            options.UseSymmetry ? InversionBasis.Find(matrices.Pairs.Basis) : null;
        var bloch = new BlochSum(matrices.Pairs);
        var solutions = new KPointSolution[points.Length];
        int workers = Math.Min(options.Threads, points.Length);
        int next = -1;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = workers,
            CancellationToken = options.CancellationToken,
        };
        Parallel.For(0, workers, parallel, _ =>
        {
            var problem = new KPointProblem(matrices, bloch, inversion, threshold, channels);
            for (int k = Interlocked.Increment(ref next);
                k < points.Length;
                k = Interlocked.Increment(ref next))
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                solutions[k] = options.Velocities
                    ? problem.WithVelocitiesAt(points[k])
                    : problem.At(points[k]);
            }
        });
        return solutions;
    }

    private static BandStructure Assemble(
        Crystal crystal,
        OperatorMatrices matrices,
        ZoneSample sample,
        KPointPath? path,
        KPointSolution[] solutions,
        int bands,
        StateChannels? channels,
        OperatorOptions options)
    {
        double[] energies = [.. solutions.SelectMany(solution => solution.Energies.Take(bands))];
        return new BandStructure(1, 2, sample.Points, sample.Weights, energies)
        {
            Crystal = crystal,
            ReciprocalLattice = crystal.Lattice.Reciprocal,
            Electrons = matrices.Electrons,
            Path = path,
            SquaredVelocities = options.Velocities
                ? solutions.SelectMany(solution => solution.SquaredVelocities.Take(bands)).ToArray()
                : default,
            Projections = channels is null
                ? null
                : Projections(channels, solutions, bands, sample.Symmetry),
        };
    }

    private static BandProjections Projections(
        StateChannels channels, KPointSolution[] solutions, int bands, CrystalSymmetry? symmetry)
    {
        int perPoint = bands * channels.Channels.Length;
        double[] weights =
            [.. solutions.SelectMany(solution => solution.Weights.Take(perPoint))];
        if (symmetry is not null)
        {
            channels.Symmetrize(weights, symmetry.EquivalentSites.ToArray());
        }

        return new BandProjections(channels.Channels, solutions.Length * bands, weights);
    }

    private static IEnumerable<string> Warnings(
        string? whyNoSymmetry,
        int removed,
        int bands,
        double smallest,
        double threshold,
        double depth)
    {
        if (whyNoSymmetry is not null)
        {
            yield return $"symmetry was not used: {whyNoSymmetry}";
        }

        if (removed > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"basis functions are nearly dependent (overlap down to {smallest:G2}): up to "
                + $"{removed} at a k-point were removed (threshold {threshold:G3}), "
                + $"and the lowest {bands} bands are kept at each");
        }

        if (depth > GhostDepth)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the lowest band lies {depth * PhysicalConstants.HartreeInEv:0} eV below the "
                + $"lowest level of the atoms: an artefact of nearly dependent functions; "
                + $"levels near the gap may be right, or raise the threshold");
        }
    }

    private static void RequireOpenAxesUndivided(Crystal crystal, KPointGrid grid)
    {
        Periodicity periodic = crystal.Periodicity;
        ReadOnlySpan<bool> axes = [periodic.A, periodic.B, periodic.C];
        for (int axis = 0; axis < 3; axis++)
        {
            if (!axes[axis] && (grid.Divisions[axis] != 1 || grid.Shift[axis] != 0))
            {
                throw new ArgumentException(
                    $"the crystal is not periodic along axis {axis}, but the grid is divided there",
                    nameof(grid));
            }
        }
    }
}
