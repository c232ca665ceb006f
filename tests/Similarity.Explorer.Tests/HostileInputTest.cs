using System.Text;
using System.Text.Json.Nodes;
using Similarity.Numerics;

namespace Similarity.Explorer.Tests;

/// <summary>
/// Whatever is asked, the answer is a result or a problem document, never a fault of the program.
/// </summary>
[Collection(ExplorerTests.Name)]
public sealed class HostileInputTest(RunningExplorer explorer)
{
    private const int RequestsOfEach = 60;

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1", "2147483647", "2147483648", "-9223372036854775809", "1e308",
        "1e309", "-0", "NaN", "Infinity", "-Infinity", "∞", "٣", "1,5", "0x10", "1_000", "true",
        "null", "undefined", "[]", "{}", "../../etc/passwd", "..\\..\\windows\\win.ini",
        "%2e%2e%2f", "'; DROP TABLE material; --", "\" OR \"1\"=\"1", "<script>alert(1)</script>",
        "\u0000", "\u202E", "\uFFFF", "😀", "a\nb", "\r\nSet-Cookie: x=1", "{{7*7}}", "$(id)",
        "cod_C-Diamond.cif", "kinetic", "euclidean", "dot", "gap_ev > 1", "nelements = 2",
        "not not not id = \"x\"", "(((((", "elements has", "id = \"", "gap in 5..1",
        "pca", "umap", "csv", "cif", "desc", "-1e-320", "id", "formula",
    ];

    private static readonly string[] Paths =
    [
        "/optimade/v1/structures", "/optimade/v1/structures/{id}", "/optimade/v1/info",
        "/optimade/v1/links", "/optimade/versions",
    ];

    private static readonly string[] OptimadeParameters =
    [
        "filter", "response_format", "response_fields", "sort", "page_limit", "page_offset",
        "page_number", "include", "_similarity_neighbours_of", "_similarity_kind",
        "_similarity_metric",
    ];

    [Fact]
    public async Task RandomParametersAreAnsweredOrRefused()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        var random = new RandomStream(20261128);
        foreach ((string path, JsonNode? item) in document["paths"]!.AsObject()
            .Where(pair => pair.Value!["get"] is not null))
        {
            string[] names =
            [
                .. (item!["get"]!["parameters"]?.AsArray() ?? [])
                    .Where(p => (string)p!["in"]! == "query").Select(p => (string)p!["name"]!),
            ];
            for (int i = 0; i < RequestsOfEach; i++)
            {
                await Ask(HttpMethod.Get, Address(path, names, random));
            }
        }

        foreach (string path in Paths)
        {
            for (int i = 0; i < RequestsOfEach; i++)
            {
                await Ask(HttpMethod.Get, Address(path, OptimadeParameters, random));
            }
        }
    }

    [Fact]
    public async Task WrongMethodsAndBodiesAreRefused()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        var random = new RandomStream(7);
        foreach (string path in document["paths"]!.AsObject().Select(pair => pair.Key))
        {
            foreach (string method in (string[])["POST", "PUT", "PATCH", "DELETE", "BREW"])
            {
                using HttpContent body = Body(random);
                using HttpResponseMessage response =
                    await Ask(new HttpMethod(method), Address(path, [], random), body);
                Assert.True(
                    (int)response.StatusCode is >= 400 and < 500,
                    $"{method} {path}: {response.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data; boundary=\"\u0022\"")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData("nonsense")]
    public async Task MalformedUploadsAreRefused(string type)
    {
        var random = new RandomStream(3);
        foreach (string start in (string[])["", "--x\r\n", "--x\r\nContent-Disposition: form-data; "
            + "name=\"file\"; filename=\"a.cif\"\r\n\r\ndata_x\r\n--x--\r\n", "--x--\r\n"])
        {
            byte[] noise = new byte[random.Below(200)];
            for (int i = 0; i < noise.Length; i++)
            {
                noise[i] = (byte)random.Below(256);
            }

            using var body = new ByteArrayContent([.. Encoding.UTF8.GetBytes(start), .. noise]);
            body.Headers.TryAddWithoutValidation("Content-Type", type);
            using HttpResponseMessage response =
                await Ask(HttpMethod.Post, "/api/neighbours", body);
            Assert.True((int)response.StatusCode is >= 400 and < 500);
        }
    }

    [Fact]
    public async Task ALongFilterIsReadAndALongerRefused()
    {
        string filter = string.Join(" or ", Enumerable.Repeat("nelements = 2", 3000));
        await Ask(HttpMethod.Get, "/api/materials?where=" + Uri.EscapeDataString(filter));
        using HttpResponseMessage refused = await Ask(
            HttpMethod.Get, "/api/materials?where=" + new string('x', 70_000));
        Assert.Equal(400, (int)refused.StatusCode);
    }

    private static string Address(string path, string[] names, RandomStream random)
    {
        string address = path
            .Replace("{id}", random.Below(2) == 0 ? "cod_C-Diamond.cif" : Segment(random))
            .Replace("{kind}", random.Below(2) == 0 ? "kinetic" : Segment(random))
            .Replace("{job}", Segment(random));
        string[] parts =
        [
            .. names.Where(_ => random.Below(3) > 0)
                .Select(name => $"{name}={Uri.EscapeDataString(Value(random))}"),
            .. random.Below(8) == 0 ? (string[])["x=1"] : [],
        ];
        return parts.Length == 0 ? address : $"{address}?{string.Join('&', parts)}";
    }

    /// <summary>Not empty, and without what the server itself refuses in a path.</summary>
    private static string Segment(RandomStream random)
    {
        string value = Value(random).Replace("\0", "", StringComparison.Ordinal).Trim('.');
        return value.Length == 0 ? "x" : Uri.EscapeDataString(value);
    }

    private static string Value(RandomStream random)
    {
        string value = Values[random.Below(Values.Length)];
        return random.Below(10) switch
        {
            0 => value + Values[random.Below(Values.Length)],
            1 => string.Concat(Enumerable.Repeat(value, 200)),
            2 => new string((char)(33 + random.Below(90)), 1 + random.Below(500)),
            _ => value,
        };
    }

    private static ByteArrayContent Body(RandomStream random)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Value(random)));
        string[] types = ["application/json", "text/html", "multipart/form-data; boundary=b", ""];
        body.Headers.TryAddWithoutValidation("Content-Type", types[random.Below(types.Length)]);
        return body;
    }

    private async Task<HttpResponseMessage> Ask(
        HttpMethod method, string address, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        request.Headers.Add("X-Similarity", "1");
        HttpResponseMessage response = await explorer.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead);
        int status = (int)response.StatusCode;
        Assert.True(status < 500 || status == 501, $"{method} {address}: {status}");
        if (status >= 400)
        {
            string? type = response.Content.Headers.ContentType?.MediaType;
            Assert.True(
                type is "application/problem+json" or "application/vnd.api+json",
                $"{method} {address}: {status} as {type}");
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            var detail = (string?)(problem["detail"] ?? problem["errors"]![0]!["detail"]);
            Assert.False(string.IsNullOrEmpty(detail), $"{method} {address}");
        }

        return response;
    }
}
