using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Matrices;
using Similarity.Cli.Report;
using Similarity.Fingerprints;
using Similarity.Learning.Clusters;

namespace Similarity.Cli.Verbs;

/// <summary>What `matrix` is asked for beside files and fingerprints.</summary>
internal sealed record MatrixChoice(
    FingerprintMetric Metric,
    bool Resample,
    bool ScaleVolume,
    ClusterChoice Clusters,
    string MapColors,
    OutputFile? Svg,
    OutputFile? HeatMap,
    OutputFile? Map,
    OutputFile? Npy,
    OutputFile? Csv,
    OutputFile? Report)
{
    public IEnumerable<OutputFile> Outputs =>
        new[] { Svg, HeatMap, Map, Npy, Csv, Report }.OfType<OutputFile>();
}

/// <summary>The options behind a <see cref="MatrixChoice"/>.</summary>
internal sealed class MatrixOptions
{
    private readonly Option<string> metric = new("--metric")
    {
        Description = $"One of {string.Join(", ", FingerprintMetric.Names)}.",
        HelpName = "M",
        Required = true,
    };

    private readonly Option<bool> resample = new("--resample")
    {
        Description = "Interpolate fingerprints on different grids to the energies of both.",
    };

    private readonly Option<bool> scaleVolume = new("--scale-volume")
    {
        Description = "Scale every structure to the mean volume per atom of all: shapes alone.",
    };

    private readonly Option<double?> epsilon = NumberOption.Real(
        "--cluster",
        "EPS",
        "Label clusters by DBSCAN: neighbours are within EPS. Without it the tree is cut.",
        "a number of at least 0",
        value => value >= 0);

    private readonly Option<int?> minPoints = NumberOption.Whole(
        "--min-points",
        "With --cluster: items within EPS that make a core, itself included (default 2).",
        minimum: 1);

    private readonly Option<string> linkage = new("--linkage")
    {
        Description = "Of the tree: single, complete, average (default), weighted or ward.",
        HelpName = "LINKAGE",
        DefaultValueFactory = _ => "average",
    };

    private readonly Option<string> mapColors = new("--map-by")
    {
        Description = "Colours of the map: cluster (default), formula or volume.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => "cluster",
    };

    private readonly Option<string?> svg = File("--svg", "Draw the tree (SVG).");
    private readonly Option<string?> heatMap =
        File("--heatmap", "Draw the matrix, items in the order of the tree (SVG).");

    private readonly Option<string?> map =
        File("--map", "Draw items as points whose distances come nearest to theirs (SVG).");

    private readonly Option<string?> npy = File("--npy", "Write the matrix for numpy.");
    private readonly Option<string?> csv = File("--csv", "Write the matrix with ids.");
    private readonly Option<string?> report = ReportOption.Create();

    public MatrixOptions()
    {
        metric.TakeOneOf([.. FingerprintMetric.Names]);
        linkage.TakeOneOf([.. Enum.GetValues<Linkage>().Select(MatrixClusters.NameOf)]);
        mapColors.TakeOneOf(MatrixPictures.MapColors);
    }

    public void AddTo(Command verb)
    {
        Option[] options =
        [
            metric, resample, scaleVolume, epsilon, minPoints, linkage,
            svg, heatMap, map, mapColors, npy, csv, report,
        ];
        foreach (Option option in options)
        {
            verb.Add(option);
        }
    }

    public MatrixChoice Of(ParseResult result)
    {
        double? eps = result.GetValue(epsilon);
        if (eps is null && result.GetValue(minPoints) is not null)
        {
            throw VerbException.Usage("--min-points belongs to --cluster");
        }

        var choice = new MatrixChoice(
            FingerprintMetric.Find(result.GetRequiredValue(metric)),
            result.GetValue(resample),
            result.GetValue(scaleVolume),
            new ClusterChoice(
                Enum.Parse<Linkage>(result.GetRequiredValue(linkage), ignoreCase: true),
                eps,
                result.GetValue(minPoints) ?? 2),
            result.GetRequiredValue(mapColors),
            OutputFile.Probe(svg.Name, result.GetValue(svg)),
            OutputFile.Probe(heatMap.Name, result.GetValue(heatMap)),
            OutputFile.Probe(map.Name, result.GetValue(map)),
            OutputFile.Probe(npy.Name, result.GetValue(npy)),
            OutputFile.Probe(csv.Name, result.GetValue(csv)),
            ReportOption.Of(result, report));
        foreach (IGrouping<string, OutputFile> same in choice.Outputs
            .GroupBy(file => Path.GetFullPath(file.Path)).Where(group => group.Count() > 1))
        {
            throw VerbException.Usage(
                $"{string.Join(" and ", same.Select(file => file.Option))} name the same file, "
                    + same.First().Path);
        }

        return choice;
    }

    private static Option<string?> File(string name, string help) =>
        new(name) { Description = help, HelpName = "FILE" };
}
