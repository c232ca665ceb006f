using Microsoft.Playwright;

namespace Similarity.Explorer.Browser.Tests;

/// <summary>Debian's Chromium, driven; absent where it or its driver is.</summary>
internal static class ChromiumBrowser
{
    /// <summary>Where distributions put it; SIMILARITY_CHROMIUM names another.</summary>
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Null where there is none.</summary>
    public static string? Executable =>
        Environment.GetEnvironmentVariable("SIMILARITY_CHROMIUM") is { Length: > 0 } named
            ? named
            : Places.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, string executable) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = Arguments,
            Headless = true,
            Timeout = 120_000,
        });
}
