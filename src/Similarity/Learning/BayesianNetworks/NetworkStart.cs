namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Where training begins that continues another: its weights and scalings, the layers that stay as
/// they are (μ and σ), and the prior of the others.
/// </summary>
/// <param name="Model">A single network.</param>
/// <param name="FrozenLayers">At the entry.</param>
/// <param name="PriorWidening">
/// The prior is the old posterior, its deviations times this; null: N(0, s²) as before.
/// </param>
public sealed record NetworkStart(NetworkModel Model, int FrozenLayers, double? PriorWidening);
