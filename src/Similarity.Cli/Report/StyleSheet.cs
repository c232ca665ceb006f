using System.Text.RegularExpressions;

namespace Similarity.Cli.Report;

/// <summary>
/// What pages carry with them: colours for light and dark, style sheets of page and plots, and the
/// script that reads values out, zooms, hides, sorts and changes the theme.
/// </summary>
internal static partial class StyleSheet
{
    private const string DarkMedia = "@media (prefers-color-scheme: dark)";

    /// <summary>
    /// Of a page with pictures in it. A theme chosen on the page prevails over the reader's usual
    /// one; paper is light.
    /// </summary>
    public static string OfPage()
    {
        string colors = Read("colors.css");
        int dark = colors.IndexOf(DarkMedia, StringComparison.Ordinal);
        string light = Colors(colors[..dark]), night = Colors(colors[dark..]);
        return $$"""
            :root { color-scheme: light dark; {{light}} }
            @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { {{night}} } }
            :root[data-theme="dark"] { color-scheme: dark; {{night}} }
            :root[data-theme="light"] { color-scheme: light; }
            @media print { :root:root:root { color-scheme: light; {{light}} } }

            """ + Read("report.css") + Read("plot.css");
    }

    /// <summary>Of a page.</summary>
    public static string Script() => Read("report.js");

    /// <summary>
    /// Of a picture alone. Colours stand where they are used: few programs but browsers know
    /// variables. Those that know no media queries show the light picture.
    /// </summary>
    public static string OfPicture()
    {
        string colors = Read("colors.css");
        int dark = colors.IndexOf(DarkMedia, StringComparison.Ordinal);
        string rules = """
            .plot { font-family: system-ui, "Helvetica Neue", "DejaVu Sans", sans-serif; }
            .plot .paper { fill: var(--card); }

            """ + Read("plot.css");
        return WithColors(rules, colors[..dark])
            + DarkMedia + " {\n" + WithColors(rules, colors[dark..]) + "}\n";
    }

    private static string Colors(string rules) =>
        string.Join(' ', Definition().Matches(rules).Select(match => match.Value));

    private static string WithColors(string rules, string colors)
    {
        var values = Definition().Matches(colors)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return Use().Replace(rules, match => values[match.Groups[1].Value]);
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"--([\w-]+): ([^;]+);")]
    private static partial Regex Definition();

    [GeneratedRegex(@"var\(--([\w-]+)\)")]
    private static partial Regex Use();
}
