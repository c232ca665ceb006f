using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>Descriptor, network and draw of points of a training.</summary>
internal sealed class TrainingOptions
{
    private static readonly GridDensityTrainer Usual = new()
    {
        Descriptor = new DescriptorSettings { Species = [new Element(1)] },
    };

    private readonly Option<int?> distances = Number(
        "--distances", "Distances of each species", Usual.Descriptor.Distances, 1, 500);

    private readonly Option<int?> directions = Number(
        "--directions", "Atoms of each species whose directions are compared",
        Usual.Descriptor.Directions, 0, 50);

    private readonly Option<int?> radial = Number(
        "--radial", "Smooth radial sums of each species", Usual.Descriptor.RadialSums, 0, 200);

    private readonly Option<bool> smooth = new("--smooth")
    {
        Description = "Products of directions in a continuous order.",
    };

    private readonly Option<int?> width = Number(
        "--width", "Units of a layer", Usual.Network.Width, 1, 4096);

    private readonly Option<int?> blocks = Number(
        "--blocks", "Residual blocks of two layers", Usual.Network.Blocks, 0, 64);

    private readonly Option<int?> epochs = Number(
        "--epochs", "Times that every point is seen", Usual.Network.Epochs, 1, 100_000);

    private readonly Option<int?> transferEpochs = Number(
        "--transfer-epochs", "The same when the large cells are learned",
        Usual.Transfer.Epochs, 1, 100_000);

    private readonly Option<int?> frozen = Number(
        "--frozen", "Layers that the large cells do not change",
        Usual.Transfer.FrozenLayers, 0, 1000);

    private readonly Option<double?> again = NumberOption.Real(
        "--small-again",
        "X",
        "Points of small cells learned again beside each of the large ones (default 0).",
        "a number from 0 on",
        value => value >= 0);

    private readonly Option<double?> transferRate = NumberOption.Positive(
        "--transfer-rate", "X", "Learning rate for the large cells, as a part of --rate "
            + "(default 1).");

    private readonly Option<double?> transferDivergence = NumberOption.Real(
        "--transfer-divergence",
        "X",
        "Weight of the divergence for the large cells, as a part of --divergence (default 0.1).",
        "a number from 0 on",
        value => value >= 0);

    private readonly Option<double?> widening = NumberOption.Positive(
        "--prior-from-small",
        "X",
        "The prior of the large cells is what the small ones taught, X times as wide.");

    private readonly Option<double?> rate = NumberOption.Positive(
        "--rate", "X", "Learning rate of the first epoch (default 0.002).");

    private readonly Option<double?> divergence = NumberOption.Real(
        "--divergence",
        "X",
        "Weight of the divergence from the prior (default 1; less is a colder posterior).",
        "a number from 0 on",
        value => value >= 0);

    private readonly Option<double?> tempering = NumberOption.Real(
        "--tempering",
        "X",
        "Attention to noisy points: 0 is the likelihood (default), 1 least squares.",
        "a number from 0 to 1",
        value => value is >= 0 and <= 1);

    private readonly Option<int?> points = Number(
        "--points", "Points of each small cell", Usual.SmallPoints, 1, 1 << 24);

    private readonly Option<int?> largePoints = Number(
        "--large-points", "Points of each large cell", Usual.LargePoints, 1, 1 << 24);

    private readonly Option<double?> evenness = NumberOption.Real(
        "--evenness",
        "X",
        "0: points drawn alike; 1: as many from every range of density (default 0.5).",
        "a number from 0 to 1",
        value => value is >= 0 and <= 1);

    private readonly Option<int?> cover = NumberOption.Whole(
        "--cover", "Keep N of the points drawn, by coverage of descriptors.", 1);

    private readonly Option<int?> members = NumberOption.Whole(
        "--ensemble", "An ensemble of N point networks instead of a Bayesian one.", 1, 100);

    private readonly Option<int?> seed = NumberOption.Whole(
        "--seed", "Of draws and weights (default 1).", 0);

    public void AddTo(Command verb)
    {
        foreach (Option option in (Option[])
            [
                distances, directions, radial, smooth, width, blocks, epochs, transferEpochs,
                frozen, again, transferRate, transferDivergence, widening, rate, divergence,
                tempering, points, largePoints, evenness, cover, members, seed,
            ])
        {
            verb.Add(option);
        }
    }

    /// <returns>The trainer for the species met in the files.</returns>
    public Func<IEnumerable<Element>, GridDensityTrainer> Of(ParseResult result) =>
        species => new GridDensityTrainer
        {
            Descriptor = Usual.Descriptor with
            {
                Species = [.. species.Distinct().Order()],
                Distances = result.GetValue(distances) ?? Usual.Descriptor.Distances,
                Directions = result.GetValue(directions) ?? Usual.Descriptor.Directions,
                RadialSums = result.GetValue(radial) ?? Usual.Descriptor.RadialSums,
                IsSmooth = result.GetValue(smooth),
            },
            Network = Usual.Network with
            {
                Width = result.GetValue(width) ?? Usual.Network.Width,
                Blocks = result.GetValue(blocks) ?? Usual.Network.Blocks,
                Epochs = result.GetValue(epochs) ?? Usual.Network.Epochs,
                LearningRate = result.GetValue(rate) ?? Usual.Network.LearningRate,
                DivergenceWeight = result.GetValue(divergence) ?? Usual.Network.DivergenceWeight,
                Tempering = result.GetValue(tempering) ?? Usual.Network.Tempering,
                IsBayesian = result.GetValue(members) is null,
            },
            Draw = Usual.Draw with { Evenness = result.GetValue(evenness) ?? Usual.Draw.Evenness },
            SmallPoints = result.GetValue(points) ?? Usual.SmallPoints,
            LargePoints = result.GetValue(largePoints) ?? Usual.LargePoints,
            Cover = result.GetValue(cover),
            Members = result.GetValue(members) ?? 1,
            Transfer = Usual.Transfer with
            {
                Epochs = result.GetValue(transferEpochs) ?? Usual.Transfer.Epochs,
                FrozenLayers = result.GetValue(frozen) ?? Usual.Transfer.FrozenLayers,
                SmallPerLarge = result.GetValue(again) ?? Usual.Transfer.SmallPerLarge,
                RateShare = result.GetValue(transferRate) ?? Usual.Transfer.RateShare,
                DivergenceShare =
                    result.GetValue(transferDivergence) ?? Usual.Transfer.DivergenceShare,
                PriorWidening = result.GetValue(members) is null
                    ? result.GetValue(widening)
                    : null,
            },
            Seed = (ulong)(result.GetValue(seed) ?? 1),
        };

    private static Option<int?> Number(string name, string help, int usual, int least, int most) =>
        NumberOption.Whole(name, $"{help} (default {usual}).", least, most);
}
