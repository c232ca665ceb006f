namespace Similarity.Numerics.Tests;

public class Matrix3DTest
{
    [Fact]
    public void InverseTimesMatrixIsIdentity()
    {
        var m = new Matrix3D(new(2, 0.3, -1), new(0.1, 1.5, 0.7), new(-0.4, 0.2, 3));
        Matrix3D product = m * m.Inverse;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(i == j ? 1 : 0, product[i, j], 1e-15);
            }
        }
    }

    [Fact]
    public void SingularMatrixHasNoInverse() =>
        Assert.Throws<InvalidOperationException>(() => default(Matrix3D).Inverse);

    [Fact]
    public void MatricesAreWrittenRowByRow()
    {
        Assert.Equal(
            "[(1, 0, 0), (0, 2.5, 0), (0, 0, -3)]", Matrix3D.Diagonal(1, 2.5, -3).ToString());
        Assert.Equal("[(1, 0, 0), (0, 1, 0), (0, 0, 1)]", IntegerMatrix3D.Identity.ToString());
    }
}
