using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// One structure with its fitted density and, where the source says them, the exact values of what
/// a density determines.
/// </summary>
public sealed record DensitySample(string Name, FittedDensity Density)
{
    /// <summary>E_H of the exact density in hartree.</summary>
    public double? HartreeEnergy { get; init; }

    /// <summary>E_ne of the exact density in hartree.</summary>
    public double? NuclearAttraction { get; init; }

    /// <summary>Of the exact density, in e·bohr.</summary>
    public Vector3D? Dipole { get; init; }

    /// <summary>The name up to its last underscore: "mono" of "mono_0012", a molecule of
    /// "CH3OH_03".</summary>
    public string Group =>
        Name.LastIndexOf('_') is > 0 and int end ? Name[..end] : Name;
}
