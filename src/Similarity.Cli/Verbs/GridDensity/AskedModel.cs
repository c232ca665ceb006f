using System.Globalization;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>A model with the draws asked of it.</summary>
/// <param name="Draws">0: the network of the means.</param>
internal sealed record AskedModel(string File, GridDensityModel Model, int Draws, ulong Seed)
{
    /// <summary>The options that ask the same again, from any folder.</summary>
    public IEnumerable<string> Words() =>
    [
        $"--model={Path.GetFullPath(File)}",
        string.Create(CultureInfo.InvariantCulture, $"--draws={Draws}"),
        string.Create(CultureInfo.InvariantCulture, $"--seed={Seed}"),
    ];

    public NetworkDraws Drawn() => Draws == 0
        ? NetworkDraws.Centre(Model.Network)
        : NetworkDraws.Of(Model.Network, Draws, Seed);
}
