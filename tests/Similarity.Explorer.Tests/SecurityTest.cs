using System.Net;
using System.Net.Http.Headers;
using Similarity.Cli.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>Who is let in, and what browsers are told.</summary>
[Collection(ExplorerTests.Name)]
public sealed class SecurityTest(RunningExplorer explorer)
{
    private const string Token = "correct-horse-battery-staple";

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:99", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.attacker.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.168.0.7", HttpStatusCode.MisdirectedRequest)]
    public async Task ANameThatWasPointedHereIsRefused(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/info");
        request.Headers.Host = host;
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/info")]
    [InlineData("/api/none")]
    [InlineData("/optimade/v1/info")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/none.js")]
    public async Task EveryAnswerTellsBrowsersWhatToRefuse(string address)
    {
        using HttpResponseMessage response = await explorer.Client.GetAsync(address);
        HttpResponseHeaders headers = response.Headers;
        string policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", headers.GetValues("X-Frame-Options").Single());
        Assert.False(headers.Contains("Server"));
        Assert.False(headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(null, null, null, HttpStatusCode.Forbidden)]
    [InlineData("1", "https://attacker.example", null, HttpStatusCode.Forbidden)]
    [InlineData("1", "null", null, HttpStatusCode.Forbidden)]
    [InlineData("1", null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("1", null, null, HttpStatusCode.NotFound)]
    [InlineData("1", null, "same-origin", HttpStatusCode.NotFound)]
    public async Task OtherSitesChangeNothing(
        string? header, string? origin, string? site, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/jobs/none");
        if (header is not null)
        {
            request.Headers.Add("X-Similarity", header);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using HttpResponseMessage response = await explorer.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task ADatabaseIsReadOnlyUnlessItIsSaidOtherwise()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("x"), "files", "x.cif" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs")
        {
            Content = form,
        };
        request.Headers.Add("X-Similarity", "1");
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain(
            (await explorer.Json("/api/jobs")).EnumerateArray(),
            job => job.GetProperty("title").GetString()!
                .StartsWith("import", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/../Similarity.sln")]
    [InlineData("/..%2F..%2FSimilarity.sln")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..\\..\\etc\\passwd.txt")]
    [InlineData("//etc/passwd.txt")]
    [InlineData("/pages/../../README.md")]
    public async Task NoAddressLeadsOutOfThePage(string path)
    {
        var options = new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        };
        Assert.True(Uri.TryCreate(
            explorer.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
            options,
            out Uri? address));
        using HttpResponseMessage response = await explorer.Client.GetAsync(address);
        string text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("root:", text);
        Assert.DoesNotContain("Microsoft Visual Studio", text);
    }

    [Fact]
    public async Task ElsewhereATokenIsNeeded()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ExplorerServer.StartAsync(
            explorer.Options with { Bind = IPAddress.Any }));
        await using ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Token = Token });
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/info")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await client.GetAsync("/api/info?token=wrong")).StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/info");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);

        using HttpResponseMessage first = await client.GetAsync($"/material/x?token={Token}&a=b");
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal("/material/x?a=b", first.Headers.Location!.OriginalString);
        string cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/info")).StatusCode);
    }

    [Fact]
    public async Task APortInUseIsSaid()
    {
        ExplorerException e = await Assert.ThrowsAsync<ExplorerException>(
            () => ExplorerServer.StartAsync(
                explorer.Options with { Port = explorer.Client.BaseAddress!.Port }));
        Assert.Contains("in use", e.Message);
    }

    [Fact]
    public async Task ADatabaseThatIsLostIsAProblemWithoutItsInside()
    {
        using var folder = new TemporaryFolder();
        File.Copy(explorer.Database, folder.File("m.db"));
        var told = new List<string>();
        await using ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Database = folder.File("m.db"), Report = told.Add });
        using var client = new HttpClient { BaseAddress = server.Address };
        await server.Warmth;
        await File.WriteAllBytesAsync(folder.File("m.db"), new byte[100_000]);
        await Task.Delay(1500);
        using HttpResponseMessage response = await client.GetAsync("/api/info");
        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain(" at ", text.Replace("nothing is at", "", StringComparison.Ordinal));
        Assert.NotEmpty(told);
    }
}
