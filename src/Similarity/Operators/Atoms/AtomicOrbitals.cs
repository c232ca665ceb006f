using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Atoms;

/// <summary>
/// The lowest eigenfunctions of T + V of an atom in the even-tempered Gaussians α = 0.1 · 2^k, per
/// l; scalar relativistic ones by the spin-free, exactly decoupled Dirac equation in the same set
/// (Dyall, doi:10.1063/1.473860; Kutzelnigg and Liu, doi:10.1063/1.2137315).
/// </summary>
/// <remarks>
/// The smallest exponent confines what would not be bound, so that it can serve in a crystal.
/// </remarks>
public static class AtomicOrbitals
{
    private const double SmallestExponent = 0.1;
    private const double Ratio = 2;
    private const double OverlapThreshold = 1e-9;

    // In hartree atomic units, CODATA 2018.
    private const double SpeedOfLight = 137.035999084;

    /// <param name="counts">The number of radial functions of each l.</param>
    /// <param name="isRelativistic">Whether energies and functions are scalar relativistic.</param>
    public static ImmutableArray<AtomicOrbital> Of(
        AtomicPotential potential, ImmutableArray<int> counts, bool isRelativistic)
    {
        double[] v = Array.ConvertAll(RadialMesh.Points, r => -potential.EffectiveCharge(r) / r);
        var orbitals = ImmutableArray.CreateBuilder<AtomicOrbital>();
        for (int l = 0; l < counts.Length; l++)
        {
            if (counts[l] > 0)
            {
                double[] exponents = Exponents(potential.Element.AtomicNumber, l);
                orbitals.AddRange(Solve(l, counts[l], exponents, v, isRelativistic));
            }
        }

        return orbitals.ToImmutable();
    }

    /// <summary>Up to where the innermost function of the element has its curvature.</summary>
    private static double[] Exponents(int z, int l)
    {
        double factor = z <= 2 ? 500 : l switch { 0 => 200, 1 => 60, 2 => 15, _ => 8 };
        double largest = factor * z * z;
        int steps = (int)Math.Ceiling(Math.Log(largest / SmallestExponent) / Math.Log(Ratio));
        return
        [
            .. Enumerable.Range(0, steps + 1).Select(k => SmallestExponent * Math.Pow(Ratio, k)),
        ];
    }

    private static IEnumerable<AtomicOrbital> Solve(
        int l, int count, double[] exponents, double[] v, bool isRelativistic)
    {
        var integrals = new RadialIntegrals(l, exponents, v);
        Matrix<double> x = Orthogonal(integrals.Overlap);
        Matrix<double> kinetic = Transform(x, integrals.Kinetic);
        Matrix<double> potential = Transform(x, integrals.Potential);
        Matrix<double> hamiltonian = isRelativistic
            ? Decoupled(kinetic, potential, Transform(x, integrals.SmallPotential))
            : Sum(kinetic, potential, 1);
        Eigensystem<double> system = HermitianEigenproblem.Solve(hamiltonian);
        Matrix<double> coefficients = x * system.Vectors!;
        for (int q = 0; q < count; q++)
        {
            double[] c = new double[exponents.Length];
            for (int p = 0; p < c.Length; p++)
            {
                c[p] = coefficients[p, q] * integrals.Norms[p];
            }

            var orbital = new AtomicOrbital(q + l + 1, l, [.. exponents], [.. c], system.Values[q]);
            yield return IsNegative(orbital)
                ? orbital with { Coefficients = [.. c.Select(value => -value)] }
                : orbital;
        }
    }

    /// <summary>
    /// The sign of an eigenvector is chance; R is positive where |r R| is largest.
    /// </summary>
    private static bool IsNegative(AtomicOrbital orbital)
    {
        double largest = 0;
        foreach (double r in RadialMesh.Points)
        {
            double value = orbital.Radial(r) * Math.Pow(r, orbital.AngularMomentum + 1);
            largest = Math.Abs(value) > Math.Abs(largest) ? value : largest;
        }

        return largest < 0;
    }

