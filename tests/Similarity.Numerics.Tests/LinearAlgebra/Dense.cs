using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

/// <summary>Seeded matrices and the obvious loops that the fast code is held against.</summary>
internal static class Dense
{
    /// <summary>Parts uniform in [−1, 1).</summary>
    public static Matrix<T> Random<T>(int rows, int columns, int seed)
        where T : unmanaged, INumberBase<T>
    {
        var random = new Random(seed);
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref T value in matrix.Values)
        {
            value = Draw<T>(random);
        }

        return matrix;
    }

    public static Matrix<T> RandomHermitian<T>(int order, int seed)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> x = Random<T>(order, order, seed);
        Matrix<T> adjoint = x.Adjoint();
        for (int i = 0; i < order * order; i++)
        {
            x.Values[i] += adjoint.Values[i];
        }

        return x;
    }

    /// <summary>X Xᴴ + 1.</summary>
    public static Matrix<T> RandomPositive<T>(int order, int seed)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> x = Random<T>(order, order, seed);
        Matrix<T> positive = SlowProduct(x.View(), x.View().Adjoint);
        for (int i = 0; i < order; i++)
        {
            positive[i, i] += T.One;
        }

        return positive;
    }

    public static Matrix<T> Diagonal<T>(ReadOnlySpan<double> values)
        where T : unmanaged, INumberBase<T>
    {
        var matrix = new Matrix<T>(values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i, i] = T.CreateChecked(values[i]);
        }

        return matrix;
    }

    /// <summary>Σₚ aᵢₚ bₚⱼ, nothing else.</summary>
    public static Matrix<T> SlowProduct<T>(MatrixView<T> a, MatrixView<T> b)
        where T : unmanaged, INumberBase<T>
    {
        var product = new Matrix<T>(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < a.Columns; p++)
                {
                    sum += a[i, p] * b[p, j];
                }

                product[i, j] = sum;
            }
        }

        return product;
    }

    /// <summary>max |aᵢⱼ − bᵢⱼ|</summary>
    public static double Distance<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, INumberBase<T>
    {
        Assert.Equal((a.Rows, a.Columns), (b.Rows, b.Columns));
        double distance = 0;
        for (int i = 0; i < a.Values.Length; i++)
        {
            double difference = Size(a.Values[i] - b.Values[i]);
            Assert.False(double.IsNaN(difference), "not a number");
            distance = Math.Max(distance, difference);
        }

        return distance;
    }

    /// <summary>max |aᵢⱼ|</summary>
    public static double Largest<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T> =>
        Distance(a, new Matrix<T>(a.Rows, a.Columns));

    private static double Size<T>(T value)
        where T : unmanaged, INumberBase<T> =>
        value is Complex z ? z.Magnitude : double.CreateChecked(T.Abs(value));

    private static T Draw<T>(Random random)
        where T : unmanaged, INumberBase<T>
    {
        double real = 2 * random.NextDouble() - 1;
        return typeof(T) == typeof(Complex)
            ? (T)(object)new Complex(real, 2 * random.NextDouble() - 1)
            : T.CreateChecked(real);
    }
}
