using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// The matrices S(κ) and H(κ) of one rotational quantum number μ:
/// O₀ + Σ_{t>0} (e^{iκt} O_t + its adjoint), Hermitian.
/// </summary>
/// <param name="overlap">S_t, t ≥ 0, row after row.</param>
/// <param name="hamiltonian">H_t likewise.</param>
internal sealed class HelicalSector(int count, Complex[][] overlap, Complex[][] hamiltonian)
{
    public int Count => count;

    public Matrix<Complex> Overlap(double kappa) => Sum(overlap, kappa);

    public Matrix<Complex> Hamiltonian(double kappa) => Sum(hamiltonian, kappa);

    private Matrix<Complex> Sum(Complex[][] blocks, double kappa)
    {
        var forward = new Complex[count * count];
        for (int t = 1; t < blocks.Length; t++)
        {
            Complex phase = Complex.FromPolarCoordinates(1, kappa * t);
            Complex[] block = blocks[t];
            for (int i = 0; i < forward.Length; i++)
            {
                forward[i] += phase * block[i];
            }
        }

        var sum = new Matrix<Complex>(count, count);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                sum[i, j] = blocks[0][i * count + j] + forward[i * count + j]
                    + Complex.Conjugate(forward[j * count + i]);
            }
        }

        return sum;
    }
}
