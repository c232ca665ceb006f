using System.CommandLine;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>What verbs share that grow forests: of which materials, from what, and how.</summary>
internal sealed class ForestChoices
{
    private readonly FeatureOptions features = new();
    private readonly LabelOptions labels = new();
    private readonly TrainerOptions trainer = new();
    private readonly ThresholdOption threshold = new();
    private readonly Option<string?> where = WhereOption.Create();

    public Option<string> Database { get; } = DatabaseOption.Create();

    /// <summary>Adds all but <see cref="Database"/>: that comes before a verb's own.</summary>
    public void AddTo(Command verb)
    {
        features.AddTo(verb);
        labels.AddTo(verb);
        trainer.AddTo(verb);
        threshold.AddTo(verb);
        verb.Add(where);
    }

    /// <summary>Opens the database for the work on it.</summary>
    public int Run(ParseResult result, VerbConsole console, Func<ForestRequest, int> work)
    {
        string? text = result.GetValue(where);
        Filter? filter = WhereOption.Parse(text);
        LabelOptions.MaterialLabels said = labels.Of(result);
        ScreeningTrainer grown = trainer.Of(result);
        double? cut = threshold.Of(result);
        using ICatalogStore store = DatabaseOption.Open(
            result.GetRequiredValue(Database), CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            WhereOption.Warn(text, store, console);
            return work(new ForestRequest(
                store,
                features.PlansOf(result, store),
                said,
                grown,
                cut,
                trainer.SeedOf(result),
                filter,
                VerbCommand.ThreadsOf(result)));
        });
    }
}
