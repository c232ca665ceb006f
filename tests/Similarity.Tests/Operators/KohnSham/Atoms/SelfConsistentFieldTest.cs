using Similarity.Crystals;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Tests.Operators.KohnSham.Atoms;

public sealed class SelfConsistentFieldTest
{
    private const double LevelTolerance = 1e-7;

    public static IEnumerable<object[]> Ways =>
        from functional in new[] { ExchangeCorrelation.Lda, ExchangeCorrelation.Pbe }
        from relativity in Enum.GetValues<AtomicRelativity>()
        from number in new[] { 8, 55, 79 }
        select new object[] { functional.Name, relativity, number };

    /// <summary>Nothing changes on elements half as wide that end farther out.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void TheElementsAreFineEnough(string functional, AtomicRelativity relativity, int z)
    {
        var usual = new SelfConsistentField(new Element(z), Named(functional), relativity);
        var finer = new SelfConsistentField(
            ElectronConfiguration.Of(new(z)),
            Named(functional),
            relativity,
            RadialElements.Graded(
                1.0 / z, 1.3, 65, relativity == AtomicRelativity.None ? 0 : 15));
        usual.Run();
        finer.Run();
        Assert.True(usual.Converged && finer.Converged);
        double scale = Math.Abs(finer.Energies.Total);

        // Orbitals of scalar relativity have a pole at r = −Z/(2c²), close to the elements.
        double share = relativity == AtomicRelativity.None ? 1e-11 : 6e-11;
        Assert.Equal(finer.Energies.Total, usual.Energies.Total, 1e-7 + share * scale);
        foreach ((AtomicLevel expected, AtomicLevel level) in finer.Levels.Zip(usual.Levels))
        {
            Assert.Equal(
                expected.Energy, level.Energy, LevelTolerance + 1e-10 * -expected.Energy);
        }
    }

    /// <summary>
    /// Janak: the energy changes by the difference of the levels when electrons move from one to
    /// the other (Phys. Rev. B 18 (1978) 7165).
    /// </summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void LevelsAreSlopesOfTheEnergy(string functional, AtomicRelativity relativity, int z)
    {
        // The outermost s shell and the last of the shells with the highest l; one of them is open.
        Subshell[] shells = [.. ElectronConfiguration.Of(new(z))];
        int s = Array.FindLastIndex(shells, shell => shell.AngularMomentum == 0);
        int other = z == 79 ? Array.FindLastIndex(shells, shell => shell.AngularMomentum == 2)
            : Array.FindLastIndex(shells, shell => shell.AngularMomentum == 1);
        const double Step = 0.02;
        SelfConsistentField[] fields = [..
            new[] { -2, -1, 0, 1, 2 }.Select(count =>
            {
                Subshell[] moved = [.. shells];
                moved[s] = moved[s] with { Occupation = moved[s].Occupation + count * Step };
                moved[other] =
                    moved[other] with { Occupation = moved[other].Occupation - count * Step };
                var field = new SelfConsistentField(
                    moved,
                    Named(functional),
                    relativity,
                    SelfConsistentField.ElementsFor(z, relativity));
                field.Run();
                return field;
            })];
        double[] energies = [.. fields.Select(field => field.Energies.Total)];
        double slope =
            (8 * (energies[3] - energies[1]) - (energies[4] - energies[0])) / (12 * Step);
        double difference = fields[2].Levels[s].Energy - fields[2].Levels[other].Energy;
        Assert.Equal(difference, slope, 1e-6 + 3e-10 * Math.Abs(energies[2]));
    }

    private static ExchangeCorrelation Named(string name) =>
        name == "pbe" ? ExchangeCorrelation.Pbe : ExchangeCorrelation.Lda;
}
