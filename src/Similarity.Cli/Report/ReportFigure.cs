namespace Similarity.Cli.Report;

/// <summary>A picture with a heading and a line of explanation.</summary>
internal sealed record ReportFigure(string Title, string Caption, string Svg);
