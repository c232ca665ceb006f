using System.Collections.Immutable;
using Similarity.Operators.Atoms;

namespace Similarity.Operators.Grids;

/// <summary>What each atom of an element brings into a crystal.</summary>
internal sealed class AtomBasis
{
    private readonly Lazy<double[,]> corrections;

    // Within it the Hamiltonian is that of the atom, in bohr: where relativity matters, or where
    // Gaussians have no cusp. Farther out confined orbitals are not quite eigenfunctions.
    private readonly double atomicRadius;

    public AtomBasis(
        AtomicPotential potential, ImmutableArray<AtomicOrbital> orbitals, bool isRelativistic)
    {
        Potential = potential;
        Orbitals = orbitals;
        atomicRadius = isRelativistic ? 1 : 0.3 / potential.Element.AtomicNumber;
        corrections = new(Corrections);
    }

    /// <summary>Of the free atom, whose eigenfunctions the orbitals are.</summary>
    public AtomicPotential Potential { get; }

    public ImmutableArray<AtomicOrbital> Orbitals { get; }

    /// <summary>
    /// χ and ĥχ − V_A χ, both over r^l and the second times r: what is left when V of all atoms is
    /// added. ĥχ = s ε χ + (1 − s)(T + V_A)χ with s = e^(−(r/a)⁴): near the nucleus the Hamiltonian
    /// acts as that of the atom, relativistic or not, and leaves a smooth function there. χ is the
    /// orbital times a function that leads it smoothly to 0, so that what remains is again a
    /// function of a basis and Ritz's principle holds for it.
    /// </summary>
    public (double Value, double Remainder) At(AtomicOrbital orbital, double r, OrbitalEnd end)
    {
        (double m, double slope, double curvature) = end.Mask(r);
        double s = Math.Exp(-Math.Pow(r / atomicRadius, 4)), f = orbital.Radial(r);
        double bend = slope == 0 && curvature == 0
            ? 0
            : 0.5 * curvature * f
                + slope * (orbital.Slope(r) + (orbital.AngularMomentum + 1) / r * f);
        double kinetic = m * orbital.Kinetic(r) - bend;
        double remainder = r * ((1 - s) * kinetic + s * orbital.Energy * m * f)
            + s * m * f * Potential.EffectiveCharge(r);
        return (m * f, remainder);
    }

    /// <summary>
    /// ε δ_ij − ⟨i|ĥ_j⟩ of the atom for orbitals of one l: what the one-centre block of a crystal
    /// lacks for atoms far apart to have their levels.
    /// </summary>
    public double OneCentreCorrection(int i, int j) => corrections.Value[i, j];

    /// <summary>
    /// The part of H_ij in which ĥ acts on j: wholly on the deeper of two, which is nearer to an
    /// eigenfunction, half on each of two alike.
    /// </summary>
    public static double ActsOnSecond(double firstEnergy, double secondEnergy)
    {
        const double alike = 0.5;
        double difference = secondEnergy - firstEnergy;
        return difference < -alike ? 1 : difference > alike ? 0 : 0.5;
    }

    private double[,] Corrections()
    {
        double[,] table = new double[Orbitals.Length, Orbitals.Length];
        for (int i = 0; i < Orbitals.Length; i++)
        {
            for (int j = 0; j < Orbitals.Length; j++)
            {
                if (Orbitals[i].AngularMomentum == Orbitals[j].AngularMomentum)
                {
                    double weight = ActsOnSecond(Orbitals[i].Energy, Orbitals[j].Energy);
                    double level = i == j ? Orbitals[i].Energy : 0;
                    table[i, j] =
                        level - weight * OneCentre(i, j) - (1 - weight) * OneCentre(j, i);
                }
            }
        }

        return table;
    }

    /// <summary>⟨i|ĥ_j⟩.</summary>
    private double OneCentre(int i, int j)
    {
        AtomicOrbital bra = Orbitals[i], ket = Orbitals[j];
        int power = 2 * ket.AngularMomentum + 2;
        double sum = 0;
        for (int p = 0; p < RadialMesh.Points.Length; p++)
        {
            double r = RadialMesh.Points[p];
            (double value, double remainder) = At(ket, r, OrbitalEnd.Never);
            double acted = (remainder - Potential.EffectiveCharge(r) * value) / r;
            sum += RadialMesh.Weights[p] * Math.Pow(r, power) * bra.Radial(r) * acted;
        }

        return sum;
    }
}
