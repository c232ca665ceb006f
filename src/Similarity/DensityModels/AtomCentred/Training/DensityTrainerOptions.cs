using System.Collections.Immutable;
using Similarity.Environments;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>What a model sees, how large it is and how it is regularised.</summary>
public sealed record DensityTrainerOptions
{
    /// <summary>
    /// The expansion of environments; lengths in bohr. Neighbours fade from 2 Å on: without it
    /// dimers teach half as much about trimers.
    /// </summary>
    public ExpansionSettings Expansion { get; init; } = new()
    {
        Cutoff = 5 / PhysicalConstants.BohrInAngstrom,
        RadialFunctions = 7,
        MaxAngular = 4,
        Sigma = 0.4 / PhysicalConstants.BohrInAngstrom,
        Smoothing = new ShiftedCosineCutoff(1 / PhysicalConstants.BohrInAngstrom),
        Scaling = new RadialScaling(1, 2 / PhysicalConstants.BohrInAngstrom, 3),
    };

    /// <summary>ζ of the kernel; 1 is linear in λ-SOAP.</summary>
    public double Zeta { get; init; } = 2;

    /// <summary>M, sparse environments per element. More cost time and memory, never accuracy.
    /// </summary>
    public int Environments { get; init; } = 150;

    /// <summary>M_λ = M e^(−decay λ²).</summary>
    public double EnvironmentDecay { get; init; }

    /// <summary>
    /// Features kept per λ, those farthest from each other; null for all. For many elements, where
    /// features are many and alike.
    /// </summary>
    public int? Columns { get; init; }

    /// <summary>η to choose from; the best on structures that were held out.</summary>
    public ImmutableArray<double> Regularisations { get; init; } =
        [1e-4, 1e-5, 1e-6, 1e-7];

    /// <summary>The part of the structures held out to choose η.</summary>
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// Models trained on half of the structures each, whose spread is the uncertainty; 0 for none.
    /// </summary>
    public int Committee { get; init; }

    /// <summary>
    /// Halves are of whole groups, such as molecules, so that the spread and its factor are those
    /// for molecules of which no geometry was seen; false: halves of structures, for more of the
    /// same kind.
    /// </summary>
    public bool CommitteeOfGroups { get; init; }

    public SolverOptions Solver { get; init; } = new();

    /// <summary>Bytes of features and metrics in memory; the rest is streamed from a file.
    /// </summary>
    public long Memory { get; init; } = 2L << 30;

    public string ScratchFolder { get; init; } = Path.GetTempPath();

    public ulong Seed { get; init; } = 1;
}
