using System.Collections.Frozen;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Grids;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham;

/// <summary>
/// Σ V_A + v_xc(Σ n_A): the electrostatic potentials of neutral atoms, which end with their
/// densities, and exchange and correlation of all of them.
/// </summary>
internal sealed class KohnShamField : SuperposedPotential
{
    /// <summary>An atom ends where its density falls below this, in 1/bohr³.</summary>
    private const double LeastDensity = 1e-7;

    private readonly ExchangeCorrelation functional;
    private readonly FrozenDictionary<Element, (SphericalAtom Atom, double Cutoff)> atoms;

    public KohnShamField(
        Crystal crystal, ExchangeCorrelation functional, AtomicRelativity relativity)
    {
        this.functional = functional;
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

    /// <summary>V and n.</summary>
    public override int Sums => 2;

    public override double CutoffOf(Element element) => atoms[element].Cutoff;

    public override void Tabulate(Element element, double r, Span<double> values)
    {
        (SphericalAtom atom, _) = atoms[element];
        if (r == 0)
        {
            (values[0], values[1]) = (-element.AtomicNumber, 0);
            return;
        }

        double density = 0, slope = 0, electrostatic = 0;
        atom.Evaluate(new(in r), new(ref density), new(ref slope), new(ref electrostatic));
        (values[0], values[1]) = (r * electrostatic, r * density);
    }

    public override void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential)
    {
        for (int p = 0; p < points.Length; p++)
        {
            potential[p] = sums[2 * p]
                + functional.At(sums[2 * p + 1], 0).DensityDerivative;
        }
    }

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
