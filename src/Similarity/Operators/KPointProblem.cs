using System.Diagnostics;
using System.Numerics;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators.Integrals;

namespace Similarity.Operators;

/// <summary>H(k) C = S(k) C E at one k-point after another, by one thread.</summary>
internal sealed class KPointProblem(
    OperatorMatrices matrices,
    BlochSum bloch,
    InversionBasis? inversion,
    double threshold,
    StateChannels? channels)
{
    /// <summary>
    /// In 1/bohr. Small beside the distances of k-points, large beside the rounding of levels.
    /// </summary>
    private const double VelocityStep = 1e-5;

    private readonly CoreProjection core = new(matrices.Pairs.Basis.Count, matrices.Core);
    private readonly Buffers<double> real = new(matrices.Pairs.Basis.Count);
    private readonly Buffers<Complex> complex = new(matrices.Pairs.Basis.Count);

    // Real matrices take fewer operations than complex ones.
    public KPointSolution At(Vector3D k)
    {
        long start = Stopwatch.GetTimestamp();
        if (BlochSum.IsRealAt(k))
        {
            bloch.Evaluate(
                k, matrices.Overlap, real.Overlap, matrices.Hamiltonian, real.Hamiltonian);
            long summed = Stopwatch.GetTimestamp();
            CanonicalEigensystem<double> system = SolveReal();
            return Solution(start, summed, system, Weights(Restored(system)));
        }

        bloch.Evaluate(
            k, matrices.Overlap, complex.Overlap, matrices.Hamiltonian, complex.Hamiltonian);
        if (inversion is not null)
        {
            inversion.Transform(k, complex.Overlap, real.Overlap);
            inversion.Transform(k, complex.Hamiltonian, real.Hamiltonian);
            long summed = Stopwatch.GetTimestamp();
            CanonicalEigensystem<double> system = SolveReal();

            // S^½ U y is U (Uᴴ S U)^½ y, as U is unitary.
            double[] weights = Restored(system) is { } vectors
                ? Weights(inversion.Restore(k, vectors))
                : [];
            return Solution(start, summed, system, weights);
        }

        long done = Stopwatch.GetTimestamp();
        (Matrix<Complex> overlap, Matrix<Complex> hamiltonian) =
            core.Reduce(complex.Overlap, complex.Hamiltonian);
        CanonicalEigensystem<Complex> full = channels is null
            ? CanonicalOrthogonalization.Values(hamiltonian, overlap, threshold)
            : CanonicalOrthogonalization.Vectors(hamiltonian, overlap, threshold);
        return Solution(start, done, full, Weights(Restored(full)));
    }

    /// <summary>
    /// The solution at k with |∂ε/∂k|², by differences along the Cartesian axes. Levels are
    /// compared in their order: where some cross, each keeps the slope of a branch.
    /// </summary>
    public KPointSolution WithVelocitiesAt(Vector3D k)
    {
        KPointSolution solution = At(k);
        double[] squares = new double[solution.Energies.Length];
        Matrix3D vectors = matrices.Pairs.Basis.Crystal.Lattice.Vectors;
        TimeSpan summing = solution.Summing, solving = solution.Solving;
        for (int axis = 0; axis < 3; axis++)
        {
            var along = new Vector3D(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            Vector3D step = VelocityStep / (2 * Math.PI) * (vectors * along);
            KPointSolution beside = At(k + step);
            if (beside.Removed != solution.Removed)
            {
                // A function was removed between the two, which moves levels by leaps.
                beside = At(k - step);
            }

            summing += beside.Summing;
            solving += beside.Solving;
            int levels = Math.Min(squares.Length, beside.Energies.Length);
            for (int level = 0; level < levels; level++)
            {
                double slope = (beside.Energies[level] - solution.Energies[level]) / VelocityStep;
                squares[level] += slope * slope;
            }
        }

        return solution with
        {
            SquaredVelocities = squares,
            Summing = summing,
            Solving = solving,
        };
    }

    private CanonicalEigensystem<double> SolveReal()
    {
        (Matrix<double> overlap, Matrix<double> hamiltonian) =
            core.Reduce(real.Overlap, real.Hamiltonian);
        return channels is null
            ? CanonicalOrthogonalization.Values(hamiltonian, overlap, threshold)
            : CanonicalOrthogonalization.Vectors(hamiltonian, overlap, threshold);
    }

    private Matrix<T>? Restored<T>(CanonicalEigensystem<T> system)
        where T : unmanaged, INumberBase<T> =>
        system.LowdinVectors is { } vectors ? core.Restore(vectors) : null;

    private double[] Weights<T>(Matrix<T>? lowdin)
        where T : unmanaged, INumberBase<T> =>
        lowdin is null ? [] : channels!.Weights(lowdin);

    private static KPointSolution Solution<T>(
        long start, long summed, CanonicalEigensystem<T> system, double[] weights)
        where T : unmanaged, INumberBase<T> => new(
            system.Values.ToArray(),
            weights,
            system.Removed,
            system.SmallestOverlap,
            Stopwatch.GetElapsedTime(start, summed),
            Stopwatch.GetElapsedTime(summed));

    /// <summary>Made when first used: many crystals have real or complex points only.</summary>
    private sealed class Buffers<T>(int order)
        where T : unmanaged, INumberBase<T>
    {
        public Matrix<T> Overlap => field ??= new(order, order);

        public Matrix<T> Hamiltonian => field ??= new(order, order);
    }
}

/// <param name="Energies">Ascending, hartree.</param>
/// <param name="Weights">Index band · channels + channel; empty when not asked for.</param>
/// <param name="Summing">The time of the Bloch sums.</param>
/// <param name="Solving">The time of the eigenproblem.</param>
internal sealed record KPointSolution(
    double[] Energies,
    double[] Weights,
    int Removed,
    double SmallestOverlap,
    TimeSpan Summing,
    TimeSpan Solving)
{
    /// <summary>|∂ε/∂k|² of each energy, atomic units; empty when not asked for.</summary>
    public double[] SquaredVelocities { get; init; } = [];
}
