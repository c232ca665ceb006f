using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class MatrixProductTest
{
    public static TheoryData<SimdWidth> Widths =>
        [SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    // A sum of k products below 1 (complex: 2) is off by less than k² ε; rounding being as often up
    // as down, by about k ε in fact.
    private static double Tolerance<T>(int steps) =>
        4 * steps * Math.Sqrt(steps) * Math.Pow(2, typeof(T) == typeof(float) ? -24 : -53);

    [Theory]
    [MemberData(nameof(Widths))]
    public void FloatEqualsTheSlowTwin(SimdWidth width) => EqualsTheSlowTwin<float>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void DoubleEqualsTheSlowTwin(SimdWidth width) => EqualsTheSlowTwin<double>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void ComplexEqualsTheSlowTwin(SimdWidth width) => EqualsTheSlowTwin<Complex>(width);

    // Every order 0 to 70 in one dimension crosses every border of a tile (6 × 32 at most); the
    // other two take awkward sizes of their own.
    private static void EqualsTheSlowTwin<T>(SimdWidth width)
        where T : unmanaged, INumberBase<T>
    {
        for (int size = 0; size <= 70; size++)
        {
            (int, int, int)[] shapes =
                [(size, size, size), (size, 7, 13), (5, size, 13), (5, 33, size)];
            foreach ((int rows, int columns, int steps) in shapes)
            {
                AssertProduct<T>(width, rows, columns, steps, 1);
            }
        }
    }

    // 300 steps cross a block of steps (256), 1100 columns blocks of B (512 floats, 128 complex
    // numbers), 3100 rows a block of A (3072).
    [Theory]
    [InlineData(19, 1100, 300, 1)]
    [InlineData(19, 1100, 300, 3)]
    [InlineData(3100, 5, 3, 2)]
    [InlineData(67, 41, 513, 4)]
    public void BlockBordersAreCrossed(int rows, int columns, int steps, int threads)
    {
        AssertProduct<float>(SimdWidths.Widest, rows, columns, steps, threads);
        AssertProduct<double>(SimdWidths.Widest, rows, columns, steps, threads);
        AssertProduct<Complex>(SimdWidths.Widest, rows, columns, steps, threads);
    }

    private static void AssertProduct<T>(
        SimdWidth width, int rows, int columns, int steps, int threads)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.Random<T>(rows, steps, 1), b = Dense.Random<T>(steps, columns, 2);
        var c = new Matrix<T>(rows, columns);
        MatrixProduct.AddManaged(width, 1, a.View(), b.View(), c.Values, columns, threads);
        double error = Dense.Distance(c, Dense.SlowProduct(a.View(), b.View()));
        Assert.True(error <= Tolerance<T>(steps), $"{rows} × {columns} × {steps}: {error}");
    }

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public void NothingIsTouchedBehindTheMatrices(SimdWidth width)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "guard pages are made the Linux way");
        TouchesNothingBehind<float>(width);
        TouchesNothingBehind<double>(width);
        TouchesNothingBehind<Complex>(width);
    }

    private static void TouchesNothingBehind<T>(SimdWidth width)
        where T : unmanaged, INumberBase<T>
    {
        for (int n = 1; n <= 40; n++)
        {
            Matrix<T> a = Dense.Random<T>(n, n, n), b = Dense.Random<T>(n, n, n + 1);
            using var left = new GuardedMemory<T>(a.Values);
            using var right = new GuardedMemory<T>(b.Values);
            using var target = new GuardedMemory<T>(new T[n * n]);
            var x = new MatrixView<T>(left.Values, n, n);
            var y = new MatrixView<T>(right.Values, n, n);
            MatrixProduct.AddManaged(width, 1, x, y, target.Values, n, 1);
            target.Values.Clear();
            MatrixProduct.AddManaged(width, 1, x.Transpose, y.Transpose, target.Values, n, 1);
            Matrix<T> expected = Dense.SlowProduct(a.View().Transpose, b.View().Transpose);
            double error = Dense.Distance(expected, new(n, n, target.Values.ToArray()));
            Assert.True(error <= Tolerance<T>(n), $"order {n}: {error}");
        }
    }

    [SkippableTheory]
    [InlineData(BlasBackend.Managed)]
    [InlineData(BlasBackend.OpenBlas)]
    public void EveryViewMultiplies(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        AssertEveryView<float>();
        AssertEveryView<double>();
        AssertEveryView<Complex>();
    }

    private static void AssertEveryView<T>()
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.Random<T>(37, 37, 3), b = Dense.Random<T>(37, 37, 4);
        for (int left = 0; left < 4; left++)
        {
            for (int right = 0; right < 4; right++)
            {
                MatrixView<T> x = Variant(a, left), y = Variant(b, right);
                var c = new Matrix<T>(x.Rows, y.Columns);
                MatrixProduct.Multiply(x, y, c.Values, c.Columns);
                double error = Dense.Distance(c, Dense.SlowProduct(x, y));
                Assert.True(error <= Tolerance<T>(37), $"views {left}, {right}: {error}");
            }
        }
    }

    private static MatrixView<T> Variant<T>(Matrix<T> matrix, int variant)
        where T : unmanaged, INumberBase<T>
    {
        MatrixView<T> view = matrix.View();
        return variant switch
        {
            0 => view,
            1 => view.Transpose,
            2 => view.Adjoint,
            _ => view.Conjugate,
        };
    }

    [SkippableTheory]
    [InlineData(BlasBackend.Managed)]
    [InlineData(BlasBackend.OpenBlas)]
    public void WindowsOfLargerMatricesMultiplyAndLeaveTheRestAlone(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        Matrix<double> a = Dense.Random<double>(20, 30, 5), b = Dense.Random<double>(30, 40, 6);
        Matrix<double> c = Dense.Random<double>(25, 45, 7), before = c.Copy();
        MatrixView<double> x = a.View().Window(3, 4, 9, 17), y = b.View().Window(10, 2, 17, 35);
        MatrixProduct.Add(-0.5, x, y, c.Values[(2 * 45 + 6)..], 45);
        Matrix<double> product = Dense.SlowProduct(x, y);
        for (int i = 0; i < 25; i++)
        {
            for (int j = 0; j < 45; j++)
            {
                bool inside = i is >= 2 and < 11 && j is >= 6 and < 41;
                double expected = before[i, j] - (inside ? 0.5 * product[i - 2, j - 6] : 0);
                Assert.Equal(expected, c[i, j], inside ? Tolerance<double>(17) : 0);
            }
        }
    }

    [Fact]
    public void StridesOtherThanOneMultiply()
    {
        Matrix<Complex> a = Dense.Random<Complex>(40, 40, 8);
        var sparse = new MatrixView<Complex>(a.Values[3..], 13, 19, 80, 2, conjugated: true);
        Matrix<Complex> product = MatrixProduct.Multiply(sparse, sparse.Adjoint);
        double error = Dense.Distance(product, Dense.SlowProduct(sparse, sparse.Adjoint));
        Assert.True(error <= Tolerance<Complex>(19), $"{error}");
    }

    [SkippableTheory]
    [InlineData(BlasBackend.Managed)]
    [InlineData(BlasBackend.OpenBlas)]
    public void ThreadsChangeNoBit(BlasBackend backend)
    {
        using IDisposable _ = Backends.Use(backend);
        foreach ((int rows, int columns) in new[] { (1111, 77), (77, 1111) })
        {
            Matrix<double> a = Dense.Random<double>(rows, 270, 9);
            Matrix<double> b = Dense.Random<double>(270, columns, 10);
            Matrix<double> one = MatrixProduct.Multiply(a.View(), b.View());
            foreach (int threads in new[] { 2, 3, 7 })
            {
                Matrix<double> many = MatrixProduct.Multiply(a.View(), b.View(), threads);
                Assert.Equal(0, Dense.Distance(one, many));
            }
        }
    }

    [SkippableFact]
    public void BackendsAgree()
    {
        Backends.SkipWithoutOpenBlas();
        AssertBackendsAgree<float>();
        AssertBackendsAgree<double>();
        AssertBackendsAgree<Complex>();
    }

    private static void AssertBackendsAgree<T>()
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Dense.Random<T>(601, 257, 11), b = Dense.Random<T>(257, 131, 12);
        Matrix<T> Multiply(BlasBackend backend)
        {
            using IDisposable _ = BlasLibrary.Use(backend);
            return a * b;
        }

        double error =
            Dense.Distance(Multiply(BlasBackend.Managed), Multiply(BlasBackend.OpenBlas));
        Assert.True(error <= Tolerance<T>(257), $"{error}");
    }

    [Fact]
    public void ShapesThatDoNotFitAreRefused()
    {
        Matrix<double> a = new(2, 3), b = new(2, 3);
        Assert.Throws<ArgumentException>(() => a * b);
        Assert.Throws<ArgumentException>(
            () => MatrixProduct.Multiply(a.View(), b.View().Transpose, new double[3], 2));
    }
}