    /// <summary>X = U s^−½ of the overlap U s Uᵀ, without its smallest eigenvalues.</summary>
    private static Matrix<double> Orthogonal(Matrix<double> overlap)
    {
        Eigensystem<double> system = HermitianEigenproblem.Solve(overlap);
        int first = 0;
        while (system.Values[first] <= OverlapThreshold)
        {
            first++;
        }

        var x = new Matrix<double>(overlap.Rows, overlap.Rows - first);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                x[i, j] = system.Vectors![i, first + j] / Math.Sqrt(system.Values[first + j]);
            }
        }

        return x;
    }

    /// <summary>
    /// h = S̃^−½ (V + TX + XᵀT + Xᵀ(W/4c² − T)X) S̃^−½ with S̃ = 1 + XᵀTX/2c² and the ratio X of
    /// small to large components of the electronic solutions of
    /// [V T; T W/4c² − T] = ε [1 0; 0 T/2c²].
    /// </summary>
    private static Matrix<double> Decoupled(
        Matrix<double> t, Matrix<double> v, Matrix<double> w)
    {
        const double c2 = SpeedOfLight * SpeedOfLight;
        int n = t.Rows;
        Matrix<double> inner = Sum(Scaled(w, 1 / (4 * c2)), t, -1);
        var dirac = new Matrix<double>(2 * n, 2 * n);
        var metric = Matrix<double>.Identity(2 * n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                dirac[i, j] = v[i, j];
                dirac[i, n + j] = t[i, j];
                dirac[n + i, j] = t[i, j];
                dirac[n + i, n + j] = inner[i, j];
                metric[n + i, n + j] = t[i, j] / (2 * c2);
            }
        }

        Matrix<double> vectors = HermitianEigenproblem.Solve(dirac, metric).Vectors!;
        Matrix<double> large = vectors.View().Window(0, n, n, n).ToMatrix();
        Matrix<double> small = vectors.View().Window(n, n, n, n).ToMatrix();

        // X A = B, solved as Aᵀ Xᵀ = Bᵀ.
        Matrix<double> x = LuFactorization<double>.Factor(large.Transpose())
            .Solve(small.Transpose()).Transpose();
        Matrix<double> tx = t * x;
        Matrix<double> overlap =
            Sum(Matrix<double>.Identity(n), Scaled(x.Transpose() * tx, 1 / (2 * c2)), 1);
        Matrix<double> sum = Sum(Sum(v, tx, 1), tx.Transpose(), 1);
        sum = Sum(sum, x.Transpose() * (inner * x), 1);
        Matrix<double> half = InverseSquareRoot(overlap);
        return half * sum * half;
    }

    private static Matrix<double> InverseSquareRoot(Matrix<double> a)
    {
        Eigensystem<double> system = HermitianEigenproblem.Solve(a);
        Matrix<double> scaled = system.Vectors!.Copy();
        for (int i = 0; i < scaled.Rows; i++)
        {
            for (int j = 0; j < scaled.Columns; j++)
            {
                scaled[i, j] /= Math.Sqrt(system.Values[j]);
            }
        }

        return MatrixProduct.Multiply(scaled.View(), system.Vectors!.View().Transpose);
    }

    private static Matrix<double> Transform(Matrix<double> x, Matrix<double> a) =>
        x.Transpose() * (a * x);

    private static Matrix<double> Sum(Matrix<double> a, Matrix<double> b, double factor)
    {
        Matrix<double> sum = a.Copy();
        for (int i = 0; i < sum.Values.Length; i++)
        {
            sum.Values[i] += factor * b.Values[i];
        }

        return sum;
    }

    private static Matrix<double> Scaled(Matrix<double> a, double factor) =>
        new(a.Rows, a.Columns, Array.ConvertAll(a.Values.ToArray(), value => factor * value));
}
