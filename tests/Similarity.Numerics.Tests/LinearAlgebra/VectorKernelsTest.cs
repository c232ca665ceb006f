using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class VectorKernelsTest
{
    // Longer than four vectors of 8 floats, at every remainder.
    private const int Longest = 100;

    private static double Tolerance<T>() =>
        4 * Longest * (typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53));

    [Fact]
    public void FloatEqualsTheSlowTwin() => EqualsTheSlowTwin<float>();

    [Fact]
    public void DoubleEqualsTheSlowTwin() => EqualsTheSlowTwin<double>();

    [Fact]
    public void ComplexEqualsTheSlowTwin() => EqualsTheSlowTwin<Complex>();

    private static void EqualsTheSlowTwin<T>()
        where T : unmanaged, INumberBase<T>
    {
        T alpha = Dense.Random<T>(1, 1, 3)[0, 0];
        for (int length = 0; length <= Longest; length++)
        {
            Matrix<T> x = Dense.Random<T>(length, 1, 1), y = Dense.Random<T>(length, 1, 2);
            AssertNear(
                Dense.SlowProduct(x.View().Adjoint, y.View()),
                new(1, 1, [VectorKernels.Dot<T>(x.Values, y.Values)]),
                length);

            Matrix<T> sum = y.Copy();
            VectorKernels.AddScaled(alpha, x.Values, sum.Values);
            for (int i = 0; i < length; i++)
            {
                y[i, 0] += alpha * x[i, 0];
            }

            AssertNear(y, sum, length);

            // Nine rows: two fours and one; a stride beyond the length.
            int stride = length + 3;
            Matrix<T> a = Dense.Random<T>(9, stride, 4);
            var product = new Matrix<T>(9, 1);
            VectorKernels.ConjugateTimes(a.Values, stride, x.Values, product.Values);
            MatrixView<T> window = a.View().Window(0, 0, 9, length);
            AssertNear(Dense.SlowProduct(window.Conjugate, x.View()), product, length);
        }
    }

    private static void AssertNear<T>(Matrix<T> expected, Matrix<T> actual, int length)
        where T : unmanaged, INumberBase<T>
    {
        double error = Dense.Distance(expected, actual);
        Assert.True(error <= Tolerance<T>(), $"length {length}: {error}");
    }
}
