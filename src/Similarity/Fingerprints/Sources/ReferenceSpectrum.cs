using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Fingerprints;

/// <summary>
/// A spectrum with the energies that windows are centred on: bands still to be broadened, or a
/// density of states as a file has it. Energies are in hartree, states per cell.
/// </summary>
internal abstract record ReferenceSpectrum
{
    public required FingerprintSource Source { get; init; }

    /// <summary>Null when the source does not tell where the Fermi level is.</summary>
    public required SpectrumLevels? Levels { get; init; }

    /// <summary>Why there are no levels.</summary>
    public string? WhyNoLevels { get; init; }

    public abstract Crystal? Crystal { get; }

    public abstract double? Electrons { get; }

    /// <summary>
    /// What happened on the way that the user should know; grows with each evaluation.
    /// </summary>
    public List<string> Warnings { get; } = [];

    /// <summary>
    /// States per hartree at ascending energies, an array for each channel; both spins together.
    /// </summary>
    public abstract double[][] Densities(
        ReadOnlySpan<double> energies, ImmutableArray<SpectrumChannel> channels);

    /// <summary>States between each of ascending energies and the next.</summary>
    public abstract double[][] States(
        ReadOnlySpan<double> edges, ImmutableArray<SpectrumChannel> channels);

    /// <summary>
    /// Energies that say all about the spectrum: the file's own points, or for bands points this
    /// far apart over the range asked for.
    /// </summary>
    /// <param name="range">Hartree; null for all that there is.</param>
    public abstract double[] Points((double Lowest, double Highest)? range, double step);

    public double Centre(SpectralCentre centre) => centre switch
    {
        SpectralCentre.Zero => 0,
        _ when Levels is null => throw new UnsuitableSpectrumException(
            $"no Fermi level to centre on: {WhyNoLevels}"),
        SpectralCentre.FermiLevel => Levels.Fermi,
        SpectralCentre.ValenceMaximum => Levels.Valence,
        _ => Levels.Conduction,
    };

    /// <summary>How many of what states are counted per there are in the cell.</summary>
    public double Amount(SpectrumUnit unit)
    {
        switch (unit)
        {
            case SpectrumUnit.Atom:
                double atoms = 0;
                foreach (Site site in Crystal is Crystal crystal ? crystal.Sites : [])
                {
                    atoms += site.Occupancy;
                }

                return atoms > 0 ? atoms : throw new UnsuitableSpectrumException(
                    "per=atom needs a structure, which the file does not hold; set per=cell");
            case SpectrumUnit.Electron:
                return Electrons is double electrons && electrons > 0
                    ? electrons
                    : throw new UnsuitableSpectrumException(
                        "per=electron needs the number of electrons, which is not known here; set "
                            + "per=atom or per=cell");
            default:
                return 1;
        }
    }
}
