using System.Collections.Immutable;

namespace Similarity.DosModels;

/// <summary>How a model is trained.</summary>
public sealed record DosTrainingOptions
{
    /// <summary>Of the Gaussians, hartree.</summary>
    public double Sigma { get; init; } = 0.3 / PhysicalConstants.HartreeInEv;

    /// <summary>Between points of the window, hartree; a sixth of σ is enough.</summary>
    public double Step { get; init; } = 0.05 / PhysicalConstants.HartreeInEv;

    public EnergyReference Reference { get; init; } = EnergyReference.Adaptive;

    public DosRepresentation Representation { get; init; } = DosRepresentation.Pointwise;

    public DosRegressor Regressor { get; init; } = new KernelDosRegressor();

    /// <summary>The penalties that cross-validation chooses from.</summary>
    public ImmutableArray<double> Lambdas { get; init; } =
        [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1];

    /// <summary>
    /// How strongly adaptive references are held at the Fermi level: 0 not, 1 as strongly as a
    /// curve holds its own place. One is enough: samples held out are no judge, as they took part
    /// in the search for references, and prefer 0. Little costs no accuracy of densities and
    /// spares Fermi levels.
    /// </summary>
    public ImmutableArray<double> Stiffnesses { get; init; } = [0.03];

    public int Folds { get; init; } = 5;

    /// <summary>
    /// Whether samples of a family stay together when parts are held out for validation: right
    /// where a model shall speak of families that it has not seen.
    /// </summary>
    public bool FoldsByFamily { get; init; }

    /// <summary>Models beside the one of all samples, each of a part of them; 0 for none.</summary>
    public int Members { get; init; }

    /// <summary>The part of the samples that a member learns from.</summary>
    public double MemberShare { get; init; } = 0.6;

    public ulong Seed { get; init; } = 1;
}
