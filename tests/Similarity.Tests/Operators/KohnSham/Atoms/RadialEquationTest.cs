using Similarity.Operators.KohnSham.Atoms;

namespace Similarity.Tests.Operators.KohnSham.Atoms;

/// <summary>A nucleus alone, whose levels are known.</summary>
public sealed class RadialEquationTest
{
    // The highest eigenvalue of the elements, 1e9, times the unit roundoff.
    private const double Rounding = 2e-7;

    [Theory]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(86)]
    public void LevelsOfANucleusAreMinusHalfZSquaredOverNSquared(int z)
    {
        RadialEquation equation = Nucleus(z, AtomicRelativity.None);
        foreach (Subshell shell in Shells(z))
        {
            double n = shell.PrincipalNumber, expected = -z * z / (2 * n * n);
            Assert.Equal(
                expected,
                equation.Locate(shell).Energy,
                1e-9 * Math.Abs(expected) + Rounding * z * z / 7396);
        }
    }

    /// <summary>
    /// s levels are those of Dirac, as an s electron has no spin–orbit energy:
    /// c² [(1 + (Zα)²/(n − 1 + γ)²)^(−½) − 1], γ² = 1 − (Zα)².
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(86)]
    public void ScalarRelativisticSLevelsAreThoseOfDirac(int z)
    {
        RadialEquation equation = Nucleus(z, AtomicRelativity.Scalar);
        double c = SelfConsistentField.SpeedOfLight, gamma = Math.Sqrt(1 - z * z / (c * c));
        foreach (Subshell shell in Shells(z).Where(shell => shell.AngularMomentum == 0))
        {
            double ratio = z / c / (shell.PrincipalNumber - 1 + gamma);
            double root = Math.Sqrt(1 + ratio * ratio);
            double expected = -c * c * ratio * ratio / (root * (1 + root));
            Assert.Equal(expected, equation.Locate(shell).Energy, 1e-8 * Math.Abs(expected));
        }
    }

    /// <summary>An orbital followed from one potential to another is the one sought.</summary>
    [Theory]
    [InlineData(AtomicRelativity.None)]
    [InlineData(AtomicRelativity.Scalar)]
    public void ImprovedOrbitalsAreThoseFoundAnew(AtomicRelativity relativity)
    {
        const int Z = 30;
        RadialEquation equation = Nucleus(Z, relativity);
        RadialOrbital[] orbitals = [.. Shells(Z).Select(equation.Locate)];
        ReadOnlySpan<double> points = equation.Elements.Points;
        double[] screened = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            screened[i] = -Z / points[i] + 0.5 / (1 + points[i]);
        }

        equation.SetPotential(screened, new double[points.Length]);
        foreach (RadialOrbital orbital in orbitals)
        {
            double fresh = equation.Locate(orbital.Subshell).Energy, before = orbital.Energy;
            Assert.True(equation.Improve(orbital));
            Assert.Equal(fresh, orbital.Energy, 1e-9 * Math.Abs(fresh));
            Assert.True(orbital.Energy > before);
        }
    }

    /// <summary>v − ∇·g is v + s for g = −s r/3: a constant shift.</summary>
    [Fact]
    public void TheFluxActsByItsDivergence()
    {
        RadialEquation equation = Nucleus(6, AtomicRelativity.None);
        RadialOrbital[] orbitals = [.. Shells(6).Select(equation.Locate)];
        double[] potential = new double[equation.Elements.Points.Length];
        double[] flux = new double[potential.Length];
        for (int i = 0; i < potential.Length; i++)
        {
            potential[i] = -6 / equation.Elements.Points[i];
            flux[i] = -0.3 * equation.Elements.Points[i] / 3;
        }

        equation.SetPotential(potential, flux);
        foreach (RadialOrbital orbital in orbitals)
        {
            Assert.Equal(
                orbital.Energy + 0.3, equation.Locate(orbital.Subshell).Energy, 1e-8);
        }
    }

    private static RadialEquation Nucleus(int z, AtomicRelativity relativity)
    {
        RadialElements elements = SelfConsistentField.ElementsFor(z, relativity);
        var equation = new RadialEquation(
            elements, z, relativity, SelfConsistentField.SpeedOfLight);
        double[] potential = new double[elements.Points.Length];
        for (int i = 0; i < potential.Length; i++)
        {
            potential[i] = -z / elements.Points[i];
        }

        equation.SetPotential(potential, new double[potential.Length]);
        return equation;
    }

    // Hydrogen's third shell feels the wall at 50 bohr by 8e-9 hartree.
    private static IEnumerable<Subshell> Shells(int z) =>
        from n in Enumerable.Range(1, z == 1 ? 2 : 6)
        from l in Enumerable.Range(0, Math.Min(n, 4))
        select new Subshell(n, l, 1);
}
