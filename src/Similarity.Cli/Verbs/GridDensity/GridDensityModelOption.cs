using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.DensityModels.GridPoint;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>--model, --draws, --seed and --device: what is asked, how often, and where.
/// </summary>
internal sealed class GridDensityModelOption
{
    private const string Folder = "models", File = "aluminium.griddensity";
    private const int DefaultDraws = 30;

    private readonly Option<string?> model = new("--model")
    {
        Description = $"A model of `griddensity train` (default: the shipped {File}).",
        HelpName = "FILE",
    };

    private readonly Option<int?> draws = NumberOption.Whole(
        "--draws",
        "Networks drawn from a Bayesian model (default 30); 0: only that of its means, fast, with "
            + "no epistemic part.",
        0,
        10_000);

    private readonly Option<string> device = Device();

    private readonly Option<int?> seed = NumberOption.Whole("--seed", "Of draws (default 1).", 0);

    public void AddTo(Command verb)
    {
        verb.Add(model);
        verb.Add(draws);
        verb.Add(seed);
        verb.Add(device);
    }

    /// <exception cref="VerbException">There is no such file.</exception>
    /// <exception cref="Formats.InvalidFileException">It is no model.</exception>
    public AskedModel Read(ParseResult result)
    {
        string file = result.GetValue(model)
            ?? Path.Combine(SeedData.Find(), Folder, File);
        return System.IO.File.Exists(file)
            ? new AskedModel(
                file,
                GridDensityModel.Read(file),
                result.GetValue(draws) ?? DefaultDraws,
                (ulong)(result.GetValue(seed) ?? 1),
                result.GetRequiredValue(device))
            : throw VerbException.Absent($"{file}: there is no such model; `similarity "
                + "griddensity train` makes one");
    }

    private static Option<string> Device()
    {
        var option = new Option<string>("--device")
        {
            Description = "What computes the networks: cpu (default), in double precision, or gpu, "
                + "in single.",
            HelpName = "D",
            DefaultValueFactory = _ => AskedModel.Cpu,
        };
        option.TakeOneOf(AskedModel.Cpu, AskedModel.Gpu);
        return option;
    }
}
