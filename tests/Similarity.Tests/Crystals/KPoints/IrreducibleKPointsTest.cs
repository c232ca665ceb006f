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
            Assert.Equal(SymmetryOracle.Integers(mesh.GetProperty("weights")), kPoints.Weights.ToArray());
            Assert.Equal(
                SymmetryOracle.Integers(mesh.GetProperty("weights_sorted")),
                kPoints.Weights.ToArray().OrderDescending());
            Vector3D[] representatives = SymmetryOracle.Vectors(mesh.GetProperty("representatives"));
            for (int i = 0; i < representatives.Length; i++)
            {
                Vector3D difference = FractionalPosition.Nearest(representatives[i] - kPoints.Points[i]);
                Assert.Equal(0, difference.Length, 1e-14);
            }

            Assert.Equal(
                mesh.GetProperty("n_irreducible_without_time_reversal").GetInt32(),
                IrreducibleKPoints.Of(grid, symmetry, timeReversal: false).Count);
        }
    }
}
