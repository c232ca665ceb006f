using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Similarity.Explorer.Browser.Tests;

/// <summary>A page of the explorer in a tab; what it complains of is kept.</summary>
internal sealed partial class ExplorerTab : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    public ExplorerTab(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // Refused requests are judged below, where their address and status are known.
            if (message.Type is "error" or "warning"
                && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && !IsOfTheGraphicsDriver(message.Text))
            {
                complaints.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Add($"uncaught: {error}");
        page.RequestFailed += (_, request) =>
        {
            // A page that is left ends its requests.
            if (request.Failure != "net::ERR_ABORTED")
            {
                complaints.Add($"failed: {request.Url} {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !MayBeRefused(response))
            {
                complaints.Add($"answered: {response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>Nothing failed, nothing was written to the console.</summary>
    public void AssertQuiet() => Assert.Empty(complaints);

    /// <summary>The text of the file that a click saves.</summary>
    public async Task<string> SavedByAsync(ILocator button)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!);
    }

    /// <summary>
    /// What a script lists, once it lists nothing: a page may arrange itself a while after it was
    /// drawn. What it lists still when patience ends is what is wrong.
    /// </summary>
    public async Task<string[]> ListedInTheEndAsync(string script)
    {
        try
        {
            await Page.WaitForFunctionAsync($"() => ({script})().length === 0");
        }
        catch (TimeoutException)
        {
            // The list says more than that it took too long.
        }

        return await Page.EvaluateAsync<string[]>(script);
    }

    /// <summary>Lets go of a file over an element, as a hand does.</summary>
    public async Task DropAsync(ILocator target, string name, string content)
    {
        IJSHandle transfer = await Page.EvaluateHandleAsync(
            """
            ([name, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([content], name));
              return transfer;
            }
            """,
            new[] { name, content });
        foreach (string type in new[] { "dragenter", "dragover", "drop" })
        {
            await target.DispatchEventAsync(type, new { dataTransfer = transfer });
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>What a material may lack: a model that knows its elements.</summary>
    private static bool MayBeRefused(IResponse response) =>
        response.Status is 404 or 422 && Optional().IsMatch(response.Url);

    /// <summary>Chromium's word about drawing in software.</summary>
    private static bool IsOfTheGraphicsDriver(string text) =>
        text.Contains("GPU stall due to ReadPixels", StringComparison.Ordinal)
        || text.Contains("Automatic fallback to software WebGL", StringComparison.Ordinal);

    [GeneratedRegex("/api/(materials/[^/]+/(learned-dos|screening|density|dos|bands)|screening/)")]
    private static partial Regex Optional();
}
