using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// A kind of fingerprint with all its settings: what makes fingerprints of structures, bands and
/// densities of states that can be compared.
/// </summary>
public sealed class FingerprintRecipe
{
    private static readonly string[] UnavailableKinds = ["soap"];

    private readonly FingerprintMethod method;
    private readonly StructurePlan? plan;
    private readonly LearnedDosPlan? learned;

    private FingerprintRecipe(
        string kind,
        FingerprintMethod method,
        StructurePlan? plan,
        LearnedDosPlan? learned,
        SortedDictionary<string, string> parameters)
    {
        Kind = kind;
        this.method = method;
        this.plan = plan;
        this.learned = learned;
        Parameters = parameters.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The kinds that <see cref="Parse"/> understands.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        .. SpectralPreset.All.Select(preset => preset.Name),
        SpectralSettings.UserKind, SpectralSettings.KineticKind, "nomad", "pymatgen",
        LearnedDosSettings.Kind,
    ];

    public string Kind { get; }

    /// <summary>
    /// Every setting that the values depend on, defaults included, in one form for one meaning and
    /// sorted by name. <see cref="Parse"/> of them gives this recipe.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; }

    /// <summary>
    /// Equal for recipes whose fingerprints may be compared: the quantity, the energies and the
    /// broadening, but not the operator, nor k-points. Kinetic energies are a quantity by
    /// themselves.
    /// </summary>
    public string GridId => method.GridId;

    /// <summary>
    /// The stretches of energy that the values of its fingerprints belong to; null where each
    /// spectrum decides them, with compat=pymatgen.
    /// </summary>
    public ImmutableArray<FingerprintSegment>? Segments => method.Segments;

    /// <summary>The grid of the bits of kind <c>nomad</c>; null for all others.</summary>
    public NomadGrid? Grid => (method as NomadMethod)?.Grid;

    /// <summary>
    /// A recipe from settings as text; an <see cref="ArgumentException"/> names the setting that
    /// is wrong, its value and what was expected.
    /// </summary>
    /// <exception cref="UnavailableFingerprintException">The kind is known, but absent.</exception>
    public static FingerprintRecipe Parse(
        string kind, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (UnavailableKinds.Contains(kind))
        {
            throw new UnavailableFingerprintException(kind);
        }

        if (!Kinds.Contains(kind))
        {
            throw new ArgumentException(
                $"fingerprint '{kind}'; expected one of {string.Join(", ", Kinds)}");
        }

        var reader = new FingerprintSettings(
            kind, settings ?? ImmutableSortedDictionary<string, string>.Empty);
        if (kind == LearnedDosSettings.Kind)
        {
            (SpectralMethod spectral, LearnedDosPlan model) = LearnedDosSettings.Read(reader);
            return new FingerprintRecipe(kind, spectral, null, model, reader.Canonical);
        }

        FingerprintMethod method = kind switch
        {
            "nomad" => NomadSettings.Read(reader),
            "pymatgen" => PymatgenSettings.Read(reader),
            _ => SpectralSettings.Read(kind, reader),
        };
        var plan = StructurePlan.Read(kind, reader);
        return new FingerprintRecipe(kind, method, plan, null, reader.Canonical);
    }

    /// <summary>
    /// Of the spectrum of the operator: its bands on a grid of k-points, their Fermi level where
    /// the operator counts electrons, and the density of states.
    /// </summary>
    /// <exception cref="UnsuitableCrystalException">The operator refuses the crystal.</exception>
    /// <exception cref="OperationCanceledException"/>
    public Fingerprint Of(
        Crystal crystal, int? threads = null, CancellationToken cancellationToken = default)
    {
        if (learned is not null)
        {
            return Of(
                SpectrumOf(
                    learned.Of(
                        crystal, threads ?? Environment.ProcessorCount, cancellationToken),
                    null,
                    learned.Source),
                []);
        }

        OperatorSpectrum solved = plan!.Solve(crystal, new OperatorOptions
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
        BandStructure bands,
        double? fermiLevel = null,
        FingerprintSource? source = null,
        int? threads = null) =>
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
    public Fingerprint Of(DensityOfStates dos, double? fermiLevel = null)
    {
        DosSpectrum spectrum = SpectrumOf(dos, fermiLevel, FingerprintSource.Imported);
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

    private static DosSpectrum SpectrumOf(
        DensityOfStates dos, double? fermiLevel, FingerprintSource source)
    {
        double? level = fermiLevel ?? dos.ReportedFermiLevel;
        return new DosSpectrum
        {
            Dos = dos,
            Levels = level is double known ? SpectrumLevels.Of(dos, known) : null,
            WhyNoLevels = "the file does not report one",
            Source = source,
        };
    }

    private Fingerprint Of(ReferenceSpectrum spectrum, ImmutableArray<string> warnings)
    {
        if (plan?.Operator is KineticOperator && spectrum.Source.Operator != plan.Operator.Name)
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

        return new Fingerprint(Kind, Parameters, content.GridId, content.Values)
        {
            Source = spectrum.Source,
            Segments = content.Segments,
            Nomad = content.Nomad,
            Warnings = [.. warnings, .. spectrum.Warnings],
        };
    }
}
