using Similarity.Cli.CommandLine;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>What the user said about smearing; null where nothing.</summary>
internal sealed record SmearingChoice(string? Name = null, double? SigmaEv = null)
{
    public const string Tetrahedron = "tetrahedron";

    private const double DefaultSigmaInEv = 0.05;

    /// <summary>
    /// Whether levels are interpolated inside tetrahedra of k-points instead of smeared.
    /// </summary>
    public bool IsTetrahedron => Name == Tetrahedron;

    public bool IsEmpty => Name is null && SigmaEv is null;

    /// <summary>What is used, by name and width in hartree; tetrahedra have none.</summary>
    public (string Name, double Width) Used(BandStructure bands)
    {
        if (IsTetrahedron)
        {
            return (Tetrahedron, 0);
        }

        Smearing smearing = For(bands);
        return (smearing.Name, smearing.Width);
    }

    /// <summary>The smearing asked for, else the file's own, else a narrow Gaussian.</summary>
    public Smearing For(BandStructure bands) => IsEmpty && bands.ReportedSmearing is { } reported
        ? reported
        : Smearing.Parse(Name ?? "gaussian", Units.Hartree(SigmaEv ?? DefaultSigmaInEv));

    /// <summary>The tetrahedra of the grid that the k-points of a file stand for.</summary>
    public Tetrahedra TetrahedraOf(string file, BandStructure bands)
    {
        if (SigmaEv is not null)
        {
            throw VerbException.Usage("--sigma has no meaning with --smearing tetrahedron");
        }

        (SampledGrid? grid, string? whyNone) = SampledGrid.Find(bands);
        if (grid is null)
        {
            throw VerbException.NoResult($"{file}: no tetrahedra: {whyNone}");
        }

        Matrix3D reciprocal = bands.ReciprocalLattice ?? bands.Crystal?.Lattice.Reciprocal
            ?? throw VerbException.NoResult(
                $"{file}: no tetrahedra: the reciprocal lattice is unknown");
        return grid.ToTetrahedra(reciprocal);
    }
}
