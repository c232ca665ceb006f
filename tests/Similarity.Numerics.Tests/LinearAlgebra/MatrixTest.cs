using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class MatrixTest
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 40)]
    [InlineData(31, 33)]
    [InlineData(65, 32)]
    public void AdjointIsTransposedAndConjugated(int rows, int columns)
    {
        Matrix<Complex> a = Dense.Random<Complex>(rows, columns, 1), adjoint = a.Adjoint();
        Assert.Equal((columns, rows), (adjoint.Rows, adjoint.Columns));
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(Complex.Conjugate(a[i, j]), adjoint[j, i]);
            }
        }
    }

    [Fact]
    public void OnlyThreeKindsOfNumberAreTaken() =>
        Assert.IsType<NotSupportedException>(
            Assert.Throws<TypeInitializationException>(() => new Matrix<int>(1, 1)).InnerException);

    [Fact]
    public void AnIndexOutsideIsRefused()
    {
        var a = new Matrix<double>(2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => a[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => a[-1, 0]);
        Assert.Throws<ArgumentException>(() => new Matrix<double>(2, 2, new double[3]));
        Assert.Throws<ArgumentException>(() => new MatrixView<double>(new double[5], 2, 3).Rows);
    }
}
