using System.Text.RegularExpressions;

namespace Similarity.Cli.Report;

/// <summary>The style sheets inside the program: colours for light and dark, page, plots.</summary>
internal static partial class StyleSheet
{
    private const string DarkMedia = "@media (prefers-color-scheme: dark)";

    /// <summary>Of a page with pictures in it.</summary>
    public static string OfPage() => Read("colors.css") + Read("report.css") + Read("plot.css");

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
