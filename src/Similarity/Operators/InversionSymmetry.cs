using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators;

/// <summary>
/// A crystal that inversion x → t − x leaves as it is has real matrices at every k in a basis that
/// inversion followed by complex conjugation leaves as it is. Eigenvalues of real matrices take a
/// third of the time.
/// </summary>
/// <remarks>
/// Inversion takes site i to i′ in cell n_i and function a on i, of parity p = (−1)^l, to p a′ on
/// i′. So A(k)_ab = d_a conj(A_a′b′) conj(d_b) with d_a = p_a exp(−2πi k·n_a), which is d_a′. With
/// s_a² = d_a, B_ab = conj(s_a) A_ab s_b is conj(B_a′b′), and real in the basis of s_a a where
/// a′ = a, and of (s_a a + s_a a′)/√2 and i (s_a a − s_a a′)/√2 elsewhere.
/// </remarks>
internal sealed class InversionSymmetry
{
    /// <summary>
    /// Of elements, which are of order 1: sums over lattice cells end at 1e-10 of each, and the
    /// energies of positions that are not quite symmetric must not change by more.
    /// </summary>
    private const double Tolerance = 1e-9;

    private readonly int[] image;
    private readonly double[] parity;
    private readonly IntegerVector3D[] cell;

    private InversionSymmetry(int[] image, double[] parity, IntegerVector3D[] cell)
    {
        this.image = image;
        this.parity = parity;
        this.cell = cell;
    }

    /// <summary>Null when the crystal has no inversion.</summary>
    public static InversionSymmetry? Of(GaussianBasis basis, CrystalSymmetry symmetry)
    {
        foreach (SymmetryOperation operation in symmetry.Operations)
        {
            if (operation.Rotation == -IntegerMatrix3D.Identity)
            {
                return Of(basis, operation.Translation);
            }
        }

        return null;
    }

    /// <summary>
    /// A(k) in the basis in which it is real; false, with nothing of use in
    /// <paramref name="into"/>, if it is not real there.
    /// </summary>
    /// <param name="a">Both triangles are read.</param>
    /// <param name="into">Both triangles are set.</param>
    public bool TryMakeReal(Vector3D k, Matrix<Complex> a, Matrix<double> into)
    {
        Complex[] s = Phases(k);
        for (int row = 0; row < image.Length; row++)
        {
            int rowImage = image[row];
            if (rowImage < row)
            {
                continue;
            }

            Complex left = Complex.Conjugate(s[row]);
            ReadOnlySpan<Complex> direct = a.Row(row), opposite = a.Row(rowImage);
            Span<double> first = into.Row(row), second = into.Row(rowImage);
            for (int column = 0; column < image.Length; column++)
            {
                int columnImage = image[column];
                if (columnImage < column)
                {
                    continue;
                }

                Complex phase = left * s[column];
                Complex b = phase * direct[column], across = phase * direct[columnImage];
                if (!AreConjugate(b, phase * opposite[columnImage])
                    || !AreConjugate(across, phase * opposite[column]))
                {
                    return false;
                }

                Complex sum = b + across, difference = b - across;
                if (rowImage == row && columnImage == column)
                {
                    first[column] = b.Real;
                }
                else if (rowImage == row)
                {
                    first[column] = sum.Real / Math.Sqrt(2);
                    first[columnImage] = -difference.Imaginary / Math.Sqrt(2);
                }
                else if (columnImage == column)
                {
                    first[column] = Math.Sqrt(2) * b.Real;
                    second[column] = Math.Sqrt(2) * b.Imaginary;
                }
                else
                {
                    first[column] = sum.Real;
                    first[columnImage] = -difference.Imaginary;
                    second[column] = sum.Imaginary;
                    second[columnImage] = difference.Real;
                }
            }
        }

        return true;
    }

    private static InversionSymmetry? Of(GaussianBasis basis, Vector3D translation)
    {
        int[] image = new int[basis.Count];
        double[] parity = new double[basis.Count];
        var cell = new IntegerVector3D[basis.Count];
        ReadOnlySpan<Site> sites = basis.Crystal.Sites;
        for (int site = 0; site < sites.Length; site++)
        {
            Vector3D position = translation - sites[site].Position;
            (int other, IntegerVector3D shift) = Nearest(basis.Crystal, position);
            if (sites[other].Element != sites[site].Element)
            {
                return null;
            }

            cell.AsSpan(basis.FunctionsOf(site).First, basis.FunctionsOf(site).Count).Fill(shift);
            foreach (SiteShell shell in basis.ShellsOf(site))
            {
                int start = basis.FunctionsOf(other).First - basis.FunctionsOf(site).First;
                for (int i = shell.First; i < shell.First + shell.Shell.Functions; i++)
                {
                    image[i] = start + i;
                    parity[i] = shell.Shell.AngularMomentum % 2 == 0 ? 1 : -1;
                }
            }
        }

        return new InversionSymmetry(image, parity, cell);
    }

    private static (int Site, IntegerVector3D Cell) Nearest(Crystal crystal, Vector3D position)
    {
        (int Site, IntegerVector3D Cell) nearest = default;
        double least = double.PositiveInfinity;
        for (int site = 0; site < crystal.Count; site++)
        {
            Vector3D difference = position - crystal.Sites[site].Position;
            IntegerVector3D cell = IntegerVector3D.Round(difference);
            double distance = crystal.Lattice.ToCartesian(difference - cell.ToVector()).Length;
            if (distance < least)
            {
                least = distance;
                nearest = (site, cell);
            }
        }

        return nearest;
    }

    private static bool AreConjugate(Complex x, Complex y) =>
        Math.Abs(x.Real - y.Real) <= Tolerance && Math.Abs(x.Imaginary + y.Imaginary) <= Tolerance;

    private Complex[] Phases(Vector3D k)
    {
        var phases = new Complex[image.Length];
        for (int i = 0; i < phases.Length; i++)
        {
            // √d: half the angle, and i for the parity −1.
            double turns = Vector3D.Dot(k, cell[i].ToVector());
            var root = Complex.FromPolarCoordinates(1, -Math.PI * turns);
            phases[i] = parity[i] > 0 ? root : Complex.ImaginaryOne * root;
        }

        return phases;
    }
}
