using System.Collections.Immutable;
using Similarity.Spectra;

namespace Similarity.Operators;

/// <summary>
/// The bands of an operator, and how trustworthy they are: nearly dependent basis functions are
/// removed, and what is left of them can still have energies that mean nothing.
/// </summary>
/// <param name="Bands">
/// Two electrons in each band. As many bands as the k-point with most functions removed has.
/// </param>
public sealed record OperatorSpectrum(BandStructure Bands)
{
    /// <summary>
    /// The smallest eigenvalue of S(k) over the k-points, before removal, to about 1 %.
    /// </summary>
    public required double SmallestOverlapEigenvalue { get; init; }

    /// <summary>
    /// Functions removed at the k-point that lost most, as the eigenvalue of S was too small.
    /// </summary>
    public required int MostFunctionsRemoved { get; init; }

    /// <summary>
    /// Whether the lowest band lies more than 15 eV below the lowest level of any atom: an artefact
    /// of nearly dependent functions. Levels near the gap can be right all the same.
    /// </summary>
    public required bool HasGhost { get; init; }

    /// <summary>
    /// The charge of each site in electrons lost; empty if the operator has none.
    /// </summary>
    public ImmutableArray<double> Charges { get; init; } = [];

    /// <summary>The coordination number of each site; empty if the operator has none.</summary>
    public ImmutableArray<double> CoordinationNumbers { get; init; } = [];

    /// <summary>What a reader should know, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public required OperatorTimings Timings { get; init; }
}
