using System.Collections.Immutable;
using Similarity.Operators.Atoms;

namespace Similarity.Operators.Grids;

/// <summary>What each atom of an element brings into a crystal.</summary>
/// <param name="Potential">Of the free atom, whose eigenfunctions the orbitals are.</param>
/// <param name="IsRelativistic">
/// Whether the orbitals are eigenfunctions of the scalar relativistic atom.
/// </param>
internal sealed record AtomBasis(
    AtomicPotential Potential, ImmutableArray<AtomicOrbital> Orbitals, bool IsRelativistic)
{
    /// <summary>
    /// s(r) = e^(−r⁴) of ĥχ = s ε χ + (1 − s)(T + V_A)χ, by which the Hamiltonian acts on orbitals:
    /// near the nucleus as the relativistic one of the atom. Elsewhere, and on orbitals of the
    /// Schrödinger equation, both are the same.
    /// </summary>
    public double Switch(double r) => IsRelativistic ? Math.Exp(-r * r * r * r) : 0;

    /// <summary>ĥχ − V_A χ, over r^l and times r: what is left when V of all atoms is added.</summary>
    public double Remainder(AtomicOrbital orbital, double r)
    {
        double s = Switch(r), f = orbital.Radial(r);
        return r * ((1 - s) * orbital.Kinetic(r) + s * orbital.Energy * f)
            + s * f * Potential.EffectiveCharge(r);
    }

    /// <summary>
    /// ε δ_ij − ⟨i|ĥ_j⟩ of the atom for orbitals of one l: what the one-centre block of a crystal
    /// lacks for atoms far apart to have their levels.
    /// </summary>
    public double OneCentreCorrection(int i, int j)
    {
        double weight = ActsOnSecond(Orbitals[i].Energy, Orbitals[j].Energy);
        double level = i == j ? Orbitals[i].Energy : 0;
        return level - weight * OneCentre(i, j) - (1 - weight) * OneCentre(j, i);
    }

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

    /// <summary>⟨i|ĥ_j⟩.</summary>
    private double OneCentre(int i, int j)
    {
        AtomicOrbital bra = Orbitals[i], ket = Orbitals[j];
        int power = 2 * ket.AngularMomentum + 2;
        double sum = 0;
        for (int p = 0; p < RadialMesh.Points.Length; p++)
        {
            double r = RadialMesh.Points[p];
            double acted =
                (Remainder(ket, r) - Potential.EffectiveCharge(r) * ket.Radial(r)) / r;
            sum += RadialMesh.Weights[p] * Math.Pow(r, power) * bra.Radial(r) * acted;
        }

        return sum;
    }
}
