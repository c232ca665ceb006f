using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Operators;

namespace Similarity.Fingerprints;

/// <summary>
/// The mean of the SOAP power spectra of all atoms of a structure, each of length 1 if so set. The
/// same for a cell and its supercells, for rotated, shifted and renumbered atoms.
/// </summary>
internal sealed record SoapMethod : StructureMethod
{
    private readonly Lazy<PowerSpectrum> spectrum;

    /// <param name="text">The settings, which are all that two fingerprints must agree in.</param>
    public SoapMethod(SoapSettings settings, string text, double? volumePerAtomInAngstrom)
    {
        Settings = settings;
        VolumePerAtomInAngstrom = volumePerAtomInAngstrom;
        GridId = $"soap {text}";

        // Its tables take a tenth of a second, which who only names a kind need not wait.
        spectrum = new Lazy<PowerSpectrum>(() => new PowerSpectrum(settings));
    }

    public SoapSettings Settings { get; }

    /// <summary>The crystal is scaled to this volume first; null to leave it.</summary>
    public double? VolumePerAtomInAngstrom { get; }

    public override string GridId { get; }

    public override int Length => Settings.Features;

    public override ImmutableArray<FingerprintSegment> Segments => [];

    public override FingerprintSource Source { get; } = new(
        SoapFingerprintSettings.Kind, ImmutableSortedDictionary<string, string>.Empty);

    public override StructureContent Evaluate(
        Crystal crystal, int threads, CancellationToken cancellationToken)
    {
        if (crystal.Count == 0)
        {
            throw new UnsuitableCrystalException(crystal, "has no atoms");
        }

        for (int i = 0; i < crystal.Count; i++)
        {
            Site site = crystal.Sites[i];
            if (site.Occupancy != 1)
            {
                throw new UnsuitableCrystalException(
                    crystal, i, "is partly occupied; soap describes ordered structures");
            }

            if (Settings.Species.ChannelOf(site.Element) < 0)
            {
                throw new UnsuitableCrystalException(
                    crystal, i, $"is not among the elements of species={Settings.Species}");
            }
        }

        Crystal scaled = VolumeScale.Of(crystal, VolumePerAtomInAngstrom);
        return new StructureContent(
            spectrum.Value.Average(
                spectrum.Value.EnvironmentsOf(scaled), threads, cancellationToken),
            []);
    }
}
