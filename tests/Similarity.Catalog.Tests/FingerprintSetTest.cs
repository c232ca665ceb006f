using System.Collections.Immutable;
using Similarity.Search;

namespace Similarity.Catalog.Tests;

public sealed class FingerprintSetTest
{
    [Fact]
    public void IdentityNamesKindParametersAndGrid()
    {
        var set = new FingerprintSet(
            "kinetic",
            ImmutableSortedDictionary<string, string>.Empty.Add("sigma", "0.8").Add("per", "atom"),
            "zero:0:180:1024",
            VectorEncoding.Single,
            1024,
            []);

        Assert.Equal("kinetic per=atom sigma=0.8 @ zero:0:180:1024", set.Identity);
    }
}
