using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.GridPoint;

public sealed class HartreeEnergyTest
{
    /// <summary>
    /// Quantum ESPRESSO's own energies; the files keep densities in 65,535 steps, 4e-7 off.
    /// </summary>
    [Theory]
    [InlineData("al4_T300_e-2_0")]
    [InlineData("al4_T1200_e0_3")]
    [InlineData("al32_T900_e0_1")]
    [InlineData("al31vac_T600_e0_0")]
    public void ItIsThatOfTheProgramThatMadeTheDensity(string name)
    {
        var density = ReferenceDensity.Read(
            RepositoryFile.Database($"densities/aluminium/{name}.npz"));
        double energy = 2 * HartreeEnergy.Of(density.Grid, density.Values);
        Assert.Equal(1, energy / density.HartreeEnergyRydberg!.Value, 1e-6);
        Assert.Equal(3 * density.Crystal.Count, density.Electrons, 1e-5 * density.Electrons);
    }

    /// <summary>ρ = c + a cos G·r has E = π Ω a²/G².</summary>
    [Fact]
    public void OfOneWaveItIsKnown()
    {
        var lattice = new Lattice(new Matrix3D(new(7, 0, 1), new(-2, 8, 0), new(1, 3, 6)));
        var grid = new UniformGrid(lattice, 5, 6, 7);
        Matrix3D b = lattice.Reciprocal;
        Vector3D g = b.Row0 - 2 * b.Row1 + b.Row2;
        double[] density = new double[grid.Count];
        for (int i = 0, place = 0; i < 5; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                for (int k = 0; k < 7; k++, place++)
                {
                    density[place] = 2 + 0.3 * Math.Cos(Vector3D.Dot(g, grid.Point(i, j, k)));
                }
            }
        }

        double expected = Math.PI * lattice.Volume * 0.09 / g.LengthSquared;
        Assert.Equal(1, HartreeEnergy.Of(grid, density) / expected, 1e-12);
    }
}
