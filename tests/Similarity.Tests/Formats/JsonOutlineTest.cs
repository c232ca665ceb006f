using System.Text;
using Similarity.Formats;

namespace Similarity.Tests.Formats;

public class JsonOutlineTest
{
    [Theory]
    [InlineData(
        """{"a":1,"b":{"c":[1,{"d":2}],"e":3},"f":[[{"g":0}]]}""", "a b b.c b.c.d b.e f f.g")]
    [InlineData("""  [{"a":{"b":{"c":{"d":1}}}},{"z":1}]""", "a a.b a.b.c z")]
    [InlineData("""{"a":{"b":1},"c":[1,2,""", "a a.b c")]
    [InlineData("""{"a":{"b":1},"c" nonsense""", "a a.b")]
    [InlineData("{\"a\":1}\n{\"b\":2}", "a")]
    [InlineData("\uFEFF{\"a\":1}", "a")]
    [InlineData("data_a", "")]
    [InlineData("", "")]
    public void NamesNearTheRootAreFound(string json, string names) => Assert.Equal(
        names,
        string.Join(
            ' ', JsonOutline.Of(Encoding.UTF8.GetBytes(json)).Order(StringComparer.Ordinal)));
}
