using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Spectra;

namespace Similarity.DosModels;

/// <summary>
/// Bands on a finer mesh of k-points: each, counted from below, as the trigonometric polynomial of
/// least degree through a regular mesh with Γ. Smooth where bands are, it overshoots at crossings;
/// of densities of states it still removes more than half of what the coarse mesh gets wrong.
/// </summary>
public static class FourierBands
{
    /// <summary>
    /// On a mesh refined by a factor in each direction; null where the k-points are no whole
    /// regular mesh with Γ, of k and −k one at least.
    /// </summary>
    public static BandStructure? Refine(BandStructure bands, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (bands.Spins != 1
            || MeshOf(bands) is not int[] mesh
            || IndexOf(bands, mesh) is not { } at)
        {
            return null;
        }

        int[] fine = [.. mesh.Select(n => n == 1 ? 1 : n * factor)];
        int total = fine[0] * fine[1] * fine[2];
        double[] energies = new double[total * bands.Bands];
        Matrix<double>[] kernels = [.. mesh.Zip(fine, Interpolation)];
        double[] coarse = new double[at.Length];
        for (int band = 0; band < bands.Bands; band++)
        {
            for (int i = 0; i < at.Length; i++)
            {
                coarse[i] = bands.EnergiesAt(0, at[i])[band];
            }

            double[] values = Along(Along(Along(coarse, kernels[0]), kernels[1]), kernels[2]);
            for (int k = 0; k < total; k++)
            {
                energies[k * bands.Bands + band] = values[k];
            }
        }

        var points = new Vector3D[total];
        for (int k = 0; k < total; k++)
        {
            points[k] = new Vector3D(
                (double)(k / (fine[1] * fine[2])) / fine[0],
                (double)(k / fine[2] % fine[1]) / fine[1],
                (double)(k % fine[2]) / fine[2]);
        }

        double[] weights = new double[total];
        Array.Fill(weights, 1.0);
        return new BandStructure(1, bands.StatesPerBand, points, weights, energies)
        {
            Crystal = bands.Crystal,
            Electrons = bands.Electrons,
        };
    }

    /// <summary>
    /// Along the first axis of an array, which becomes the last: after three times all are done
    /// and in their old order.
    /// </summary>
    private static double[] Along(double[] values, Matrix<double> kernel)
    {
        int rest = values.Length / kernel.Columns;
        var array = new MatrixView<double>(values, kernel.Columns, rest);
        return MatrixProduct.Multiply(array.Transpose, kernel.View().Transpose).Values.ToArray();
    }

    /// <summary>
    /// How values at j/n count at i/m: sin(nx/2)/(n sin(x/2)) for odd n, sin(nx/2)/(n tan(x/2))
    /// for even n, x = 2π (i/m − j/n).
    /// </summary>
    private static Matrix<double> Interpolation(int n, int m)
    {
        var kernel = new Matrix<double>(m, n);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                // In whole numbers, so that a point of the mesh is met exactly.
                long numerator = (long)i * n - (long)j * m;
                double half = Math.PI * numerator / ((double)m * n);
                kernel[i, j] = numerator % ((long)m * n) == 0
                    ? 1
                    : Math.Sin(n * half)
                        / (n * (n % 2 == 1 ? Math.Sin(half) : Math.Tan(half)));
            }
        }

        return kernel;
    }

    /// <summary>The smallest mesh on which all k-points lie; null above 200 points.</summary>
    private static int[]? MeshOf(BandStructure bands)
    {
        int[] mesh = new int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            for (int n = 1; n <= 200 && mesh[axis] == 0; n++)
            {
                bool fits = true;
                foreach (Vector3D point in bands.KPoints)
                {
                    double place = n * Component(point, axis);
                    fits &= Math.Abs(place - Math.Round(place)) < 1e-5;
                }

                mesh[axis] = fits ? n : 0;
            }

            if (mesh[axis] == 0)
            {
                return null;
            }
        }

        return mesh;
    }

    private static int[]? IndexOf(BandStructure bands, int[] mesh)
    {
        int[] at = new int[mesh[0] * mesh[1] * mesh[2]];
        Array.Fill(at, -1);
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            int[] place =
            [
                .. Enumerable.Range(0, 3)
                    .Select(axis => (int)Math.Round(
                        mesh[axis] * Component(bands.KPoints[k], axis))),
            ];
            at[Flat(place, 1)] = k;
            if (at[Flat(place, -1)] < 0)
            {
                at[Flat(place, -1)] = k;
            }
        }

        return at.Contains(-1) ? null : at;

        int Flat(int[] place, int sign)
        {
            int flat = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                int wrapped = sign * place[axis] % mesh[axis];
                flat = flat * mesh[axis] + (wrapped < 0 ? wrapped + mesh[axis] : wrapped);
            }

            return flat;
        }
    }

    private static double Component(Vector3D v, int axis) => axis switch
    {
        0 => v.X,
        1 => v.Y,
        _ => v.Z,
    };
}
