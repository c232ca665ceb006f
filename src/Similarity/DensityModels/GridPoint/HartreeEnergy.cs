using System.Numerics;
using Similarity.Numerics;
using Similarity.Numerics.Fourier;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// E_H = 2π Ω Σ_{G≠0} |ρ(G)|²/G² in hartree, with ρ(G) = (1/N) Σ_r ρ(r) e^(−iG·r): the energy of a
/// periodic density in its own field and in a background that makes the cell neutral. Exact for a
/// density of no higher waves than the grid holds.
/// </summary>
public static class HartreeEnergy
{
    public static double Of(UniformGrid grid, ReadOnlySpan<double> density)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            density.Length, grid.Count, nameof(density));
        Complex[] waves = new Complex[density.Length];
        for (int i = 0; i < waves.Length; i++)
        {
            waves[i] = density[i];
        }

        FourierGrid.Transform(waves, grid.Count0, grid.Count1, grid.Count2);
        Matrix3D b = grid.Lattice.Reciprocal;
        double sum = 0;
        int place = 0;
        for (int i = 0; i < grid.Count0; i++)
        {
            for (int j = 0; j < grid.Count1; j++)
            {
                for (int k = 0; k < grid.Count2; k++, place++)
                {
                    Vector3D g = Signed(i, grid.Count0) * b.Row0
                        + Signed(j, grid.Count1) * b.Row1
                        + Signed(k, grid.Count2) * b.Row2;
                    if (place > 0)
                    {
                        Complex wave = waves[place];
                        double square =
                            wave.Real * wave.Real + wave.Imaginary * wave.Imaginary;
                        sum += square / g.LengthSquared;
                    }
                }
            }
        }

        double points = grid.Count;
        return 2 * Math.PI * grid.Lattice.Volume * sum / (points * points);
    }

    private static int Signed(int index, int count) => index <= count / 2 ? index : index - count;
}
