using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

/// <summary>
/// A = L Lᴴ, P A = L U and A = Q R, for orders around the borders of their blocks.
/// </summary>
public class FactorizationTest
{
    public static TheoryData<BlasBackend> Both => [BlasBackend.Managed, BlasBackend.OpenBlas];

    // Orders 0 to 5, then around blocks of 32 and 64 and strips of 256.
    private static readonly int[] Orders = [0, 1, 2, 3, 5, 31, 32, 33, 63, 64, 65, 130, 330];

    // Backward errors are a modest multiple of n ε ‖A‖; ‖A‖ ≤ n max |Aᵢⱼ|.
    private static double Tolerance<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        return 8 * unit * Math.Max(a.Rows, a.Columns) * Dense.Largest(a);
    }

    private static void AssertNear<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        double error = Dense.Distance(expected, actual);
        Assert.True(
            error <= tolerance, $"{expected.Rows} × {expected.Columns}: {error} > {tolerance}");
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void CholeskyGivesTheMatrixBack(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in Orders)
        {
            AssertCholesky(Dense.RandomPositive<double>(n, n));
            AssertCholesky(Dense.RandomPositive<Complex>(n, n));
            AssertCholesky(Dense.RandomPositive<float>(n, n));
        }
    }

    private static void AssertCholesky<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        // The upper triangle must not be looked at.
        Matrix<T> lowerOnly = a.Copy();
        for (int i = 0; i < a.Rows; i++)
        {
            lowerOnly.Row(i)[(i + 1)..].Fill(T.CreateChecked(1e30));
        }

        Cholesky<T> factor = Cholesky<T>.Factor(lowerOnly);
        MatrixView<T> lower = factor.Lower.View();
        AssertNear(a, Dense.SlowProduct(lower, lower.Adjoint), Tolerance(a));
        Matrix<T> x = Dense.Random<T>(a.Rows, 3, 7);
        Matrix<T> b = Dense.SlowProduct(a.View(), x.View());
        AssertNear(b, Dense.SlowProduct(a.View(), factor.Solve(b).View()), 8 * Tolerance(a));
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void TheFirstBadBlockIsNamed(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        Matrix<Complex> a = Dense.RandomPositive<Complex>(90, 1);
        a[71, 71] = -1;
        Assert.Null(Cholesky<Complex>.TryFactor(a, out int failedOrder));
        Assert.Equal(72, failedOrder);
        var refusal = Assert.Throws<NotPositiveDefiniteException>(() => Cholesky<Complex>.Factor(a));
        Assert.Equal(72, refusal.Order);

        Matrix<double> zero = new(3, 3);
        Assert.Null(Cholesky<double>.TryFactor(zero, out failedOrder));
        Assert.Equal(1, failedOrder);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void LuGivesTheMatrixBack(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (int n in Orders)
        {
            AssertLu(Dense.Random<double>(n, n, n + 1));
            AssertLu(Dense.Random<Complex>(n, n, n + 1));
            AssertLu(Dense.Random<float>(n, n, n + 1));
        }
    }

    private static void AssertLu<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        LuFactorization<T> factor = LuFactorization<T>.Factor(a);
        Matrix<T> lower = factor.Lower(), permuted = new(a.Rows, a.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            a.Row(factor.RowOrder[i]).CopyTo(permuted.Row(i));
        }

        // Growth of the pivots of random matrices stays below n^(2/3).
        double tolerance = Tolerance(a) * Math.Pow(Math.Max(a.Rows, 1), 2.0 / 3);
        AssertNear(permuted, Dense.SlowProduct(lower.View(), factor.Upper().View()), tolerance);

        // A complex pivot is chosen by |re| + |im|, so an element of L may reach √2.
        double bound = typeof(T) == typeof(Complex) ? Math.Sqrt(2) : 1;
        Assert.True(Dense.Largest(lower) <= bound + 1e-6);
        Matrix<T> x = Dense.Random<T>(a.Rows, 3, 8);
        Matrix<T> b = Dense.SlowProduct(a.View(), x.View()), solved = factor.Solve(b);
        double residual = tolerance * Math.Max(1, Dense.Largest(solved));
        AssertNear(b, Dense.SlowProduct(a.View(), solved.View()), residual);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void DeterminantsOfKnownMatrices(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);

        // det of (2 on the diagonal, −1 beside it) is n + 1.
        for (int n = 0; n < 80; n++)
        {
            double determinant = LuFactorization<double>.Factor(Laplacian(n)).Determinant;
            Assert.Equal(n + 1, determinant, 1e-13 * (n + 1));
        }

        // A cyclic shift of three is an even permutation, of four an odd one.
        Assert.Equal(1, LuFactorization<double>.Factor(Shift(3)).Determinant);
        Assert.Equal(-1, LuFactorization<double>.Factor(Shift(4)).Determinant);
        Complex i = Complex.ImaginaryOne;
        Assert.Equal(i, LuFactorization<Complex>.Factor(new(1, 1, [i])).Determinant);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void ASingularMatrixSaysSo(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        var factor = LuFactorization<double>.Factor(new(2, 2, [1, 2, 2, 4]));
        Assert.True(factor.IsSingular);
        Assert.Equal(0, factor.Determinant);
        Assert.Throws<InvalidOperationException>(() => factor.Solve(new(2, 1)));
        Assert.False(LuFactorization<double>.Factor(Matrix<double>.Identity(2)).IsSingular);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void QrGivesTheMatrixBack(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        int[] sizes = [0, 1, 2, 31, 33, 64, 101];
        foreach (int rows in sizes)
        {
            foreach (int columns in sizes)
            {
                AssertQr(Dense.Random<double>(rows, columns, rows + columns));
                AssertQr(Dense.Random<Complex>(rows, columns, rows + columns));
                AssertQr(Dense.Random<float>(rows, columns, rows + columns));
            }
        }
    }

    private static void AssertQr<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        QrFactorization<T> factor = QrFactorization<T>.Factor(a);
        Matrix<T> q = factor.Orthonormal(), r = factor.Upper;
        int count = Math.Min(a.Rows, a.Columns);
        Assert.Equal((a.Rows, count, count, a.Columns), (q.Rows, q.Columns, r.Rows, r.Columns));
        AssertNear(a, Dense.SlowProduct(q.View(), r.View()), Tolerance(a));
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        Matrix<T> overlap = Dense.SlowProduct(q.View().Adjoint, q.View());
        AssertNear(Matrix<T>.Identity(count), overlap, 8 * unit * (count + 1));
        for (int i = 0; i < count; i++)
        {
            Assert.True(T.IsRealNumber(r[i, i]));
            Assert.Equal(-1, r.Row(i)[..i].IndexOfAnyExcept(T.Zero));
        }
    }

    /// <summary>
    /// A power of two rounds nothing, so Q, L and the pivots stay the same bit for bit, also where
    /// the squares of the elements overflow or vanish.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void UnitsChangeNoBit(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach (double unit in (double[])[Math.ScaleB(1, 600), Math.ScaleB(1, -600)])
        {
            AssertScales(Dense.Random<double>(40, 40, 6), unit);
            AssertScales(Dense.Random<Complex>(40, 40, 6), unit);
            AssertScales(Dense.Random<float>(40, 40, 6), Math.ScaleB(1, Math.ILogB(unit) / 6));
        }
    }

    private static void AssertScales<T>(Matrix<T> a, double unit)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> scaled = a.Copy();
        foreach (ref T value in scaled.Values)
        {
            value *= T.CreateChecked(unit);
        }

        QrFactorization<T> qr = QrFactorization<T>.Factor(a);
        QrFactorization<T> scaledQr = QrFactorization<T>.Factor(scaled);
        Assert.Equal(0, Dense.Distance(qr.Orthonormal(), scaledQr.Orthonormal()));
        LuFactorization<T> lu = LuFactorization<T>.Factor(a);
        LuFactorization<T> scaledLu = LuFactorization<T>.Factor(scaled);
        Assert.Equal(lu.RowOrder, scaledLu.RowOrder);
        Assert.Equal(0, Dense.Distance(lu.Lower(), scaledLu.Lower()));
    }

    [Fact]
    public void LeastSquaresLeavesAResidualOrthogonalToTheColumns()
    {
        Matrix<Complex> a = Dense.Random<Complex>(70, 40, 1), b = Dense.Random<Complex>(70, 2, 2);
        Matrix<Complex> residual = Dense.SlowProduct(
            a.View(), QrFactorization<Complex>.Factor(a).SolveLeastSquares(b).View());
        for (int i = 0; i < residual.Values.Length; i++)
        {
            residual.Values[i] -= b.Values[i];
        }

        Assert.True(Dense.Largest(residual) > 0.1);
        Matrix<Complex> projection = Dense.SlowProduct(a.View().Adjoint, residual.View());
        AssertNear(new Matrix<Complex>(40, 2), projection, 4 * Tolerance(a));
    }

    [Fact]
    public void LeastSquaresRefusesDependentColumns()
    {
        Assert.Throws<InvalidOperationException>(
            () => QrFactorization<double>.Factor(new(3, 2)).SolveLeastSquares(new(3, 1)));
        Assert.Throws<InvalidOperationException>(
            () => QrFactorization<double>.Factor(new(2, 3)).SolveLeastSquares(new(2, 1)));
    }

    // L and U are unique once the pivots are, L Lᴴ always is.
    [SkippableFact]
    public void BackendsAgree()
    {
        Backends.SkipWithoutOpenBlas();
        Matrix<Complex> positive = Dense.RandomPositive<Complex>(150, 3);
        AssertNear(
            In(BlasBackend.OpenBlas, () => Cholesky<Complex>.Factor(positive).Lower),
            In(BlasBackend.Managed, () => Cholesky<Complex>.Factor(positive).Lower),
            Tolerance(positive));
        Matrix<double> a = Dense.Random<double>(150, 150, 4);
        LuFactorization<double> Lu() => LuFactorization<double>.Factor(a);
        LuFactorization<double> own = In(BlasBackend.Managed, Lu);
        LuFactorization<double> other = In(BlasBackend.OpenBlas, Lu);
        Assert.Equal(other.RowOrder, own.RowOrder);
        double amplification = 150 * Dense.Largest(own.Upper());
        AssertNear(other.Upper(), own.Upper(), amplification * Tolerance(a));
        Assert.Equal(1, own.Determinant / other.Determinant, 1e-11);
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        using IDisposable _ = BlasLibrary.Use(BlasBackend.Managed);
        Matrix<Complex> a = Dense.RandomPositive<Complex>(200, 5);
        Assert.Equal(0, Dense.Distance(
            Cholesky<Complex>.Factor(a, 1).Lower, Cholesky<Complex>.Factor(a, 3).Lower));
        Assert.Equal(0, Dense.Distance(
            LuFactorization<Complex>.Factor(a, 1).Upper(),
            LuFactorization<Complex>.Factor(a, 3).Upper()));
        Assert.Equal(0, Dense.Distance(
            QrFactorization<Complex>.Factor(a, 1).Orthonormal(1),
            QrFactorization<Complex>.Factor(a, 3).Orthonormal(3)));
    }

    [Fact]
    public void ARectangleHasNeitherCholeskyNorLu()
    {
        Assert.Throws<ArgumentException>(() => Cholesky<double>.Factor(new(2, 3)));
        Assert.Throws<ArgumentException>(() => LuFactorization<double>.Factor(new(2, 3)));
    }

    private static T In<T>(BlasBackend backend, Func<T> compute)
    {
        using IDisposable _ = BlasLibrary.Use(backend);
        return compute();
    }

    private static Matrix<double> Laplacian(int n)
    {
        var a = new Matrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 2;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = -1;
            }
        }

        return a;
    }

    private static Matrix<double> Shift(int n)
    {
        var a = new Matrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, (i + 1) % n] = 1;
        }

        return a;
    }
}
