using System.Collections.Concurrent;
using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// A free neutral atom of Kohn and Sham: spherical, without spin, its ground-state configuration
/// spread evenly over the orbitals of each subshell. Hartree and bohr.
/// </summary>
public sealed class SphericalAtom
{
    private static readonly ConcurrentDictionary<
        (Element Element, string Functional, AtomicRelativity Relativity), Lazy<SphericalAtom>>
        Known = new();

    private readonly RadialElements elements;
    private readonly AtomicDensity density;
    private readonly double[] exchangeCorrelation;

    private SphericalAtom(
        Element element,
        ExchangeCorrelation functional,
        AtomicRelativity relativity,
        SelfConsistentField field)
    {
        Element = element;
        Functional = functional;
        Relativity = relativity;
        elements = field.Elements;
        density = field.Density;
        exchangeCorrelation = field.ExchangeCorrelationPotential();
        Levels = field.Levels;
        Energies = field.Energies;
        Iterations = field.Iterations;
        Residual = field.Residual;
        Converged = field.Converged;
    }

    public Element Element { get; }

    public ExchangeCorrelation Functional { get; }

    public AtomicRelativity Relativity { get; }

    /// <summary>The occupied subshells, by l and then by n.</summary>
    public ImmutableArray<AtomicLevel> Levels { get; }

    public AtomicEnergies Energies { get; }

    public int Iterations { get; }

    /// <summary>∫ n |v_out − v_in| per electron, in hartree: the error of a level.</summary>
    public double Residual { get; }

    /// <summary>Whether the density and its potential agree to 2·10⁻⁹ hartree.</summary>
    public bool Converged { get; }

    /// <summary>Where density and potential end, in bohr.</summary>
    public double End => elements.End;

    /// <summary>The atom, solved at the first call and kept; H to Rn.</summary>
    public static SphericalAtom Of(
        Element element,
        ExchangeCorrelation functional,
        AtomicRelativity relativity = AtomicRelativity.None) =>
        Known.GetOrAdd(
            (element, functional.Name, relativity),
            key => new(() => Solve(element, functional, relativity))).Value;

    /// <summary>The atom, solved anew.</summary>
    public static SphericalAtom Solve(
        Element element, ExchangeCorrelation functional, AtomicRelativity relativity)
    {
        var field = new SelfConsistentField(element, functional, relativity);
        field.Run();
        return new(element, functional, relativity, field);
    }

    /// <summary>At distances from the nucleus, which are not negative.</summary>
    /// <param name="densities">n in 1/bohr³, which integrates to Z; not negative.</param>
    /// <param name="slopes">dn/dr; at the nucleus the one outwards, −2Z n without relativity.
    /// </param>
    /// <param name="electrostatic">
    /// V = −Z/r + ∫ n/|r − r′| in hartree, of the neutral atom: negative, and gone with n; −∞ at
    /// the nucleus.
    /// </param>
    public void Evaluate(
        ReadOnlySpan<double> radii,
        Span<double> densities,
        Span<double> slopes,
        Span<double> electrostatic)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(densities.Length, radii.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slopes.Length, radii.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(electrostatic.Length, radii.Length);
        Span<double> factors = stackalloc double[RadialElements.PointsPerElement];
        for (int i = 0; i < radii.Length; i++)
        {
            double r = radii[i];
            ArgumentOutOfRangeException.ThrowIfNegative(r);
            if (r >= End)
            {
                (densities[i], slopes[i], electrostatic[i]) = (0, 0, 0);
                continue;
            }

            int element = elements.ElementOf(r);
            elements.Interpolation(element, r, factors);
            densities[i] = Math.Max(0, Sum(factors, density.Density, element));
            slopes[i] = Sum(factors, density.Slope, element);
            electrostatic[i] = r == 0
                ? double.NegativeInfinity
                : Sum(factors, density.PotentialBeyond, element)
                    - Sum(factors, density.ChargeBeyond, element) / r;
        }
    }

    /// <summary>
    /// v_xc of the atom alone in hartree, at distances from the nucleus: with the electrostatic
    /// potential it makes the one whose orbitals are the atom's. That of PBE falls to −∞ at the
    /// nucleus like 1/r.
    /// </summary>
    public void EvaluateExchangeCorrelation(ReadOnlySpan<double> radii, Span<double> potential)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(potential.Length, radii.Length);
        Span<double> factors = stackalloc double[RadialElements.PointsPerElement];
        for (int i = 0; i < radii.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(radii[i]);
            potential[i] = 0;
            if (radii[i] < End)
            {
                int element = elements.ElementOf(radii[i]);
                elements.Interpolation(element, radii[i], factors);
                potential[i] = Sum(factors, exchangeCorrelation, element);
            }
        }
    }

    /// <summary>
    /// ∫ 4πr²n from r outwards: what a density cut at r loses. At 12, 20 and 30 bohr that is
    /// 6·10⁻⁵, 8·10⁻⁹ and 10⁻¹³ electrons of Si, and of Cs, the largest, 9·10⁻³, 2·10⁻⁵ and 8·10⁻⁹
    /// (LDA).
    /// </summary>
    public double ChargeBeyond(double r)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(r);
        if (r >= End)
        {
            return 0;
        }

        Span<double> factors = stackalloc double[RadialElements.PointsPerElement];
        int element = elements.ElementOf(r);
        elements.Interpolation(element, r, factors);
        return Sum(factors, density.ChargeBeyond, element);
    }

    private static double Sum(ReadOnlySpan<double> factors, double[] values, int element)
    {
        double sum = 0;
        int first = element * RadialElements.PointsPerElement;
        for (int q = 0; q < factors.Length; q++)
        {
            sum += factors[q] * values[first + q];
        }

        return sum;
    }
}
