using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class HermitianEigenproblemTest
{
    public static TheoryData<BlasBackend> Both => [BlasBackend.Managed, BlasBackend.OpenBlas];

    private const double UnitRoundoff = 1.1102230246251565e-16;

    // Around panels of 32 columns and strips of 16, and 1 and nothing.
    private static readonly int[] Orders =
        [0, 1, 2, 3, 4, 15, 16, 17, 31, 32, 33, 34, 63, 64, 65, 66, 97, 200];

    /// <summary>The diagonal of a Hermitian matrix is real, whatever stands there.</summary>
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void ImaginaryPartsOfTheDiagonalAreNotRead(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        Matrix<Complex> a = Dense.RandomHermitian<Complex>(7, 1), spoilt = a.Copy();
        for (int i = 0; i < 7; i++)
        {
            spoilt[i, i] += new Complex(0, 1 + i);
        }

        Assert.Equal(
            HermitianEigenproblem.Solve(a).Values.ToArray(),
            HermitianEigenproblem.Solve(spoilt).Values.ToArray());
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void RandomMatricesAreDiagonalised(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in Orders)
        {
            Matrix<double> real = Dense.RandomHermitian<double>(n, n);
            AssertEigensystem(real, HermitianEigenproblem.Solve(real));
            Matrix<Complex> complex = Dense.RandomHermitian<Complex>(n, n);
            AssertEigensystem(complex, HermitianEigenproblem.Solve(complex));
        }
    }

    /// <summary>
    /// Kernels of few directions: all eigenvalues but some are rounding of these.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void MatricesOfLowRankAreDiagonalised(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int rank in new[] { 1, 2, 5, 12 })
        {
            Matrix<double> directions = Dense.Random<double>(60, rank, rank);
            var kernel = new Matrix<double>(60, 60);
            for (int i = 0; i < 60; i++)
            {
                for (int j = 0; j < 60; j++)
                {
                    double product = 0;
                    for (int c = 0; c < rank; c++)
                    {
                        product += directions[i, c] * directions[j, c];
                    }

                    kernel[i, j] = Math.Pow(product, 3);
                }
            }

            AssertEigensystem(kernel, HermitianEigenproblem.Solve(kernel));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void ValuesAloneAreTheSame(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in Orders)
        {
            Matrix<Complex> a = Dense.RandomHermitian<Complex>(n, n + 1);
            Eigensystem<Complex> values = HermitianEigenproblem.Solve(a, vectors: false);
            Assert.Null(values.Vectors);
            AssertValues(HermitianEigenproblem.Solve(a).Values, values.Values, Norm(a));
        }
    }

    // The chain with fixed ends: 2 − 2 cos(π j / (n + 1)). The ring: 2 − 2 cos(2π j / n), all but
    // two or one of them twice.
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void DiscreteLaplaciansHaveTheirKnownSpectra(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in new[] { 3, 40, 101 })
        {
            var chain = new Matrix<double>(n, n);
            for (int i = 0; i < n; i++)
            {
                chain[i, i] = 2;
                chain[i, Math.Max(i - 1, 0)] -= i > 0 ? 1 : 0;
            }

            double[] expected =
                [.. Enumerable.Range(1, n).Select(j => 2 - 2 * Math.Cos(Math.PI * j / (n + 1)))];
            AssertValues(expected, HermitianEigenproblem.Solve(chain).Values, 4);

            Matrix<double> ring = chain.Copy();
            ring[n - 1, 0] -= 1;
            expected =
                [.. Enumerable.Range(0, n).Select(j => 2 - 2 * Math.Cos(2 * Math.PI * j / n))];
            Array.Sort(expected);
            AssertValues(expected, HermitianEigenproblem.Solve(ring).Values, 4);
        }
    }

    // A ring threaded by a flux, hopping −exp(iφ): −2 cos(2π j / n + φ).
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void ARingWithFluxHasItsKnownSpectrum(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        const int n = 75;
        const double flux = 0.3;
        var ring = new Matrix<Complex>(n, n);
        for (int i = 0; i < n; i++)
        {
            int next = (i + 1) % n;
            ring[next, i] = -Complex.FromPolarCoordinates(1, flux);
            ring[i, next] = Complex.Conjugate(ring[next, i]);
        }

        Eigensystem<Complex> system = HermitianEigenproblem.Solve(ring);
        double[] expected =
            [.. Enumerable.Range(0, n).Select(j => -2 * Math.Cos(2 * Math.PI * j / n + flux))];
        Array.Sort(expected);
        AssertValues(expected, system.Values, 2);
        AssertEigensystem(ring, system);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void DegenerateSpectraKeepOrthonormalVectors(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        double[] values = [.. Enumerable.Range(0, 90).Select(i => (double)(i / 30))];
        Matrix<Complex> random = Dense.Random<Complex>(90, 90, 6);
        Matrix<Complex> q = QrFactorization<Complex>.Factor(random).Orthonormal();
        Matrix<Complex> a = q * Dense.Diagonal<Complex>(values) * q.Adjoint();
        Eigensystem<Complex> system = HermitianEigenproblem.Solve(a);
        AssertValues(values, system.Values, 8);
        AssertEigensystem(a, system);

        foreach (Matrix<Complex> trivial in new[] { new(50, 50), Matrix<Complex>.Identity(50) })
        {
            AssertEigensystem(trivial, HermitianEigenproblem.Solve(trivial));
        }
    }

    // Squares of such elements lie outside the range of double.
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void SizesFarFromOneAreScaled(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (double size in new[] { 1e-290, 1e290 })
        {
            Matrix<double> a = Dense.RandomHermitian<double>(40, 2), scaled = a.Copy();
            foreach (ref double value in scaled.Values)
            {
                value *= size;
            }

            double[] values = HermitianEigenproblem.Solve(scaled).Values.ToArray();
            values = [.. values.Select(value => value / size)];
            AssertValues(HermitianEigenproblem.Solve(a).Values, values, Norm(a));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void GeneralisedProblemsAreSolved(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in new[] { 0, 1, 2, 33, 64, 65, 130 })
        {
            AssertGeneralised<double>(n, HermitianEigenproblem.Solve);
            AssertGeneralised<Complex>(n, HermitianEigenproblem.Solve);
        }
    }

    private static void AssertGeneralised<T>(
        int n, Func<Matrix<T>, Matrix<T>, bool, int, Eigensystem<T>> solve)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.RandomHermitian<T>(n, n), b = Dense.RandomPositive<T>(n, n + 1);
        Eigensystem<T> system = solve(a, b, true, 1);
        Matrix<T> v = system.Vectors!, bv = Dense.SlowProduct(b.View(), v.View());
        Matrix<T> right = Dense.SlowProduct(bv.View(), Dense.Diagonal<T>(system.Values).View());

        // B ≥ 1 and so ‖B⁻¹‖ ≤ 1: errors grow with ‖A‖ and ‖B‖ only.
        double tolerance =
            8 * UnitRoundoff * Math.Max(1, n) * Math.Max(Norm(a), 1) * Math.Max(Norm(b), 1);
        AssertNear(right, Dense.SlowProduct(a.View(), v.View()), tolerance);
        AssertNear(
            Matrix<T>.Identity(n), Dense.SlowProduct(v.View().Adjoint, bv.View()), tolerance);
    }

    [Fact]
    public void GeneralisedWithBOneIsThePlainProblem()
    {
        Matrix<double> a = Dense.RandomHermitian<double>(50, 8);
        AssertValues(
            HermitianEigenproblem.Solve(a).Values,
            HermitianEigenproblem.Solve(a, Matrix<double>.Identity(50)).Values,
            Norm(a));
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void AnOverlapThatIsNotPositiveIsRefused(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        Matrix<Complex> b = Matrix<Complex>.Identity(5);
        b[3, 3] = -1e-3;
        Assert.Equal(4, Assert.Throws<NotPositiveDefiniteException>(
            () => HermitianEigenproblem.Solve(Matrix<Complex>.Identity(5), b)).Order);
    }

    [SkippableFact]
    public void BackendsAgree()
    {
        Backends.SkipWithoutOpenBlas();
        Matrix<Complex> a = Dense.RandomHermitian<Complex>(150, 9);
        double[] Values(BlasBackend backend)
        {
            using IDisposable _ = BlasLibrary.Use(backend);
            return HermitianEigenproblem.Solve(a).Values.ToArray();
        }

        AssertValues(Values(BlasBackend.OpenBlas), Values(BlasBackend.Managed), Norm(a));
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        using IDisposable _ = BlasLibrary.Use(BlasBackend.Managed);
        Matrix<Complex> a = Dense.RandomHermitian<Complex>(150, 10);
        Eigensystem<Complex> one = HermitianEigenproblem.Solve(a);
        Eigensystem<Complex> three = HermitianEigenproblem.Solve(a, threads: 3);
        Assert.Equal(one.Values, three.Values);
        Assert.Equal(0, Dense.Distance(one.Vectors!, three.Vectors!));
    }

    [Fact]
    public void OnlyTheLowerTriangleIsRead()
    {
        Matrix<Complex> a = Dense.RandomHermitian<Complex>(40, 11), lower = a.Copy();
        for (int i = 0; i < 40; i++)
        {
            lower.Row(i)[(i + 1)..].Fill(double.NaN);
        }

        Assert.Equal(
            HermitianEigenproblem.Solve(a).Values, HermitianEigenproblem.Solve(lower).Values);
    }

    [Fact]
    public void WhatIsNotFiniteOrNotSquareIsRefused()
    {
        Matrix<double> broken = new(1, 1, [double.NaN]), square = new(2, 2), rectangle = new(2, 3);
        Assert.Throws<ArgumentException>(() => HermitianEigenproblem.Solve(broken));
        Assert.Throws<ArgumentException>(() => HermitianEigenproblem.Solve(rectangle));
        Assert.Throws<ArgumentException>(
            () => HermitianEigenproblem.Solve(square, Matrix<double>.Identity(3)));
    }

    private static double Norm<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T> =>
        a.Rows * Dense.Largest(a);

    private static void AssertEigensystem<T>(Matrix<T> a, Eigensystem<T> system)
        where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        Matrix<T> v = system.Vectors!;
        AssertNear(
            Dense.SlowProduct(v.View(), Dense.Diagonal<T>(system.Values).View()),
            Dense.SlowProduct(a.View(), v.View()),
            8 * UnitRoundoff * Math.Max(n, 1) * Norm(a));
        AssertNear(
            Matrix<T>.Identity(n),
            Dense.SlowProduct(v.View().Adjoint, v.View()),
            16 * UnitRoundoff * Math.Max(n, 1));
        for (int i = 1; i < n; i++)
        {
            Assert.True(system.Values[i - 1] <= system.Values[i]);
        }
    }

    private static void AssertNear<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        double error = Dense.Distance(expected, actual);
        Assert.True(error <= tolerance, $"order {expected.Rows}: {error} > {tolerance}");
    }

    private static void AssertValues(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double norm)
    {
        Assert.Equal(expected.Length, actual.Length);
        double tolerance =
            8 * UnitRoundoff * Math.Max(1, norm) * Math.Sqrt(Math.Max(1, expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
