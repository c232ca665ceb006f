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
    InversionSymmetry? inversion,
    double threshold,
    StateChannels? channels)
{
    private readonly Buffers<double> real = new(matrices.Pairs.Basis.Count);
    private readonly Buffers<Complex> complex = new(matrices.Pairs.Basis.Count);

    // Real matrices cost a third of complex ones.
    public KPointSolution At(Vector3D k)
    {
        long start = Stopwatch.GetTimestamp();
        bool isReal = BlochSum.IsRealAt(k);
        if (isReal)
        {
            bloch.Evaluate(
                k, matrices.Overlap, real.Overlap, matrices.Hamiltonian, real.Hamiltonian);
        }
        else
        {
            bloch.Evaluate(
                k, matrices.Overlap, complex.Overlap, matrices.Hamiltonian, complex.Hamiltonian);
            isReal = inversion is not null
                && inversion.TryMakeReal(k, complex.Overlap, real.Overlap)
                && inversion.TryMakeReal(k, complex.Hamiltonian, real.Hamiltonian);
        }

        long summed = Stopwatch.GetTimestamp();
        return isReal ? SolveReal(start, summed) : SolveComplex(start, summed);
    }

    private KPointSolution SolveReal(long start, long summed) => Solution(
        start,
        summed,
        channels is null
            ? CanonicalOrthogonalization.Values(real.Hamiltonian, real.Overlap, threshold)
            : CanonicalOrthogonalization.Vectors(real.Hamiltonian, real.Overlap, threshold));

    private KPointSolution SolveComplex(long start, long summed) => Solution(
        start,
        summed,
        channels is null
            ? CanonicalOrthogonalization.Values(complex.Hamiltonian, complex.Overlap, threshold)
            : CanonicalOrthogonalization.Vectors(
                complex.Hamiltonian, complex.Overlap, threshold));

    private KPointSolution Solution<T>(long start, long summed, CanonicalEigensystem<T> system)
        where T : unmanaged, INumberBase<T> => new(
            system.Values.ToArray(),
            system.LowdinVectors is { } vectors ? channels!.Weights(vectors) : [],
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
