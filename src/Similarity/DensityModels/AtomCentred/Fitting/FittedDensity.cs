using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>ρ(r) = Σ_P c_P φ_P(r) of one structure, in electrons per bohr³.</summary>
public sealed class FittedDensity
{
    private readonly double[] coefficients;

    public FittedDensity(DensityFunctions functions, double[] coefficients)
    {
        if (coefficients.Length != functions.Count)
        {
            throw new ArgumentException(
                $"{coefficients.Length} coefficients for {functions.Count} functions",
                nameof(coefficients));
        }

        Functions = functions;
        this.coefficients = coefficients;
    }

    public DensityFunctions Functions { get; }

    /// <summary>c_P.</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>∫ ρ = q·c, in electrons; of a crystal per cell.</summary>
    public double Electrons => Dot(ShellMoments.Charges(Functions), coefficients);

    /// <summary>Σ Z R − ∫ r ρ in e·bohr, of a molecule.</summary>
    public Vector3D Dipole
    {
        get
        {
            Molecule.Require(Functions.Crystal);
            Vector3D dipole = -ShellMoments.First(Functions, coefficients);
            for (int i = 0; i < Functions.Crystal.Count; i++)
            {
                int z = Functions.Crystal.Sites[i].Element.AtomicNumber;
                dipole += z * Functions.Positions[i];
            }

            return dipole;
        }
    }

    /// <summary>E_H = ½ c·J c in hartree, of a molecule.</summary>
    public double HartreeEnergy(int threads = 1) =>
        QuadraticForm(CoulombMetric.Of(Functions, threads), coefficients) / 2;

    /// <summary>E_ne = c·v in hartree, of a molecule.</summary>
    public double NuclearAttractionEnergy() =>
        Dot(NuclearAttraction.Of(Functions), coefficients);

    /// <summary>E_nn = Σ_{i&lt;j} Z_i Z_j / R_ij in hartree, of a molecule.</summary>
    public double NuclearRepulsionEnergy()
    {
        Crystal crystal = Functions.Crystal;
        Molecule.Require(crystal);
        double energy = 0;
        for (int i = 0; i < crystal.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double distance = (Functions.Positions[i] - Functions.Positions[j]).Length;
                energy += crystal.Sites[i].Element.AtomicNumber
                    * crystal.Sites[j].Element.AtomicNumber / distance;
            }
        }

        return energy;
    }

    /// <summary>∫ ρ_A ρ_B of two molecules, in electrons² per bohr³: c_A·S_AB c_B.</summary>
    public double InnerProduct(FittedDensity other)
    {
        Matrix<double> overlap = OverlapMetric.Between(Functions, other.Functions);
        double sum = 0;
        for (int p = 0; p < overlap.Rows; p++)
        {
            sum += coefficients[p] * Dot(overlap.Row(p), other.coefficients);
        }

        return sum;
    }

    /// <summary>
    /// √∫ (ρ_A − ρ_B)² of two molecules where they stand: 0 only for equal densities, and not
    /// invariant to moving one of them.
    /// </summary>
    public double DistanceTo(FittedDensity other)
    {
        double squared =
            InnerProduct(this) - 2 * InnerProduct(other) + other.InnerProduct(other);

        // Of equal densities only rounding errors of the terms are left.
        return Math.Sqrt(Math.Max(0, squared));
    }

    /// <summary>x·A x.</summary>
    internal static double QuadraticForm(Matrix<double> metric, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int p = 0; p < metric.Rows; p++)
        {
            sum += x[p] * Dot(metric.Row(p), x);
        }

        return sum;
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
