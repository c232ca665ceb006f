using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Grids;

namespace Similarity.Operators;

/// <summary>
/// H = T + V with V made of atoms side by side, between the eigenfunctions of these atoms; their
/// cores are taken out. A genuine Hamiltonian without fitted parameters, for which Ritz's principle
/// forbids ghosts. Scalar relativistic, H to Rn.
/// </summary>
/// <remarks>4f of Ce to Lu is held as a core of trivalent ions.</remarks>
public abstract record SuperpositionOperator : SpectralOperator
{
    private static readonly ConcurrentDictionary<AtomKey, Lazy<AtomBasis>> Atoms = [];
    private static readonly ConcurrentDictionary<TableKey, Lazy<AtomTable>> Tables = [];

    private protected SuperpositionOperator() => OverlapThreshold = 1e-4;

    /// <summary>Whether the atoms are scalar relativistic.</summary>
    public bool IsRelativistic { get; init; } = true;

    /// <summary>
    /// Whether each atom has one function more of each l, and d beside s and p: two to three times
    /// as many outside its core, at five to ten times the cost.
    /// </summary>
    public bool IsRich { get; init; }

    /// <summary>How finely integrals are summed, which is most of what a crystal costs.</summary>
    public GridFineness Grid { get; init; } = GridFineness.Normal;

    /// <summary>
    /// False integrates what symmetry makes equal too; for tests, as nothing but rounding and what
    /// the grid is off depends on it.
    /// </summary>
    public bool UseSymmetry { get; init; } = true;

    public override IReadOnlyDictionary<string, string> Parameters =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["basis"] = IsRich ? "rich" : "minimal",
            ["grid"] = Grid.ToString().ToLowerInvariant(),
            ["relativity"] = IsRelativistic ? "scalar" : "none",
            ["threshold"] = OverlapThreshold.ToString("R", CultureInfo.InvariantCulture),
            [PotentialSetting] = PotentialName,
        };

    /// <summary>The name of the setting that chooses the potential.</summary>
    private protected abstract string PotentialSetting { get; }

    /// <summary>Its value.</summary>
    private protected abstract string PotentialName { get; }

    public override OperatorMatrices MatricesOf(Crystal crystal, int threads)
    {
        RequireWholeAtoms(crystal);
        for (int site = 0; site < crystal.Count; site++)
        {
            if (crystal.Sites[site].Element.AtomicNumber > OrbitalCounts.HeaviestElement)
            {
                throw new UnsuitableCrystalException(
                    crystal, site, "there are atomic potentials for H to Rn only");
            }
        }

        var quality = GridQuality.Of(Grid);
        SuperposedPotential field = FieldOf(crystal);
        return SuperpositionHamiltonian.Of(
            crystal,
            BasisOf,
            element => TableOf(element, field, quality),
            field,
            quality,
            UseSymmetry,
            threads);
    }

    /// <summary>The eigenfunctions of an atom, which become the basis of a crystal.</summary>
    public ImmutableArray<AtomicOrbital> OrbitalsOf(Element element) =>
        BasisOf(element).Orbitals;

    /// <summary>V of a free atom.</summary>
    private protected abstract AtomicPotential PotentialOf(Element element);

    /// <summary>V of the crystal.</summary>
    private protected abstract SuperposedPotential FieldOf(Crystal crystal);

    /// <summary>This operator with one setting read; null for one that it has not.</summary>
    private protected SuperpositionOperator? With(string name, string value) => name switch
    {
        "basis" => this with { IsRich = IsSecond(name, value, "minimal", "rich") },
        "grid" => this with { Grid = ParseGrid(value) },
        "relativity" => this with { IsRelativistic = IsSecond(name, value, "none", "scalar") },
        "threshold" => this with { OverlapThreshold = ParseThreshold(value) },
        _ => null,
    };

    private protected static bool IsSecond(
        string name, string value, string first, string second) =>
        value == second || (value == first
            ? false
            : throw new ArgumentException($"{name}={value}: expected {first} or {second}"));

    private static GridFineness ParseGrid(string value) => value switch
    {
        "coarse" => GridFineness.Coarse,
        "normal" => GridFineness.Normal,
        "fine" => GridFineness.Fine,
        _ => throw new ArgumentException($"grid={value}: expected coarse, normal or fine"),
    };

    // Atoms and tables are the same in every crystal, so a batch makes each once.
    private AtomBasis BasisOf(Element element) => Atoms.GetOrAdd(
        KeyOf(element),
        key => new(() =>
        {
            AtomicPotential potential = PotentialOf(element);
            ImmutableArray<int> counts = key.IsRich
                ? OrbitalCounts.Rich(element)
                : OrbitalCounts.Minimal(element);
            return new AtomBasis(
                potential,
                AtomicOrbitals.Of(potential, counts, key.IsRelativistic),
                key.IsRelativistic);
        })).Value;

    private AtomTable TableOf(Element element, SuperposedPotential field, GridQuality quality) =>
        Tables.GetOrAdd(
            new TableKey(KeyOf(element), quality, field.CutoffOf(element)),
            _ => new(() => new AtomTable(BasisOf(element), field, quality.Tail))).Value;

    private AtomKey KeyOf(Element element) =>
        new(element, $"{Name} {PotentialName}", IsRelativistic, IsRich);

    private sealed record AtomKey(
        Element Element, string Potential, bool IsRelativistic, bool IsRich);

    private sealed record TableKey(AtomKey Atom, GridQuality Quality, double Cutoff);
}
