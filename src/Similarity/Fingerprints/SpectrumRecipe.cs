using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>A recipe of a kind that stands for a spectrum, and how to get to one.</summary>
internal sealed class SpectrumRecipe(
    string kind,
    IReadOnlyDictionary<string, string> parameters,
    FingerprintMethod method,
    StructurePlan plan)
{
    public FingerprintMethod Method => method;

    /// <summary>
    /// Of the spectrum of the operator: its bands on a grid of k-points, their Fermi level where
    /// the operator counts electrons, and the density of states.
    /// </summary>
    /// <exception cref="UnsuitableCrystalException">The operator refuses the crystal.</exception>
    /// <exception cref="OperationCanceledException"/>
    public Fingerprint Of(
        Crystal crystal, int? threads, CancellationToken cancellationToken)
    {
        OperatorSpectrum solved = plan.Solve(crystal, new OperatorOptions
        {
            Threads = threads ?? Environment.ProcessorCount,
            Projections = method.Channels.Any(channel => !channel.IsWhole),
            CancellationToken = cancellationToken,
        });
        var source = new FingerprintSource(
            plan.Operator.Name,
            plan.Operator.Parameters.ToImmutableSortedDictionary(StringComparer.Ordinal));
        return Of(BandSpectrumOf(solved.Bands, null, source, threads), solved.Warnings);
    }

    /// <param name="fermiLevel">Hartree; null to find it, or take it as reported.</param>
    /// <param name="source">What the bands come from; null for a file.</param>
    public Fingerprint Of(
        BandStructure bands, double? fermiLevel, FingerprintSource? source, int? threads) =>
        Of(
            BandSpectrumOf(bands, fermiLevel, source ?? FingerprintSource.Imported, threads),
            bands.SamplesZone
                ? []
                : ["the k-points lie on a path, which does not sample the zone"]);

    private BandSpectrum BandSpectrumOf(
        BandStructure bands, double? fermiLevel, FingerprintSource source, int? threads)
    {
        var smearing = new Gaussian(method.SigmaEv / PhysicalConstants.HartreeInEv);
        (SpectrumLevels? levels, string? whyNone) = fermiLevel is double given
            ? (SpectrumLevels.Of(bands, given), null)
            : BandLevels.Find(bands, smearing);
        return new BandSpectrum
        {
            Bands = bands,
            Smearing = smearing,
            Levels = levels,
            WhyNoLevels = whyNone,
            Source = source,
            SorepCompatible = method.SorepCompatible,
            IsAllOfItsBasis = source.Operator == SpectralSettings.KineticKind,
            Threads = threads ?? Environment.ProcessorCount,
        };
    }

    /// <summary>
    /// A density of states is as broad as its file has it; its band edges are where it falls to
    /// nothing about the reported Fermi level.
    /// </summary>
    /// <param name="fermiLevel">Hartree; null to take it as reported.</param>
    public Fingerprint Of(DensityOfStates dos, double? fermiLevel)
    {
        double? level = fermiLevel ?? dos.ReportedFermiLevel;
        var spectrum = new DosSpectrum
        {
            Dos = dos,
            Levels = level is double known ? SpectrumLevels.Of(dos, known) : null,
            WhyNoLevels = "the file does not report one",
            Source = FingerprintSource.Imported,
        };
        if (method.SorepCompatible)
        {
            throw new UnsuitableSpectrumException(
                "compat=sorep needs bands; the file holds a density of states without");
        }

        string broadening = string.Create(
            CultureInfo.InvariantCulture,
            $"a density of states is taken as broad as the file has it, not broadened by "
                + $"{method.SigmaEv} eV");
        return Of(spectrum, [broadening]);
    }

    private Fingerprint Of(ReferenceSpectrum spectrum, ImmutableArray<string> warnings)
    {
        if (plan.Operator is KineticOperator && spectrum.Source.Operator != plan.Operator.Name)
        {
            throw new UnsuitableSpectrumException(
                "kinetic energies are computed from a structure; bands and densities of states of "
                    + "a file are no such energies");
        }

        FingerprintContent content = method.Evaluate(spectrum);
        if (!content.Values.AsSpan().ContainsAnyExcept(0.0))
        {
            spectrum.Warnings.Add("there are no states at the energies of the fingerprint, so all "
                + "its numbers are 0; take a wider range or another centre");
        }

        return new Fingerprint(kind, parameters, content.GridId, content.Values)
        {
            Source = spectrum.Source,
            Segments = content.Segments,
            Nomad = content.Nomad,
            Warnings = [.. warnings, .. spectrum.Warnings],
        };
    }
}
