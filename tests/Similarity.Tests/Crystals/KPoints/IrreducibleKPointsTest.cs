using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class IrreducibleKPointsTest
{
    public static IEnumerable<object[]> OracleNames => SymmetryOracle.Names();

    [Theory]
    [MemberData(nameof(OracleNames))]
    public void AgreesWithSpglib(string name)
    {
        JsonElement entry = SymmetryOracle.Entry(name);
        var symmetry = CrystalSymmetry.Of(SymmetryOracle.Crystal(entry));
        foreach (JsonElement mesh in entry.GetProperty("meshes").EnumerateArray())
        {
            int[] n = SymmetryOracle.Integers(mesh.GetProperty("mesh"));
            var grid = new KPointGrid(n[0], n[1], n[2]);
            var kPoints = IrreducibleKPoints.Of(grid, symmetry);
            Assert.Equal(mesh.GetProperty("n_irreducible").GetInt32(), kPoints.Count);
            Assert.Equal(
                SymmetryOracle.Integers(mesh.GetProperty("weights")), kPoints.Weights.ToArray());
            Assert.Equal(
                SymmetryOracle.Integers(mesh.GetProperty("weights_sorted")),
                kPoints.Weights.ToArray().OrderDescending());
            Vector3D[] representatives = SymmetryOracle.Vectors(
                mesh.GetProperty("representatives"));
            for (int i = 0; i < representatives.Length; i++)
            {
                Vector3D difference = FractionalPosition.Nearest(
                    representatives[i] - kPoints.Points[i]);
                Assert.Equal(0, difference.Length, 1e-14);
            }

            Assert.Equal(
                mesh.GetProperty("n_irreducible_without_time_reversal").GetInt32(),
                IrreducibleKPoints.Of(grid, symmetry, timeReversal: false).Count);
        }
    }

    /// <summary>The classes, against the definition tried on every pair of points.</summary>
    [Theory]
    [InlineData("cod_C-Diamond.cif", 4, 4, 4, 0, 0, 0)]
    [InlineData("cod_C-Diamond.cif", 3, 3, 3, 0.5, 0.5, 0.5)]
    [InlineData("cod_SrTiO3-Tausonite.cif", 4, 4, 2, 0, 0, 0.5)]
    [InlineData("cod_SrTiO3-Tausonite.cif", 6, 3, 2, 0.5, 0, 0)]
    [InlineData("mp_ZnO_wurtzite_mp-2133.cif", 4, 4, 3, 0.5, 0.5, 0)]
    [InlineData("mp_ZnO_wurtzite_mp-2133.cif", 5, 3, 2, 0, 0, 0)]
    [InlineData("mp_SiO2_coesite_mp-11684.cif", 3, 2, 4, 0, 0.5, 0.5)]
    [InlineData("mp_SiC_15R_mp-11713.cif", 3, 3, 3, 0, 0, 0)]
    public void ClassesAreThoseOfTheDefinition(
        string file, int n1, int n2, int n3, double s1, double s2, double s3)
    {
        var grid = new KPointGrid(n1, n2, n3, new(s1, s2, s3));
        var symmetry = CrystalSymmetry.Of(Polymorphs.Read(file));
        foreach (bool timeReversal in (bool[])[true, false])
        {
            var kPoints = IrreducibleKPoints.Of(grid, symmetry, timeReversal);
            int[] slow = SlowMap(grid, symmetry, timeReversal);
            int[] first = kPoints.Map.ToArray()
                .Select(irreducible => kPoints.GridIndices[irreducible]).ToArray();
            Assert.Equal(slow, first);
            Assert.Equal(grid.Count, kPoints.Weights.ToArray().Sum());
            Assert.All(kPoints.Weights.ToArray().Index(), w =>
                Assert.Equal(
                    w.Item, kPoints.Map.ToArray().Count(irreducible => irreducible == w.Index)));
        }
    }

    /// <summary>For each point the first one that some rotation takes to it, k' = W⁻ᵀ k.</summary>
    private static int[] SlowMap(KPointGrid grid, CrystalSymmetry symmetry, bool timeReversal)
    {
        int[] map = new int[grid.Count];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = Enumerable.Range(0, i + 1)
                .First(j => symmetry.Operations.ToArray().Any(operation =>
            {
                Vector3D image = operation.Rotation.Inverse.Transpose * grid[j];
                return IsSame(image, grid[i]) || (timeReversal && IsSame(-image, grid[i]));
            }));
        }

        return map;

        static bool IsSame(Vector3D k, Vector3D l) =>
            FractionalPosition.Nearest(k - l).Length < 1e-9;
    }
}
