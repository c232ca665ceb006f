namespace Similarity.Numerics.Tests;

public class IntegerMatrix3DTest
{
    private static readonly IntegerMatrix3D Unimodular = new(2, 1, 0, 1, 1, 3, 0, 0, -1);

    [Fact]
    public void InverseOfAUnimodularMatrixIsInteger()
    {
        Assert.Equal(-1, Unimodular.Determinant);
        Assert.Equal(IntegerMatrix3D.Identity, Unimodular * Unimodular.Inverse);
        Assert.Equal(IntegerMatrix3D.Identity, Unimodular.Inverse * Unimodular);
        Assert.Throws<InvalidOperationException>(() => (2 * IntegerMatrix3D.Identity).Inverse);
    }

    [Fact]
    public void ItIsARealMatrixWithIntegerEntries()
    {
        var other = new IntegerMatrix3D(0, 1, 2, -3, 1, 0, 4, 4, 1);
        Assert.Equal((Unimodular * other).ToMatrix(), Unimodular.ToMatrix() * other.ToMatrix());
        Assert.Equal(other, IntegerMatrix3D.Round(other.ToMatrix()));
        Assert.Equal(other.Determinant, other.ToMatrix().Determinant);
        Assert.Equal(other.Transpose.ToMatrix(), other.ToMatrix().Transpose);
        var vector = new IntegerVector3D(1, -2, 3);
        Assert.Equal((other * vector).ToVector(), other.ToMatrix() * vector.ToVector());
        Assert.Equal(other * vector.ToVector(), (other * vector).ToVector());
        Assert.Equal(other, IntegerMatrix3D.FromColumns(other.Column(0), other.Column(1), other.Column(2)));
    }

    [Fact]
    public void ReducedVectorHasNoCommonDivisor()
    {
        Assert.Equal(new IntegerVector3D(-2, 0, 3), new IntegerVector3D(-8, 0, 12).Reduced);
        Assert.Equal(default, default(IntegerVector3D).Reduced);
    }
}
