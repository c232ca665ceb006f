using System.Collections.Immutable;
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
    // Either of structures alone, or of spectra and a way to them; the other one is null.
    private readonly StructureMethod? ofStructure;
    private readonly SpectrumRecipe? ofSpectrum;

    private FingerprintRecipe(
        string kind,
        SortedDictionary<string, string> parameters,
        StructureMethod method)
        : this(kind, parameters)
    {
        ofStructure = method;
    }

    private FingerprintRecipe(
        string kind,
        SortedDictionary<string, string> parameters,
        FingerprintMethod method,
        StructurePlan? plan,
        LearnedDosPlan? learned)
        : this(kind, parameters)
    {
        ofSpectrum = new SpectrumRecipe(kind, Parameters, method, plan, learned);
    }

    private FingerprintRecipe(string kind, SortedDictionary<string, string> parameters)
    {
        Kind = kind;
        Parameters = parameters.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The kinds that <see cref="Parse"/> understands.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        .. SpectralPreset.All.Select(preset => preset.Name),
        SpectralSettings.UserKind, SpectralSettings.KineticKind, "nomad", "pymatgen",
        SoapFingerprintSettings.Kind, LearnedDosSettings.Kind, CombinedSettings.Kind,
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
    public string GridId => ofStructure?.GridId ?? ofSpectrum!.Method.GridId;

    /// <summary>
    /// The stretches of energy that the values of its fingerprints belong to; null where each
    /// spectrum decides them, with compat=pymatgen; empty for a kind without energies.
    /// </summary>
    public ImmutableArray<FingerprintSegment>? Segments =>
        ofStructure is null ? ofSpectrum!.Method.Segments : ofStructure.Segments;

    /// <summary>
    /// How many numbers its fingerprints have; null where each spectrum decides it.
    /// </summary>
    public int? Length =>
        ofStructure?.Length ?? Segments?.Sum(segment => segment.EnergiesEv.Length);

    /// <summary>
    /// Whether it describes structures and nothing else: of bands it makes no fingerprint.
    /// </summary>
    public bool NeedsStructure => ofStructure is not null;

    /// <summary>
    /// Whether a file that holds bands and the structure they belong to counts as a structure even
    /// if nobody says so: the kind has an operator of its own, or no use for bands.
    /// </summary>
    public bool PrefersStructure =>
        NeedsStructure || Parameters.GetValueOrDefault("operator") == Kind;

    /// <summary>
    /// The fingerprints that kind <c>combined</c> puts side by side, as they are before any scale;
    /// empty for other kinds.
    /// </summary>
    public ImmutableArray<FingerprintRecipe> Blocks =>
        (ofStructure as CombinedMethod)?.Blocks ?? [];

    /// <summary>
    /// Whether the scales of its blocks are still to be learned: it makes no fingerprints then, but
    /// <see cref="WithScales"/> does.
    /// </summary>
    public bool NeedsScales => ofStructure is CombinedMethod { Scales.IsEmpty: true };

    /// <summary>This recipe of kind <c>combined</c> with a scale for each block.</summary>
    public FingerprintRecipe WithScales(IEnumerable<double> scales) => Parse(
        Kind, Parameters.SetItem(CombinedSettings.Scales, CombinedSettings.TextOf(scales)));

    /// <summary>The grid of the bits of kind <c>nomad</c>; null for all others.</summary>
    public NomadGrid? Grid => (ofSpectrum?.Method as NomadMethod)?.Grid;

    /// <summary>
    /// A recipe from settings as text; an <see cref="ArgumentException"/> names the setting that
    /// is wrong, its value and what was expected.
    /// </summary>
    public static FingerprintRecipe Parse(
        string kind, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (!Kinds.Contains(kind))
        {
            throw new ArgumentException(
                $"fingerprint '{kind}'; expected one of {string.Join(", ", Kinds)}");
        }

        var reader = new FingerprintSettings(
            kind, settings ?? ImmutableSortedDictionary<string, string>.Empty);
        if (kind == SoapFingerprintSettings.Kind)
        {
            StructureMethod soap = SoapFingerprintSettings.Read(reader);
            return new FingerprintRecipe(kind, reader.Canonical, soap);
        }

        if (kind == CombinedSettings.Kind)
        {
            CombinedMethod combined = CombinedSettings.Read(reader);
            return new FingerprintRecipe(kind, reader.Canonical, combined);
        }

        if (kind == LearnedDosSettings.Kind)
        {
            (SpectralMethod spectral, LearnedDosPlan learned) = LearnedDosSettings.Read(reader);
            return new FingerprintRecipe(kind, reader.Canonical, spectral, null, learned);
        }

        FingerprintMethod method = kind switch
        {
            "nomad" => NomadSettings.Read(reader),
            "pymatgen" => PymatgenSettings.Read(reader),
            _ => SpectralSettings.Read(kind, reader),
        };
        var plan = StructurePlan.Read(kind, reader);
        return new FingerprintRecipe(kind, reader.Canonical, method, plan, null);
    }

    /// <summary>
    /// Of the structure itself, or of the spectrum of the operator: its bands on a grid of
    /// k-points, their Fermi level where the operator counts electrons, and the density of states.
    /// </summary>
    /// <exception cref="UnsuitableCrystalException">The operator refuses the crystal.</exception>
    /// <exception cref="OperationCanceledException"/>
    public Fingerprint Of(
        Crystal crystal, int? threads = null, CancellationToken cancellationToken = default)
    {
        if (ofStructure is null)
        {
            return ofSpectrum!.Of(crystal, threads, cancellationToken);
        }

        StructureContent content = ofStructure.Evaluate(
            crystal, threads ?? Environment.ProcessorCount, cancellationToken);
        return new Fingerprint(Kind, Parameters, GridId, content.Values)
        {
            Source = ofStructure.Source,
            Segments = ofStructure.Segments,
            Warnings = content.Warnings,
        };
    }

    /// <param name="fermiLevel">Hartree; null to find it, or take it as reported.</param>
    /// <param name="source">What the bands come from; null for a file.</param>
    /// <exception cref="UnsuitableSpectrumException">The kind has no use for bands.</exception>
    public Fingerprint Of(
        BandStructure bands,
        double? fermiLevel = null,
        FingerprintSource? source = null,
        int? threads = null) =>
        OfSpectrum("bands").Of(bands, fermiLevel, source, threads);

    /// <summary>
    /// A density of states is as broad as its file has it; its band edges are where it falls to
    /// nothing about the reported Fermi level.
    /// </summary>
    /// <param name="fermiLevel">Hartree; null to take it as reported.</param>
    /// <exception cref="UnsuitableSpectrumException">The kind has no use for it.</exception>
    public Fingerprint Of(DensityOfStates dos, double? fermiLevel = null) =>
        OfSpectrum("a density of states").Of(dos, fermiLevel);

    private SpectrumRecipe OfSpectrum(string what) => ofSpectrum
        ?? throw new UnsuitableSpectrumException(
            $"{Kind} describes where atoms are, which {what} without a structure cannot tell");
}
