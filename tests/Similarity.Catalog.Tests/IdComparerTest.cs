namespace Similarity.Catalog.Tests;

public sealed class IdComparerTest
{
    [Fact]
    public void IdsAreComparedAsTheirBytesAre()
    {
        foreach (string a in CatalogSamples.IdsInOrder.Append(""))
        {
            foreach (string b in CatalogSamples.IdsInOrder.Append("a\U0001F600\uFFFD"))
            {
                Assert.Equal(
                    Math.Sign(IdOrder.Instance.Compare(a, b)),
                    Math.Sign(IdComparer.Instance.Compare(a, b)));
            }
        }
    }
}
