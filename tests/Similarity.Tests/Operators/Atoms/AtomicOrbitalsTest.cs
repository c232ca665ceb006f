using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Sap;

namespace Similarity.Tests.Operators.Atoms;

public sealed class AtomicOrbitalsTest
{
    private static readonly JsonElement Oracle = JsonDocument.Parse(
        File.ReadAllBytes(RepositoryFile.Oracle("sap/levels.json"))).RootElement;

    public static TheoryData<int> Elements =>
    [..
        from pair in Oracle.GetProperty("elements").EnumerateObject()
        select int.Parse(pair.Name, CultureInfo.InvariantCulture)];

    /// <summary>An electron alone: −Z²/2n², and −Z²/2n² − … of Dirac's spin-free part.</summary>
    private sealed class Nucleus(Element element) : AtomicPotential(element)
    {
        public override double EffectiveCharge(double r) => Element.AtomicNumber;
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(10, 3)]
    [InlineData(30, 4)]
    public void ANucleusHasTheLevelsOfHydrogen(int z, int shells)
    {
        ImmutableArray<AtomicOrbital> orbitals = AtomicOrbitals.Of(
            new Nucleus(new Element(z)), [shells, shells - 1], isRelativistic: false);
        foreach (AtomicOrbital orbital in orbitals)
        {
            double exact = -z * (double)z
                / (2 * orbital.PrincipalNumber * orbital.PrincipalNumber);
            // Even-tempered sets of ratio 2 are this complete; 4s of Z = 30 lacks most.
            Assert.Equal(1, orbital.Energy / exact, 1e-4);
            Assert.InRange(orbital.Energy, exact, 0);
        }
    }

    [Fact]
    public void RelativityShiftsTheLevelOfHeavyIonsAsDiracSays()
    {
        // An s level has no coupling of spin and orbit: c² (√(1 − (Z/c)²) − 1). The cusp of Dirac's
        // function, of which the set lacks a little, costs the rest.
        const double c = 137.035999084;
        foreach (int z in (int[])[10, 30, 47])
        {
            AtomicOrbital orbital = AtomicOrbitals.Of(
                new Nucleus(new Element(z)), [1], isRelativistic: true)[0];
            double exact = c * c * (Math.Sqrt(1 - z * z / (c * c)) - 1);
            double nonRelativistic = -z * z / 2.0;
            double shift = nonRelativistic - exact;
            Assert.Equal(1, (nonRelativistic - orbital.Energy) / shift, 1e-2);
        }
    }

    [Theory]
    [MemberData(nameof(Elements))]
    public void LevelsAndFunctionsOfAnElementAreThoseOfTheReference(int z)
    {
        var element = new Element(z);
        SapPotential potential = SapPotential.Of(element, SapTable.LocalExchange)!;
        JsonElement expected = Oracle.GetProperty("elements")
            .GetProperty(z.ToString(CultureInfo.InvariantCulture));
        ImmutableArray<int> counts = PublishedCounts(expected);
        Assert.Equal(IsNobleGas(z), !counts.SequenceEqual(OrbitalCounts.Minimal(element)));
        ImmutableArray<AtomicOrbital> plain = AtomicOrbitals.Of(potential, counts, false);
        ImmutableArray<AtomicOrbital> scalar = AtomicOrbitals.Of(potential, counts, true);
        double[] radii = Oracle.GetProperty("radii_bohr").Deserialize<double[]>()!;
        Assert.Equal(expected.GetArrayLength(), plain.Length);
        for (int i = 0; i < plain.Length; i++)
        {
            JsonElement row = expected[i];
            Assert.Equal(row.GetProperty("l").GetInt32(), plain[i].AngularMomentum);
            Assert.Equal(row.GetProperty("n").GetInt32(), plain[i].PrincipalNumber);
            AssertLevel(row.GetProperty("eps_nr").GetDouble(), plain[i].Energy);
            AssertLevel(row.GetProperty("eps_sr").GetDouble(), scalar[i].Energy);
            double[] values = row.GetProperty("values").Deserialize<double[]>()!;
            double largest = radii.Max(r => Math.Abs(scalar[i].Radial(r)));
            for (int p = 0; p < radii.Length; p++)
            {
                Assert.Equal(values[p], scalar[i].Radial(radii[p]), 1e-5 * largest);
            }
        }
    }

    /// <summary>
    /// A noble gas has the shells of the reference, which are all occupied, and as many s and p
    /// functions beyond as make an empty s and p shell; every other element what it had.
    /// </summary>
    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(10, 1, 1)]
    [InlineData(18, 1, 1)]
    [InlineData(36, 1, 1)]
    [InlineData(54, 1, 1)]
    [InlineData(86, 1, 1)]
    public void NobleGasesHaveAnEmptyShell(int z, int moreOfS, int moreOfP)
    {
        ImmutableArray<int> counts = OrbitalCounts.Minimal(new Element(z));
        int[] occupied = z switch
        {
            2 => [1, 0],
            10 => [2, 1],
            18 => [3, 2],
            36 => [4, 3],
            54 => [5, 4],
            _ => [6, 5],
        };
        Assert.Equal(occupied[0] + moreOfS, counts[0]);
        Assert.Equal(occupied[1] + moreOfP, counts[1]);
    }

    [Fact]
    public void EveryElementHasNormalisedOrbitalsInBothTables()
    {
        for (int z = 1; z <= OrbitalCounts.HeaviestElement; z++)
        {
            var element = new Element(z);
            foreach (SapTable table in Enum.GetValues<SapTable>())
            {
                SapPotential potential = SapPotential.Of(element, table)!;
                Assert.Equal(z, potential.EffectiveCharge(0), 1e-9);
                Assert.Equal(0, potential.EffectiveCharge(60), 1e-4);
                foreach (AtomicOrbital orbital in AtomicOrbitals.Of(
                    potential, OrbitalCounts.Minimal(element), isRelativistic: true))
                {
                    double norm = 0;
                    for (int p = 0; p < RadialMesh.Points.Length; p++)
                    {
                        double r = RadialMesh.Points[p];
                        double value = orbital.Radial(r) * Math.Pow(r, orbital.AngularMomentum + 1);
                        norm += RadialMesh.Weights[p] * value * value;
                    }

                    Assert.Equal(1, norm, 1e-9);
                    Assert.Equal(1, orbital.ToShell().SelfOverlap, 1e-9);
                }
            }
        }
    }

    /// <summary>Functions of each l in the reference.</summary>
    private static ImmutableArray<int> PublishedCounts(JsonElement rows)
    {
        int[] ofRows = [.. rows.EnumerateArray().Select(row => row.GetProperty("l").GetInt32())];
        return [.. Enumerable.Range(0, ofRows.Max() + 1).Select(l => ofRows.Count(x => x == l))];
    }

    private static bool IsNobleGas(int z) => z is 2 or 10 or 18 or 36 or 54 or 86;

    private static void AssertLevel(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-6 * Math.Max(1, Math.Abs(expected)));
}
