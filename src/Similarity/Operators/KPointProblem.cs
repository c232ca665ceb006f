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
    TimeSpan Solving);
