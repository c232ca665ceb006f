using System.Collections.Concurrent;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Grids;
using Similarity.Operators.Sap;

namespace Similarity.Operators;

/// <summary>
/// H = T + Σ V_A of superposed potentials of neutral atoms (Lehtola, doi:10.1021/acs.jctc.8b01089)
/// between the eigenfunctions of these atoms: a genuine Hamiltonian without fitted parameters, of
/// which Ritz's principle forbids ghosts. Scalar relativistic, H to Rn.
/// </summary>
/// <remarks>
/// Atoms are superposed as they are, without transfer of charge; exchange of a sum of densities is
/// weaker than the sum of theirs, so the space between atoms is too deep and d⁰ oxides have gaps
/// far too wide. 4f of Ce to Lu is held as a core of trivalent ions.
/// </remarks>
public sealed record SapOperator : SpectralOperator
{
    private static readonly ConcurrentDictionary<AtomKey, AtomBasis> Atoms = [];
    private static readonly ConcurrentDictionary<TableKey, AtomTable> Tables = [];

    public SapOperator() => OverlapThreshold = 1e-4;

    public override string Name => "sap";

    /// <summary>Which atoms; their potentials are always local.</summary>
    public SapTable Table { get; init; }

    /// <summary>Whether the atoms are scalar relativistic.</summary>
    public bool IsRelativistic { get; init; } = true;

    /// <summary>Whether each atom has about twice the functions beside its core.</summary>
    public bool IsRich { get; init; }

    /// <summary>Whether integrals are those of a fine grid, for comparisons.</summary>
    public bool IsFine { get; init; }

    public override IReadOnlyDictionary<string, string> Parameters =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["atoms"] = Table == SapTable.LocalExchange ? "lda-x" : "dirac-fock",
            ["basis"] = IsRich ? "rich" : "minimal",
            ["grid"] = IsFine ? "fine" : "normal",
            ["relativity"] = IsRelativistic ? "scalar" : "none",
            ["threshold"] = OverlapThreshold.ToString("R", CultureInfo.InvariantCulture),
        };

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

        GridQuality quality = IsFine ? GridQuality.Fine : GridQuality.Normal;
        var field = new SapField(crystal, Table);
        bool isBulk = crystal.Periodicity == Periodicity.Full;
        return SuperpositionHamiltonian.Of(
            crystal,
            BasisOf,
            element => Tables.GetOrAdd(
                new TableKey(new(element, Table, IsRelativistic, IsRich), quality, isBulk),
                _ => new AtomTable(BasisOf(element), field, quality.Tail)),
            field,
            quality,
            threads);
    }

    internal static SapOperator Parse(IReadOnlyDictionary<string, string> settings)
    {
        var parsed = new SapOperator();
        foreach ((string name, string value) in settings)
        {
            parsed = name switch
            {
                "atoms" => parsed with
                {
                    Table = IsSecond(name, value, "lda-x", "dirac-fock")
                        ? SapTable.DiracFock
                        : SapTable.LocalExchange,
                },
                "basis" => parsed with { IsRich = IsSecond(name, value, "minimal", "rich") },
                "grid" => parsed with { IsFine = IsSecond(name, value, "normal", "fine") },
                "relativity" => parsed with
                {
                    IsRelativistic = IsSecond(name, value, "none", "scalar"),
                },
                "threshold" => parsed with { OverlapThreshold = ParseThreshold(value) },
                _ => throw new ArgumentException(
                    $"the operator sap has no setting '{name}'; expected atoms, basis, grid, "
                    + "relativity or threshold"),
            };
        }

        return parsed;
    }

    private AtomBasis BasisOf(Element element) => Atoms.GetOrAdd(
        new AtomKey(element, Table, IsRelativistic, IsRich),
        static key =>
        {
            SapPotential potential = SapPotential.Of(key.Element, key.Table)!;
            return new AtomBasis(
                potential,
                AtomicOrbitals.Of(
                    potential,
                    key.IsRich
                        ? OrbitalCounts.Rich(key.Element)
                        : OrbitalCounts.Minimal(key.Element),
                    key.IsRelativistic),
                key.IsRelativistic);
        });

    private static bool IsSecond(string name, string value, string first, string second) =>
        value == second || (value == first
            ? false
            : throw new ArgumentException($"{name}={value}: expected {first} or {second}"));

    private sealed record AtomKey(
        Element Element, SapTable Table, bool IsRelativistic, bool IsRich);

    private sealed record TableKey(AtomKey Atom, GridQuality Quality, bool IsBulk);
}
