using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

public sealed class BondTest
{
    private const double Bohr = 1 / PhysicalConstants.BohrInAngstrom;

    private static readonly Crystal Rutile = FileFormats
        .Read(RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif")).Structures[0];

    /// <summary>Six at a/2; the twelve of the next shell weigh e^(1 − 8) each.</summary>
    [Fact]
    public void RockSaltHasSixNeighbours()
    {
        Dictionary<string, float> bonds = Features(RockSalt(5.64, "Na", "Cl"));
        Assert.Equal(6, bonds["mean coordination"], 0.05);
        Assert.Equal(2.82, bonds["mean bond length"], 0.01);
        Assert.Equal(2.82, bonds["least nearest distance"], 1e-5);
        Assert.Equal(3.16 - 0.93, bonds["mean contrast of electronegativity"], 0.01);
        Assert.Equal(0, bonds["mean electronegativity of neighbours above its own"], 1e-5);
        Assert.Equal(2.82 * Math.Sqrt(2), bonds["distance between anions"], 1e-5);
        Assert.Equal(2.82 * Math.Sqrt(2), bonds["distance between cations"], 1e-5);
        Assert.InRange(bonds["mean share of like neighbours"], 0, 0.003);
    }

    [Fact]
    public void DiamondHasFourAndAllAlike()
    {
        Dictionary<string, float> bonds = Features(Diamond(5.43, "Si"));
        Assert.Equal(4, bonds["mean coordination"], 0.01);
        Assert.Equal(5.43 * Math.Sqrt(3) / 4, bonds["mean bond length"], 1e-3);
        Assert.Equal(0, bonds["deviation bond length"], 1e-5);
        Assert.Equal(1, bonds["mean share of like neighbours"]);
        Assert.Equal(0, bonds["mean contrast of electronegativity"]);
    }

    /// <summary>
    /// Hoppe's own criterion: the mean distance is the one that its weights give.
    /// </summary>
    [Fact]
    public void TheMeanDistanceIsConsistent()
    {
        double reach = EffectiveCoordination.Reach(Rutile);
        var neighbors = NeighborList.Build(Rutile, reach);
        for (int site = 0; site < Rutile.Sites.Length; site++)
        {
            var atom = EffectiveCoordination.Of(neighbors, site);
            double sum = 0, weight = 0;
            foreach (Neighbor neighbor in neighbors.Of(site))
            {
                double d = neighbors.Displacement(site, neighbor).Length;
                double w = Math.Exp(1 - Math.Pow(d / atom.BondLength, 6));
                sum += w * d;
                weight += w;
            }

            Assert.Equal(atom.BondLength, sum / weight, 1e-7);
            Assert.Equal(weight, atom.Number, 1e-5);
            Assert.Equal(Rutile.Sites[site].Element.Symbol == "O", atom.IsAnion);
        }
    }

    [Fact]
    public void CellAndScaleDoNotMatter()
    {
        Dictionary<string, float> one = Features(Rutile), two = Features(Doubled(Rutile));
        var larger = new Crystal(
            new Lattice(new Matrix3D(
                1.1 * Rutile.Lattice.Vectors.Row0,
                1.1 * Rutile.Lattice.Vectors.Row1,
                1.1 * Rutile.Lattice.Vectors.Row2)),
            Rutile.Sites.ToArray());
        foreach ((string name, float value) in Features(larger))
        {
            bool isLength = name.Contains("length", StringComparison.Ordinal)
                || name.Contains("distance", StringComparison.Ordinal);
            Assert.Equal(one[name] * (isLength ? 1.1f : 1), value, 1e-4f);
            Assert.Equal(one[name], two[name], 1e-4f);
        }
    }

    /// <summary>An atom alone has no bonds, and the numbers stay numbers.</summary>
    [Fact]
    public void ALoneAtomHasNone()
    {
        var box = new Lattice(new Matrix3D(
            new Vector3D(20, 0, 0), new Vector3D(0, 20, 0), new Vector3D(0, 0, 20)));
        var alone = new Crystal(box, [Site("He", 0, 0, 0)], Periodicity.None);
        Dictionary<string, float> bonds = Features(alone);
        Assert.Equal(0, bonds["mean coordination"]);
        Assert.All(bonds.Values, value => Assert.True(float.IsFinite(value)));
    }

    private static Crystal RockSalt(double a, string cation, string anion) => new(
        Fcc(a), [Site(cation, 0, 0, 0), Site(anion, 0.5, 0.5, 0.5)]);

    private static Crystal Diamond(double a, string element) => new(
        Fcc(a), [Site(element, 0, 0, 0), Site(element, 0.25, 0.25, 0.25)]);

    private static Lattice Fcc(double a)
    {
        double h = a / 2 * Bohr;
        return new Lattice(new Matrix3D(
            new Vector3D(0, h, h), new Vector3D(h, 0, h), new Vector3D(h, h, 0)));
    }

    private static Crystal Doubled(Crystal crystal) => new(
        new Lattice(new Matrix3D(
            2 * crystal.Lattice.Vectors.Row0,
            crystal.Lattice.Vectors.Row1,
            crystal.Lattice.Vectors.Row2)),
        crystal.Sites.ToArray().SelectMany(site => new[] { 0.0, 0.5 }.Select(shift => new Site(
            site.Element,
            new Vector3D(site.Position.X / 2 + shift, site.Position.Y, site.Position.Z)))));

    private static Site Site(string symbol, double x, double y, double z)
    {
        Assert.True(Element.TryParse(symbol, out Element element));
        return new Site(element, new Vector3D(x, y, z));
    }

    private static Dictionary<string, float> Features(Crystal crystal)
    {
        var block = new BondBlock();
        float[] values = new float[block.Columns.Length];
        block.Fill(crystal, values);
        return block.Columns.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
