using System.Collections.Frozen;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Grids;

namespace Similarity.Operators.Sap;

/// <summary>
/// Σ V_A at points of a crystal. The atoms are neutral, but their potentials have long tails: where
/// three directions repeat, exponents below <see cref="Splitting"/> are raised to it and what that
/// changes is summed over reciprocal vectors (Ewald), V(G) = −(4π/ΩG²) Σ_C e^(−iG·C)
/// Σ_p c_p (e^(−G²/4α_p) − e^(−G²/4α₀)), V(0) = (π/Ω) Σ_C Σ_p c_p (1/α_p − 1/α₀).
/// </summary>
internal sealed class SapField : SuperposedPotential
{
    /// <summary>α₀ in 1/bohr².</summary>
    public const double Splitting = 0.1;

    /// <summary>erfc(√α₀ r) is 2e-8 here.</summary>
    private const double ShortCutoff = 12.5;

    /// <summary>The longest tail of all, α = 0.003, has 1e-4 of its charge left here.</summary>
    private const double LongCutoff = 45;

    private readonly FrozenDictionary<Element, SapPotential> potentials;
    private readonly SapTails? tails;

    public SapField(Crystal crystal, SapTable table)
    {
        var found = new Dictionary<Element, SapPotential>();
        foreach (Site site in crystal.Sites)
        {
            found[site.Element] = SapPotential.Of(site.Element, table)!;
        }

        potentials = found.ToFrozenDictionary();
        tails = crystal.Periodicity == Periodicity.Full ? new SapTails(crystal, found) : null;
    }

    public override int RadialFunctions => 1;

    public override int Sums => 1;

    public override double CutoffOf(Element element) =>
        tails is null ? LongCutoff : ShortCutoff;

    public override void Tabulate(Element element, double r, Span<double> values) =>
        values[0] = tails is null
            ? -potentials[element].EffectiveCharge(r)
            : -potentials[element].ShortRangedCharge(r, Splitting);

    public override void Add(
        ReadOnlySpan<double> values, Vector3D d, double inverse, Span<double> sums) =>
        sums[0] += values[0] * inverse;

    public override void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential)
    {
        sums.CopyTo(potential);
        tails?.AddTo(points, potential);
    }
}
