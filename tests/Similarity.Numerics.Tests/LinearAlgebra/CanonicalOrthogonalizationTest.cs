using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class CanonicalOrthogonalizationTest
{
    public static TheoryData<BlasBackend> Both => [BlasBackend.Managed, BlasBackend.OpenBlas];

    private const double Threshold = 1e-2;

    // Errors of 1e-16 ‖A‖ ‖B⁻¹‖ on what is left, where ‖B⁻¹‖ ≤ 1 / threshold; times the order.
    private const double Tolerance = 1e-10;

    private static readonly (int Order, int Removed)[] Cases =
    [
        (0, 0), (1, 0), (1, 1), (2, 1), (5, 0), (5, 4), (34, 0), (34, 5),
        (70, 0), (70, 1), (70, 40),
    ];

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void TheSpectrumIsThatOfTheTextbook(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach ((int order, int removed) in Cases)
        {
            AssertAsTheTextbook<double>(order, removed, CanonicalOrthogonalization.Values);
            AssertAsTheTextbook<Complex>(order, removed, CanonicalOrthogonalization.Values);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void VectorsOfLowdinSolveTheProblem(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach ((int order, int removed) in Cases)
        {
            AssertVectors<double>(order, removed, CanonicalOrthogonalization.Vectors);
            AssertVectors<Complex>(order, removed, CanonicalOrthogonalization.Vectors);
        }
    }

    [Fact]
    public void OnlyLowerTrianglesAreRead()
    {
        foreach (int removed in new[] { 0, 3 })
        {
            Matrix<Complex> a = Dense.RandomHermitian<Complex>(20, 1);
            Matrix<Complex> b = Overlap<Complex>(20, removed, 2);
            double[] expected = CanonicalOrthogonalization.Values(a, b, Threshold).Values.ToArray();
            for (int i = 0; i < 20; i++)
            {
                a.Row(i)[(i + 1)..].Fill(double.NaN);
                b.Row(i)[(i + 1)..].Fill(double.NaN);
            }

            Assert.Equal(
                expected, CanonicalOrthogonalization.Values(a, b, Threshold).Values.ToArray());
        }
    }

    /// <summary>More than once the same smallest eigenvalue, and one for all.</summary>
    [Fact]
    public void DegenerateOverlapsHaveTheirSmallestEigenvalue()
    {
        Matrix<double> one = Matrix<double>.Identity(60);
        Assert.Equal(
            1, CanonicalOrthogonalization.Values(one, one, Threshold).SmallestOverlap, 1e-12);
        for (int i = 0; i < 10; i++)
        {
            one[i, i] = 0.05;
        }

        Assert.Equal(
            0.05, CanonicalOrthogonalization.Values(one, one, Threshold).SmallestOverlap, 1e-12);
    }

    [Fact]
    public void WhatMakesNoSenseIsRefused()
    {
        Matrix<double> one = Matrix<double>.Identity(3), two = Matrix<double>.Identity(2);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CanonicalOrthogonalization.Values(one, one, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CanonicalOrthogonalization.Values(one, one, double.NaN));
        Assert.Throws<ArgumentException>(
            () => CanonicalOrthogonalization.Values(one, two, Threshold));
        one[2, 1] = double.NaN;
        Assert.Throws<ArgumentException>(
            () => CanonicalOrthogonalization.Values(one, one, Threshold));
    }

    private static void AssertAsTheTextbook<T>(
        int order,
        int removed,
        Func<Matrix<T>, Matrix<T>, double, CanonicalEigensystem<T>> solve)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.RandomHermitian<T>(order, order), b = Overlap<T>(order, removed, order);
        (double[] expected, double smallest) = Textbook(a, b);
        CanonicalEigensystem<T> system = solve(a, b, Threshold);
        Assert.Null(system.LowdinVectors);
        Assert.Equal(removed, system.Removed);
        Assert.Equal(order - removed, system.Values.Length);
        double tolerance = Tolerance * Math.Max(1, order * Dense.Largest(a));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], system.Values[i], tolerance);
        }

        if (order > 0)
        {
            Assert.InRange(system.SmallestOverlap, smallest * (1 - 1e-9), smallest * 1.01);
        }
    }

    private static void AssertVectors<T>(
        int order,
        int removed,
        Func<Matrix<T>, Matrix<T>, double, CanonicalEigensystem<T>> solve)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.RandomHermitian<T>(order, order), b = Overlap<T>(order, removed, order);
        CanonicalEigensystem<T> system = solve(a, b, Threshold);
        Matrix<T> v = system.LowdinVectors!;
        Assert.Equal(removed, system.Removed);
        Assert.Equal((order, order - removed), (v.Rows, v.Columns));
        double tolerance = Tolerance * Math.Max(1, order * Dense.Largest(a));
        (double[] expected, _) = Textbook(a, b);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], system.Values[i], tolerance);
        }

        // With x = B^−½ v: xᴴ A x is diagonal, and xᴴ B x = vᴴ v is one.
        Matrix<T> x = Power(b, -0.5) * v;
        Matrix<T> projected = Dense.SlowProduct(x.View().Adjoint, (a * x).View());
        Matrix<T> gram = Dense.SlowProduct(v.View().Adjoint, v.View());
        Assert.True(Dense.Distance(Dense.Diagonal<T>(expected), projected) <= 100 * tolerance);
        Assert.True(Dense.Distance(Matrix<T>.Identity(v.Columns), gram) <= Tolerance);
    }

    private static Matrix<T> Power<T>(Matrix<T> b, double exponent)
        where T : unmanaged, INumberBase<T>
    {
        Eigensystem<T> system = Solve(b);
        double[] powers = Array.ConvertAll(system.Values.ToArray(), w => Math.Pow(w, exponent));
        Matrix<T> u = system.Vectors!;
        return Dense.SlowProduct((u * Dense.Diagonal<T>(powers)).View(), u.View().Adjoint);
    }

    // S = U w Uᴴ, X = U w^−½ of the w above the threshold, the eigenvalues of Xᴴ H X.
    private static (double[] Values, double Smallest) Textbook<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Rows == 0)
        {
            return ([], double.PositiveInfinity);
        }

        Eigensystem<T> overlap = Solve(b);
        int first = overlap.Values.ToArray().Count(w => w <= Threshold);
        var x = new Matrix<T>(a.Rows, a.Rows - first);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                T scale = T.CreateChecked(1 / Math.Sqrt(overlap.Values[first + j]));
                x[i, j] = overlap.Vectors![i, first + j] * scale;
            }
        }

        Matrix<T> projected = Dense.SlowProduct(x.View().Adjoint, (a * x).View());
        return (Solve(projected).Values.ToArray(), overlap.Values[0]);
    }

    private static Eigensystem<T> Solve<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T> => (object)a switch
        {
            Matrix<double> real => (Eigensystem<T>)(object)HermitianEigenproblem.Solve(real),
            Matrix<Complex> z => (Eigensystem<T>)(object)HermitianEigenproblem.Solve(z),
            _ => throw new NotSupportedException(),
        };

    // Eigenvalues from 1e-6 to 0.9e-2 and from 1.1e-2 to 3 in a random basis.
    private static Matrix<T> Overlap<T>(int order, int removed, int seed)
        where T : unmanaged, INumberBase<T>
    {
        double[] values = new double[order];
        for (int i = 0; i < order; i++)
        {
            values[i] = i < removed
                ? Threshold * Math.Pow(10, -4.0 * i / removed) * 0.9
                : Threshold * 1.1 + 3 * (i - removed) / (double)order;
        }

        Matrix<T> u = QrFactorization<T>.Factor(Dense.Random<T>(order, order, seed)).Orthonormal();
        Matrix<T> scaled = Dense.SlowProduct(u.View(), Dense.Diagonal<T>(values).View());
        return Dense.SlowProduct(scaled.View(), u.View().Adjoint);
    }
}
