using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Learning.Forests;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>How the forest grows.</summary>
internal sealed class TrainerOptions
{
    private readonly Option<int?> trees = NumberOption.Whole(
        "--trees", "Trees of the forest (default 500).", 1, 100_000);

    private readonly Option<double?> ratio = NumberOption.Real(
        "--ratio",
        "R",
        "Conductors to others in the draw of a tree (default 0.5: twice as many others; 0 for no "
            + "balance at all).",
        "a ratio from 0 to 1",
        value => value is >= 0 and <= 1);

    private readonly Option<bool> weigh = new("--weigh")
    {
        Description = "With --ratio 0: all materials are drawn from, and both classes weigh the "
            + "same in a tree.",
    };

    private readonly Option<double?> share = NumberOption.Real(
        "--share",
        "X",
        "Share of the features that a node looks at (default: their square root).",
        "a share above 0, at most 1",
        value => value is > 0 and <= 1);

    private readonly Option<int?> leaf = NumberOption.Whole(
        "--leaf", "Least number of drawn materials in a leaf (default 1).", 1);

    private readonly Option<double?> pruning = NumberOption.Real(
        "--pruning",
        "ALPHA",
        "Cut branches that gain less than ALPHA per leaf (default 0: none).",
        "a number from 0 on",
        value => value >= 0);

    private readonly Option<string> splits = Word(
        "--splits", "How questions are found: by histograms, exactly, or at random (extremely "
            + "randomised trees).", "histogram", "exact", "random");

    private readonly Option<string> criterion = Word(
        "--criterion", "What questions lower.", "gini", "entropy");

    private readonly Option<string> calibration = Word(
        "--calibration", "How scores become probabilities.", "isotonic", "platt", "none");

    private readonly Option<int?> keep = NumberOption.Whole(
        "--keep", "Learn from the N features that matter most in a first forest alone.", 1);

    private readonly Option<int?> seed = NumberOption.Whole(
        "--seed", "Of draws and splits (default 1).", 0);

    public void AddTo(Command verb)
    {
        foreach (Option option in (Option[])
            [trees, ratio, weigh, share, leaf, pruning, splits, criterion, calibration, keep, seed])
        {
            verb.Add(option);
        }
    }

    public ulong SeedOf(ParseResult result) => (ulong)(result.GetValue(seed) ?? 1);

    /// <exception cref="VerbException">Options that exclude each other.</exception>
    public ScreeningTrainer Of(ParseResult result) => new()
    {
        Forest = new ForestClassifier
        {
            Options = new ForestOptions
            {
                Trees = result.GetValue(trees) ?? 500,
                FeatureShare = result.GetValue(share),
                MinimumInLeaf = result.GetValue(leaf) ?? 1,
                PruningAlpha = result.GetValue(pruning) ?? 0,
                Search = Enum.Parse<SplitSearch>(result.GetRequiredValue(splits), true),
                Seed = SeedOf(result),
            },
            Balance = BalanceOf(result.GetValue(ratio) ?? 0.5, result.GetValue(weigh)),
            Criterion = Enum.Parse<ClassCriterion>(result.GetRequiredValue(criterion), true),
        },
        Calibration = Enum.Parse<CalibrationMethod>(result.GetRequiredValue(calibration), true),
        KeepFeatures = result.GetValue(keep),
    };

    private static ClassBalance BalanceOf(double ratio, bool weigh) => (ratio, weigh) switch
    {
        (0, _) => ClassBalance.None with { WeighDraw = weigh },
        (_, false) => ClassBalance.Sorep with { Ratio = ratio },
        _ => throw VerbException.Usage("--weigh goes with --ratio 0"),
    };

    private static Option<string> Word(string name, string help, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = $"{help} One of {string.Join(", ", words)} (default {words[0]}).",
            HelpName = "WORD",
            DefaultValueFactory = _ => words[0],
        };
        option.TakeOneOf(words);
        return option;
    }
}
