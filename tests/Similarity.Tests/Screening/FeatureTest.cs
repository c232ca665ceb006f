using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

public sealed class FeatureTest
{
    private static readonly Crystal Rutile = FileFormats
        .Read(RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif")).Structures[0];

    /// <summary>Ti 22, 1.54, period 4, group 4, 4s2 3d2; O 8, 3.44, period 2, group 16.</summary>
    [Fact]
    public void CompositionIsWhatTheElementsAre()
    {
        Dictionary<string, float> features = Features(new CompositionBlock(), Rutile);
        Assert.Equal((22 + 16) / 3f, features["mean atomic number"], 1e-5);
        Assert.Equal(8, features["least atomic number"]);
        Assert.Equal(22, features["greatest atomic number"]);
        Assert.Equal((1.54f + 2 * 3.44f) / 3, features["mean electronegativity"], 1e-5);
        Assert.Equal(
            Math.Sqrt(2) / 3 * (3.44 - 1.54), features["deviation electronegativity"], 1e-5);
        Assert.Equal(12, features["mean group"], 1e-5);
        Assert.Equal(2, features["mean s electrons"], 1e-5);
        Assert.Equal(8f / 3, features["mean p electrons"], 1e-5);
        Assert.Equal(2f / 3, features["mean d electrons"], 1e-5);
        Assert.Equal(2, features["elements"]);
    }

    [Fact]
    public void FractionsAddUpToOne()
    {
        Dictionary<string, float> features = Features(new FractionBlock(), Rutile);
        Assert.Equal(2f / 3, features["share of O"], 1e-6);
        Assert.Equal(1f / 3, features["share of Ti"], 1e-6);
        Assert.Equal(1, features.Values.Sum(), 1e-6);
    }

    /// <summary>
    /// D = √(2 m³ E)/π² and v² = 2E/m of a parabolic band, both sides of an edge: m comes back.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(2.0)]
    public void MassesOfParabolicBandsComeBack(double mass)
    {
        ImmutableArray<double> energies =
            [.. Enumerable.Range(0, 4001).Select(i => -2 + i * 1e-3)];
        float[] values = new float[2 * energies.Length];
        for (int i = 0; i < energies.Length; i++)
        {
            double energy = Math.Max(0, energies[i]) / PhysicalConstants.HartreeInEv;
            double states = Math.Sqrt(2 * Math.Pow(mass, 3) * energy) / (Math.PI * Math.PI);
            values[i] = (float)states;
            values[energies.Length + i] = (float)(states * 2 * energy / mass / 3);
        }

        var block = new FingerprintBlock(
            "spectral",
            ImmutableSortedDictionary<string, string>.Empty,
            [new FingerprintSegment("cbm", energies), new FingerprintSegment("cbm v2", energies)],
            values.Length,
            0.5);
        float[] features = new float[block.Columns.Length];
        block.Fill(values, features);
        Dictionary<string, float> named = block.Columns
            .Zip(features, (column, value) => (column.Name, value))
            .ToDictionary(pair => pair.Name, pair => pair.value);
        foreach (string reach in new[] { "0.25", "0.5", "1", "2" })
        {
            Assert.Equal(mass, named[$"spectral cbm mass within {reach} eV above"], 1e-3 * mass);
            Assert.Equal(0, named[$"spectral cbm mass within {reach} eV below"]);
        }
    }

    /// <summary>A supercell is the same material.</summary>
    [Fact]
    public void StructureIsThatOfThePrimitiveCell()
    {
        Dictionary<string, float> features = Features(new StructureBlock(), Rutile);
        Assert.Equal(6, features["atoms in the cell"]);
        Assert.Equal(76, features["electrons"]);
        Assert.Equal(0, features["odd electrons"]);
        Assert.Equal(136, features["space group"]);
        var doubled = new Crystal(
            new Lattice(new Matrix3D(
                2 * Rutile.Lattice.Vectors.Row0,
                Rutile.Lattice.Vectors.Row1,
                Rutile.Lattice.Vectors.Row2)),
            Rutile.Sites.ToArray().SelectMany(site => new[] { 0.0, 0.5 }.Select(shift =>
                new Site(
                    site.Element,
                    new Vector3D(site.Position.X / 2 + shift, site.Position.Y, site.Position.Z)))));
        foreach ((string name, float value) in Features(new StructureBlock(), doubled))
        {
            Assert.Equal(features[name], value, 1e-3f);
        }
    }

    /// <summary>Configurations from the tables of NIST, groups from the periodic table.</summary>
    [Theory]
    [InlineData("H", 1, 1, 1, 0, 0, 0)]
    [InlineData("He", 1, 18, 2, 0, 0, 0)]
    [InlineData("O", 2, 16, 2, 4, 0, 0)]
    [InlineData("Mg", 3, 2, 2, 0, 0, 0)]
    [InlineData("Cr", 4, 6, 1, 0, 5, 0)]
    [InlineData("Cu", 4, 11, 1, 0, 10, 0)]
    [InlineData("Zn", 4, 12, 2, 0, 10, 0)]
    [InlineData("Ga", 4, 13, 2, 1, 0, 0)]
    [InlineData("Pd", 5, 10, 0, 0, 10, 0)]
    [InlineData("I", 5, 17, 2, 5, 0, 0)]
    [InlineData("La", 6, 3, 2, 0, 1, 0)]
    [InlineData("Eu", 6, 3, 2, 0, 0, 7)]
    [InlineData("Lu", 6, 3, 2, 0, 1, 14)]
    [InlineData("Hf", 6, 4, 2, 0, 2, 14)]
    [InlineData("Au", 6, 11, 1, 0, 10, 14)]
    [InlineData("Pb", 6, 14, 2, 2, 0, 0)]
    [InlineData("U", 7, 3, 2, 0, 1, 3)]
    public void ShellsAreThoseOfTheAtom(
        string symbol, int period, int group, int s, int p, int d, int f)
    {
        Assert.True(Element.TryParse(symbol, out Element element));
        Assert.Equal(new ElementShells(period, group, s, p, d, f), ElementShells.Of(element));
    }

    [Fact]
    public void EveryElementHasItsElectrons()
    {
        int[] cores = [0, 2, 10, 18, 36, 54, 86];
        for (int z = 1; z <= 103; z++)
        {
            ElementShells shells = ElementShells.Of(new Element(z));
            int closed = shells.P > 0
                ? (shells.Period >= 6 ? 14 : 0) + (shells.Period >= 4 ? 10 : 0)
                : 0;
            Assert.Equal(
                z,
                cores[shells.Period - 1] + shells.S + shells.P + shells.D + shells.F + closed);
            Assert.InRange(shells.Group, 1, 18);
        }
    }

    [Fact]
    public void BinsAreMeansOfNeighbours()
    {
        ImmutableArray<double> energies = [.. Enumerable.Range(0, 9).Select(i => -0.4 + 0.1 * i)];
        var block = new FingerprintBlock(
            "spectral",
            ImmutableSortedDictionary<string, string>.Empty,
            [new FingerprintSegment("vbm", energies), new FingerprintSegment("cbm", energies)],
            18,
            0.2);
        float[] features = new float[block.Columns.Length];
        block.Fill([.. Enumerable.Range(0, 18).Select(i => (float)i)], features);
        Assert.Equal(
            [0.5f, 2.5f, 4.5f, 6.5f, 8f, 9.5f, 11.5f, 13.5f, 15.5f, 17f], features[..10]);
        Assert.Equal(10 + 2 * 11, features.Length);
        Assert.Equal("spectral vbm -0.4 to -0.3 eV", block.Columns[0].Name);
        Assert.Equal("spectral cbm -0.4 to 0.1 eV", block.Columns[5].Window);
        Assert.Throws<ArgumentException>(() => block.Fill(new float[17], features));
        Assert.Equal(18, (new FingerprintBlock(
            "x", ImmutableSortedDictionary<string, string>.Empty, [], 18, 0.2)).Columns.Length);
    }

    /// <summary>
    /// Two parabolic bands with a gap of 2 eV, D = 3/2 E^(1/2) above and a quarter of it below:
    /// E^(3/2) states within E.
    /// </summary>
    [Fact]
    public void EdgesAreTheGapAndTheStatesNearIt()
    {
        const int points = 3001;
        ImmutableArray<double> energies =
            [.. Enumerable.Range(0, points).Select(i => -15 + 0.01 * i)];
        float Density(double e) =>
            (float)(1.5 * (e > 2 ? Math.Sqrt(e - 2) : e < 0 ? Math.Sqrt(-e) / 4 : 0));
        var block = new FingerprintBlock(
            "spectral",
            ImmutableSortedDictionary<string, string>.Empty,
            [
                new FingerprintSegment("vbm", energies),
                new FingerprintSegment("cbm", energies),
                new FingerprintSegment("zero", energies),
            ],
            3 * points,
            1);
        float[] features = new float[block.Columns.Length];
        block.Fill(
            [
                .. energies.Select(Density),
                .. energies.Select(e => Density(e + 2)),
                .. energies.Select(Density),
            ],
            features);
        Dictionary<string, float> named = block.Columns.Zip(features)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.Equal(2, named["spectral vbm gap"], 0.03);
        Assert.Equal(2, named["spectral cbm gap"], 0.03);
        Assert.Equal(0.25, named["spectral vbm states within 1 eV below"], 0.002);
        Assert.Equal(0, named["spectral vbm states within 2 eV above"], 0.002);
        Assert.Equal(Math.Pow(2, 1.5), named["spectral vbm states within 4 eV above"], 0.01);
        Assert.Equal(8, named["spectral cbm states within 4 eV above"], 0.01);
        Assert.Equal(0.125, named["spectral cbm states within 0.25 eV above"], 0.002);
        Assert.DoesNotContain("spectral zero gap", named.Keys);
    }

    [Fact]
    public void LabelsAreThoseOfTheCriteria()
    {
        Assert.True(ConductorLabel.Of(0.5, 0.5, 9));
        Assert.True(ConductorLabel.Of(0.5, 9, 1.0));
        Assert.False(ConductorLabel.Of(0.49, 0.1, 0.1));
        Assert.False(ConductorLabel.Of(3, 0.51, 1.01));
        Assert.False(ConductorLabel.Of(3, null, null));
        Assert.False(ConductorLabel.Of(null, 0.1, 0.1));
        Assert.False(ConductorLabel.Of(3, 0, -0.5));
    }

    private static Dictionary<string, float> Features(CrystalBlock block, Crystal crystal)
    {
        float[] values = new float[block.Columns.Length];
        block.Fill(crystal, values);
        return block.Columns.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
