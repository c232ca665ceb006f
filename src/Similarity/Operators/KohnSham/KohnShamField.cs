using System.Collections.Frozen;
using Similarity.Crystals;
using Similarity.Operators.Grids;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham;

/// <summary>
/// Σ V_A + v_xc[Σ n_A]: the electrostatic potentials of neutral atoms, which end with their
/// densities, and exchange and correlation of the density of all of them.
/// </summary>
internal abstract class KohnShamField : SuperposedPotential
{
    /// <summary>An atom ends where its density falls below this, in 1/bohr³.</summary>
    private const double LeastDensity = 1e-7;

    private readonly FrozenDictionary<Element, (SphericalAtom Atom, double Cutoff)> atoms;

    private protected KohnShamField(
        Crystal crystal, ExchangeCorrelation functional, AtomicRelativity relativity)
    {
        Functional = functional;
        var found = new Dictionary<Element, (SphericalAtom, double)>();
        foreach (Site site in crystal.Sites)
        {
            if (!found.ContainsKey(site.Element))
            {
                var atom = SphericalAtom.Of(site.Element, functional, relativity);
                found.Add(site.Element, (atom, CutoffOf(atom)));
            }
        }

        atoms = found.ToFrozenDictionary();
    }

    private protected ExchangeCorrelation Functional { get; }

    public static KohnShamField Of(
        Crystal crystal, ExchangeCorrelation functional, AtomicRelativity relativity) =>
        functional.UsesGradient
            ? new GradientField(crystal, functional, relativity)
            : new LocalField(crystal, functional, relativity);

    public override double CutoffOf(Element element) => atoms[element].Cutoff;

    private protected SphericalAtom AtomOf(Element element) => atoms[element].Atom;

    private static double CutoffOf(SphericalAtom atom)
    {
        // To a hundredth: the density falls by a few per cent there.
        double r = atom.End, density = 0, slope = 0, electrostatic = 0;
        while (density < LeastDensity)
        {
            r -= 0.01;
            atom.Evaluate(new(in r), new(ref density), new(ref slope), new(ref electrostatic));
        }

        return r;
    }
}
