using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Coulomb;

/// <summary>
/// Aᵢⱼ = Σ_T [erfc(ηr) − erfc(γᵢⱼr)]/r + (4π/V) Σ_{G≠0} e^{−G²/4η²}/G² cos G·(rⱼ − rᵢ) − π/(Vη²)
/// − δᵢⱼ 2η/√π for Gaussian charges repeated in three directions (Ewald 1921); T leaves out r = 0.
/// </summary>
public static class EwaldSum
{
    private const int VectorsPerProduct = 256;

    public static Matrix<double> Of(
        Crystal crystal, ReadOnlySpan<double> widths, EwaldSplitting splitting, int threads = 1)
    {
        var matrix = new Matrix<double>(crystal.Count, crystal.Count);
        double eta = splitting.Eta;
        AddReciprocalSpace(matrix, crystal, splitting, threads);

        // The background: the mean of erfc(ηr)/r, which the reciprocal sum leaves out at G = 0.
        double background = Math.PI / (crystal.Lattice.Volume * eta * eta);
        foreach (ref double value in matrix.Values)
        {
            value -= background;
        }

        AddRealSpace(matrix, crystal, widths, splitting, threads);
        for (int i = 0; i < crystal.Count; i++)
        {
            matrix[i, i] -= 2 * eta / Math.Sqrt(Math.PI);
        }

        return matrix;
    }

    private static void AddRealSpace(
        Matrix<double> matrix,
        Crystal crystal,
        ReadOnlySpan<double> widths,
        EwaldSplitting splitting,
        int threads)
    {
        double widest = 0;
        foreach (double width in widths)
        {
            widest = Math.Max(widest, width);
        }

        double softest = 1 / (Math.Sqrt(2) * widest);
        double cutoff = Math.Max(splitting.Cutoff, EwaldSplitting.CutoffOf(softest));
        var neighbors = NeighborList.Build(crystal, cutoff, threads);
        for (int i = 0; i < crystal.Count; i++)
        {
            foreach (Neighbor neighbor in neighbors.Of(i))
            {
                int j = neighbor.Site;
                if (j > i)
                {
                    break; // Neighbours ascend by site, and A is symmetric.
                }

                double r = neighbor.Distance;
                double gamma = 1 / double.Hypot(widths[i], widths[j]);
                double sum = (Tail(splitting.Eta * r) - Tail(gamma * r)) / r;
                matrix[i, j] += sum;
                if (j < i)
                {
                    matrix[j, i] += sum;
                }
            }
        }
    }

    private static double Tail(double x) => x < 6.5 ? SpecialFunctions.Erfc(x) : 0;

    /// <summary>
    /// cos G·(rⱼ − rᵢ) = cos G·rᵢ cos G·rⱼ + sin G·rᵢ sin G·rⱼ: with one row of scaled cosines and
    /// one of sines for each ±G the sum is a matrix product.
    /// </summary>
    private static void AddReciprocalSpace(
        Matrix<double> matrix, Crystal crystal, EwaldSplitting splitting, int threads)
    {
        int count = crystal.Count;
        double volume = crystal.Lattice.Volume;
        double cutoff = splitting.ReciprocalCutoff;
        Matrix3D reciprocal = crystal.Lattice.Reciprocal;
        Vector3D lengths = crystal.Lattice.Lengths;

        // G·a = 2πh, so |h| ≤ |G||a|/2π.
        int highH = (int)(cutoff * lengths.X / (2 * Math.PI));
        int highK = (int)(cutoff * lengths.Y / (2 * Math.PI));
        int highL = (int)(cutoff * lengths.Z / (2 * Math.PI));
        var phases = new AxisPhases(crystal, highH, highK, highL);
        double[] rows = new double[2 * VectorsPerProduct * count];
        double decay = 1 / (4 * splitting.Eta * splitting.Eta);
        int filled = 0;
        for (int h = 0; h <= highH; h++)
        {
            for (int k = h == 0 ? 0 : -highK; k <= highK; k++)
            {
                phases.SelectPlane(h, k);
                for (int l = h == 0 && k == 0 ? 1 : -highL; l <= highL; l++)
                {
                    Vector3D g = new Vector3D(h, k, l) * reciprocal;
                    double square = g.LengthSquared;
                    if (square > cutoff * cutoff)
                    {
                        continue;
                    }

                    // Twice 4π/V, as −G adds the same as G.
                    double scale = Math.Sqrt(
                        8 * Math.PI / volume * Math.Exp(-decay * square) / square);
                    Span<double> pair = rows.AsSpan(2 * filled * count, 2 * count);
                    phases.Fill(l, scale, pair[..count], pair[count..]);
                    if (++filled == VectorsPerProduct)
                    {
                        AddProduct();
                    }
                }
            }
        }

        AddProduct();

        void AddProduct()
        {
            int used = 2 * filled;
            var view = new MatrixView<double>(rows.AsSpan(0, used * count), used, count);
            MatrixProduct.Add(1, view.Transpose, view, matrix.Values, count, threads);
            filled = 0;
        }
    }
}
