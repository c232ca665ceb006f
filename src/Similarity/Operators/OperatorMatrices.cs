using System.Collections.Immutable;
using Similarity.Operators.Integrals;

namespace Similarity.Operators;

/// <summary>
/// S and H of an operator between the functions of cell 0 and those of all cells, as arrays of
/// <see cref="LatticePairs.ValueCount"/> values beside <see cref="Pairs"/>; hartree.
/// </summary>
public sealed record OperatorMatrices(LatticePairs Pairs, double[] Overlap, double[] Hamiltonian)
{
    /// <summary>Electrons per cell; null when the operator says nothing of them.</summary>
    public double? Electrons { get; init; }

    /// <summary>
    /// The lowest diagonal element of H, in hartree; null when no band can lie far below any, as
    /// with a positive operator. Bands far below it are ghosts.
    /// </summary>
    public double? LowestLevel { get; init; }

    /// <summary>
    /// How far below the highest occupied state, in hartree, the deepest level of the atoms lies
    /// that was kept; null when <see cref="LowestLevel"/> is the measure of ghosts.
    /// </summary>
    public double? DeepestLevel { get; init; }

    /// <summary>
    /// Functions that are taken out before the bands are computed, as cores; their electrons are
    /// not among <see cref="Electrons"/>.
    /// </summary>
    public ImmutableArray<int> Core { get; init; } = [];

    /// <summary>The charge of each site in electrons lost; empty if there are none.</summary>
    public ImmutableArray<double> Charges { get; init; } = [];

    /// <summary>The coordination number of each site; empty if there are none.</summary>
    public ImmutableArray<double> CoordinationNumbers { get; init; } = [];

    /// <summary>What a reader should know, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Seconds spent on integrals.</summary>
    public double IntegralSeconds { get; init; }

    /// <summary>Seconds spent on coordination numbers, charges and levels.</summary>
    public double ChargeSeconds { get; init; }
}
