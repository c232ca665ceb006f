using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Grids;
using Similarity.Operators.KohnSham;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators;

/// <summary>
/// The single-shot Hamiltonian of Kohn and Sham (Zadoks, Marrazzo and Marzari,
/// doi:10.1038/s41524-024-01446-9): the density is that of free atoms side by side, the potential
/// is electrostatic and of exchange and correlation of that whole density, and it is solved once.
/// </summary>
public sealed record KohnShamOperator : SuperpositionOperator
{
    public override string Name => "ks";

    /// <summary>Of the atoms and of the crystal.</summary>
    public ExchangeCorrelation Functional { get; init; } = ExchangeCorrelation.Lda;

    private protected override string PotentialSetting => "functional";

    private protected override string PotentialName => Functional.Name;

    private AtomicRelativity Relativity =>
        IsRelativistic ? AtomicRelativity.Scalar : AtomicRelativity.None;

    private protected override AtomicPotential PotentialOf(Element element) =>
        new KohnShamPotential(SphericalAtom.Of(element, Functional, Relativity));

    private protected override SuperposedPotential FieldOf(Crystal crystal) =>
        KohnShamField.Of(crystal, Functional, Relativity);

    internal static KohnShamOperator Parse(IReadOnlyDictionary<string, string> settings)
    {
        var parsed = new KohnShamOperator();
        foreach ((string name, string value) in settings)
        {
            parsed = name == "functional"
                ? parsed with { Functional = ParseFunctional(value) }
                : (KohnShamOperator?)parsed.With(name, value) ?? throw new ArgumentException(
                    $"the operator ks has no setting '{name}'; expected basis, functional, grid, "
                    + "relativity or threshold");
        }

        return parsed;
    }

    private static ExchangeCorrelation ParseFunctional(string value) =>
        IsSecond("functional", value, ExchangeCorrelation.Lda.Name, ExchangeCorrelation.Pbe.Name)
            ? ExchangeCorrelation.Pbe
            : ExchangeCorrelation.Lda;
}
