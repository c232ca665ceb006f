namespace Similarity.Explorer.Api;

/// <summary>Names of files that browsers save.</summary>
internal static class FileNames
{
    private const int Longest = 80;

    /// <summary>Letters, digits, dots, dashes and underscores of a text; never empty.</summary>
    public static string Safe(string text)
    {
        string name = string.Concat(text.Select(c =>
            char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return name.Length == 0 ? "material" : name[..Math.Min(name.Length, Longest)];
    }
}
