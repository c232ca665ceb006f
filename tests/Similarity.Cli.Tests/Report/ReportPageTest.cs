using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Similarity.Cli.Report;
using Similarity.Cli.Tests.Databases;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Report;

/// <summary>
/// Pages of results: one file, nothing fetched, text of databases and files never markup.
/// </summary>
public sealed partial class ReportPageTest : IClassFixture<PolymorphDatabase>
{
    private const string Hostile = "\"><script>alert(1)</script><!-- ]]> & 'x'";

    private readonly PolymorphDatabase database;

    public ReportPageTest(PolymorphDatabase database) => this.database = database;

    [Fact]
    public async Task AQueryHasATableAndCurvesOverOneAnother()
    {
        string id = "mp_SnO2_rutile_mp-856.cif";
        XElement page = await PageOf("query", "--db", database.Path, "--id", id, "-k", "4");

        Assert.Equal(4, Rows(page).Length);
        Assert.Contains(Series(page), name => name == id);
    }

    [Fact]
    public async Task AMatrixHasATreeAFieldAndAMap()
    {
        string[] files =
        [
            .. Directory.GetFiles(RepositoryFile.Database("polymorphs"), "mp_TiO2_*.cif")
                .Order(StringComparer.Ordinal),
        ];
        XElement page = await PageOf(
            ["matrix", .. files, "--kind", "kinetic", "--set", "kgrid=1,1,1",
                "--metric", "euclidean"]);

        Assert.Equal(
            3, page.Descendants("svg").Count(svg => Has(svg, "class", "plot")));
        Assert.Equal(2 * files.Length, Rows(page).Length);
    }

    [Fact]
    public async Task CandidatesHaveIntervalsAndReasons()
    {
        XElement page = await PageOf(
            "screen", "predict", RepositoryFile.Database("polymorphs/mp_SnO2_rutile_mp-856.cif"));

        Assert.Single(Rows(page));
        Assert.Equal(["interval of 95 %", "probability"], Series(page));
    }

    [Fact]
    public async Task AnEvaluationHasCurvesOfScoresHeldOut()
    {
        XElement page = await PageOf(
            "screen", "evaluate", "--db", database.Path, "--features", "composition", "--trees",
            "5", "--repeats", "2", "--rows", "20");

        Assert.Equal(3, Series(page).Count(name => name == "composition"));
        Assert.Equal(2, Series(page).Count(name => name == "chance"));
    }

    [Fact]
    public async Task ALearningCurveHasItsDeviations()
    {
        XElement page = await PageOf(
            "screen", "curve", "--db", database.Path, "--features", "composition", "--trees", "5",
            "--repeats", "2", "--shares", "0.3,0.6");

        Assert.Equal(2, Rows(page).Length);
        Assert.Equal(3, Series(page).Count(name => name == "composition ±"));
    }

    [Fact]
    public async Task ALearnedDensityHasItsBand()
    {
        XElement page = await PageOf(
            "dosmodel", "predict", RepositoryFile.Database("dos/silicon.extxyz"), "--index", "1");

        Assert.Equal(["± standard deviation", "predicted", "Fermi level"], Series(page));
    }

    [Fact]
    public async Task ModelsOfDensitiesHaveAPointForEachStructureHeldOut()
    {
        XElement page = await PageOf(
            "dosmodel", "evaluate", RepositoryFile.Database("dos/silicon-pbe.jsonl.gz"),
            "--split", "hold:liq6,liq8", "--split", "family", "--regressor", "linear",
            "--reference", "fermi", "--representation", "principal:8", "--members", "3",
            "--cutoff", "3");

        Assert.Equal(2, Rows(page).Length);
        Assert.Equal(
            ["hold:liq6,liq8", "family", "equal", "hold:liq6,liq8", "family"], Series(page));
        Assert.Equal(
            int.Parse(
                Rows(page)[0].Elements("td").ElementAt(2).Value, CultureInfo.InvariantCulture),
            page.Descendants("g").First(group => Has(group, "data-name", "hold:liq6,liq8"))
                .Elements("circle").Count());
    }

    /// <summary>An id is text wherever it stands: title, cells, legend, read-out.</summary>
    [Fact]
    public void IdsAreNeverMarkup()
    {
        var report = new HtmlReport(Hostile);
        report.Heading(Hostile);
        report.Paragraph(Hostile);
        report.Tiles((Hostile, Hostile));
        report.Table([Hostile, "#n"], [[Hostile, "-1"], [Hostile, "2"]]);
        report.Figure(new ReportFigure(Hostile, Hostile, new Chart(Hostile, Hostile, Hostile,
        [
            new ChartSeries(Hostile, ChartMark.Line, 0, [0, 1], [0, 1]),
            new ChartSeries(Hostile, ChartMark.Points, 1, [0, 1], [1, 0]) { Labels = [Hostile] },
        ]).Draw().ToString()));
        XElement page = Check(report.ToHtml(Hostile));

        Assert.Equal(2, Series(page).Count(name => name == Hostile));
        Assert.Equal(Hostile, page.Descendants("title").First().Value);
    }

    [Fact]
    public void ChartsOfNothingAndOfOnePointAreDrawn()
    {
        string empty = new Chart("a", "x", "y", []).Draw().ToString();
        string point = new Chart(
            "a", "x", "y", [new ChartSeries("s", ChartMark.Points, 0, [2], [3])]).Draw().ToString();

        Assert.Contains("data-x=\"0 1\"", empty);
        Assert.Single(XElement.Parse(point).Descendants("circle"));
        Assert.Throws<ArgumentException>(() => new Chart("a", "x", "y", [])
        {
            XRange = (1, 1),
        }.Draw());
    }

    private static async Task<XElement> PageOf(params string[] line)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("page.html");
        ProgramRun run = await ProgramRun.Of([.. line, "--report", file]);

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
        return Check(File.ReadAllText(file));
    }

    /// <summary>
    /// The page as a tree: what HTML leaves open is closed first, style and script set aside.
    /// </summary>
    private static XElement Check(string html)
    {
        Assert.Single(ScriptElement().Matches(html));
        Assert.DoesNotMatch(ExternalReference(), ScriptElement().Replace(html, ""));
        string text = Unclosed().Replace(ScriptElement().Replace(html, ""), "$0</$1>");
        text = StyleElement().Replace(text, "").Replace(" hidden>", ">", StringComparison.Ordinal);
        text = text[text.IndexOf("<html", StringComparison.Ordinal)..];
        XElement page = XElement.Parse(text);
        Assert.Empty(page.Descendants("script"));
        Assert.All(page.Descendants().Attributes(), attribute =>
            Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        return page;
    }

    private static XElement[] Rows(XElement page) =>
        [.. page.Descendants("tbody").Elements("tr")];

    private static string[] Series(XElement page) =>
    [
        .. page.Descendants("g").Where(group => Has(group, "class", "series"))
            .Select(group => group.Attribute("data-name")!.Value),
    ];

    private static bool Has(XElement element, string name, string value) =>
        element.Attribute(name)?.Value == value;

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex("<(meta)[^>]*>")]
    private static partial Regex Unclosed();

    [GeneratedRegex("""https?://|(src|href)\s*=|@import|url\(""")]
    private static partial Regex ExternalReference();
}
