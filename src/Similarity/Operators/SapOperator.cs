using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Grids;
using Similarity.Operators.Sap;

namespace Similarity.Operators;

/// <summary>
/// T + Σ V_A of superposed potentials of neutral atoms (Lehtola, doi:10.1021/acs.jctc.8b01089).
/// </summary>
/// <remarks>
/// There is no transfer of charge, and exchange of a sum of densities is weaker than the sum of
/// theirs, so the space between atoms is too deep and d⁰ oxides have gaps far too wide.
/// </remarks>
public sealed record SapOperator : SuperpositionOperator
{
    private const string LocalExchange = "lda-x";
    private const string DiracFock = "dirac-fock";

    public override string Name => "sap";

    /// <summary>Which atoms; their potentials are always local.</summary>
    public SapTable Table { get; init; }

    private protected override string PotentialSetting => "atoms";

    private protected override string PotentialName =>
        Table == SapTable.LocalExchange ? LocalExchange : DiracFock;

    private protected override AtomicPotential PotentialOf(Element element) =>
        SapPotential.Of(element, Table)!;

    private protected override SuperposedPotential FieldOf(Crystal crystal) =>
        new SapField(crystal, Table);

    internal static SapOperator Parse(IReadOnlyDictionary<string, string> settings)
    {
        var parsed = new SapOperator();
        foreach ((string name, string value) in settings)
        {
            parsed = name == "atoms"
                ? parsed with
                {
                    Table = IsSecond(name, value, LocalExchange, DiracFock)
                        ? SapTable.DiracFock
                        : SapTable.LocalExchange,
                }
                : (SapOperator?)parsed.With(name, value) ?? throw new ArgumentException(
                    $"the operator sap has no setting '{name}'; expected atoms, basis, grid, "
                    + "relativity or threshold");
        }

        return parsed;
    }
}
