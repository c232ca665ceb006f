using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// The potential of an atom and the density of its orbitals, each made from the other until they
/// agree. What is mixed is v (the electrostatic part and ∂(nε)/∂n) and g = 2 ∂(nε)/∂σ dn/dr at the
/// points of the elements.
/// </summary>
internal sealed class SelfConsistentField
{
    /// <summary>c in atomic units, the inverse of the fine-structure constant (CODATA 2022).
    /// </summary>
    public const double SpeedOfLight = 137.035999177;

    // ∫ n |v_out − v_in|, in hartree per electron: levels err by no more, energies by its square.
    private const double Tolerance = 2e-9;
    private const int MostIterations = 150;

    // Ends 50 bohr from the nucleus, where Cs, with the slowest tail, has lost all but 1e-14.
    private const double End = 50;

    private readonly double charge;
    private readonly ExchangeCorrelation functional;
    private readonly RadialElements elements;
    private readonly RadialEquation equation;
    private readonly RadialOrbital[] orbitals;
    private readonly double[] input;

    public SelfConsistentField(
        Element element, ExchangeCorrelation functional, AtomicRelativity relativity)
        : this(
            ElectronConfiguration.Of(element),
            functional,
            relativity,
            ElementsFor(element.AtomicNumber, relativity))
    {
    }

    /// <param name="subshells">As many electrons as the nucleus has charges.</param>
    internal SelfConsistentField(
        IReadOnlyList<Subshell> subshells,
        ExchangeCorrelation functional,
        AtomicRelativity relativity,
        RadialElements elements)
    {
        charge = subshells.Sum(subshell => subshell.Occupation);
        this.functional = functional;
        this.elements = elements;
        equation = new(elements, charge, relativity, SpeedOfLight);
        input = new double[2 * elements.Points.Length];
        for (int i = 0; i < elements.Points.Length; i++)
        {
            input[i] = ThomasFermi(elements.Points[i]);
        }

        equation.SetPotential(Potential, Flux);
        orbitals = [.. subshells.Select(equation.Locate)];
        Density = AtomicDensity.Of(equation, orbitals);
    }

    public RadialElements Elements => elements;

    /// <summary>Of the orbitals.</summary>
    public AtomicDensity Density { get; private set; }

    public ImmutableArray<AtomicLevel> Levels =>
        [.. orbitals.Select(orbital => new AtomicLevel(orbital.Subshell, orbital.Energy))];

    public AtomicEnergies Energies { get; private set; } = new(0, 0, 0, 0);

    /// <summary>∫ n |v_out − v_in| per electron, in hartree.</summary>
    public double Residual { get; private set; } = double.PositiveInfinity;

    public int Iterations { get; private set; }

    public bool Converged => Residual < Tolerance;

    private ReadOnlySpan<double> Potential => input.AsSpan(0, input.Length / 2);

    private ReadOnlySpan<double> Flux => input.AsSpan(input.Length / 2);

    public static RadialElements ElementsFor(double charge, AtomicRelativity relativity) =>
        RadialElements.Graded(
            2 / charge, 1.7, End, relativity == AtomicRelativity.None ? 0 : 12);

    /// <summary>v_xc = ∂(nε)/∂n − ∇·g of the density at the points.</summary>
    public double[] ExchangeCorrelationPotential()
    {
        double[] potential = new double[elements.Points.Length];
        double[] flux = new double[potential.Length];
        for (int i = 0; i < potential.Length; i++)
        {
            double slope = Density.Slope[i];
            LocalXc xc = functional.At(Density.Density[i], slope * slope);
            potential[i] = xc.DensityDerivative;
            flux[i] = 2 * xc.SigmaDerivative * slope;
        }

        if (functional.UsesGradient)
        {
            double[] divergence = new double[potential.Length];
            elements.Divergence(flux, divergence);
            for (int i = 0; i < potential.Length; i++)
            {
                potential[i] -= divergence[i];
            }
        }

        return potential;
    }

    /// <summary>Iterates to the end, or says by <see cref="Converged"/> that there was none.
    /// </summary>
    public void Run()
    {
        double[] output = new double[input.Length], residual = new double[input.Length];
        var mixing = new AndersonMixing(MixingWeights(), 0.4, 8);
        while (true)
        {
            Evaluate(output);
            for (int i = 0; i < residual.Length; i++)
            {
                residual[i] = output[i] - input[i];
            }

            Residual = MeanSize(residual);
            Iterations++;
            if (Converged || Iterations == MostIterations)
            {
                return;
            }

            mixing.Next(input, residual).CopyTo(input, 0);
            equation.SetPotential(Potential, Flux);
            for (int i = 0; i < orbitals.Length; i++)
            {
                if (!equation.Improve(orbitals[i]))
                {
                    orbitals[i] = equation.Locate(orbitals[i].Subshell);
                }
            }

            Density = AtomicDensity.Of(equation, orbitals);
        }
    }

    /// <summary>v and g of the density, and the energies.</summary>
    private void Evaluate(double[] output)
    {
        ReadOnlySpan<double> points = elements.Points, weights = elements.Weights;
        double attraction = 0, electrostatic = 0, exchange = 0, mean = 0;
        int count = points.Length;
        for (int i = 0; i < count; i++)
        {
            double slope = Density.Slope[i], electrons = weights[i] * Density.Distribution[i];
            LocalXc xc = functional.At(Density.Density[i], slope * slope);
            output[i] = Density.Electrostatic[i] + xc.DensityDerivative;
            output[count + i] = 2 * xc.SigmaDerivative * slope;
            attraction += electrons / points[i];
            electrostatic += electrons * Density.Electrostatic[i];
            exchange += electrons * xc.Energy;
            mean += electrons * input[i]
                + weights[i] * 4 * Math.PI * points[i] * points[i] * slope * input[count + i];
        }

        double sum = 0;
        foreach (RadialOrbital orbital in orbitals)
        {
            sum += orbital.Subshell.Occupation * orbital.Energy;
        }

        Energies = new(
            sum - mean, (electrostatic + charge * attraction) / 2, -charge * attraction, exchange);
    }

    private double MeanSize(double[] residual)
    {
        ReadOnlySpan<double> points = elements.Points, weights = elements.Weights;
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double area = 4 * Math.PI * points[i] * points[i];
            sum += weights[i] * (Density.Distribution[i] * Math.Abs(residual[i])
                + area * Math.Abs(Density.Slope[i] * residual[points.Length + i]));
        }

        return sum / charge;
    }

    private double[] MixingWeights()
    {
        double[] roots = new double[input.Length];
        for (int i = 0; i < elements.Points.Length; i++)
        {
            double root = Math.Sqrt(elements.Weights[i] * elements.Points[i]);
            roots[i] = roots[elements.Points.Length + i] = root;
        }

        return roots;
    }

    /// <summary>
    /// −[1 + (Z − 1) φ(x)]/r, x = 1.1295 Z^(1/3) r, with Latter's fit to the screening φ of
    /// Thomas and Fermi (Phys. Rev. 99 (1955) 510) and its tail of an ion.
    /// </summary>
    private double ThomasFermi(double r)
    {
        double x = 1.1295 * Math.Cbrt(charge) * r, root = Math.Sqrt(x);
        double screening = 1 / (1 + root * (0.02747 + root * (1.243 + root * (-0.1486
            + root * (0.2302 + root * (0.007298 + root * 0.006944))))));
        return -(1 + (charge - 1) * screening) / r;
    }
}
