using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Basis;

/// <summary>
/// The functions φ_P of one structure and their order: P runs over atoms, shells of the atom and
/// m = −l … l.
/// </summary>
public sealed class DensityFunctions
{
    private readonly int[] offsets;
    private readonly Vector3D[] positions;
    private readonly ImmutableArray<AuxiliaryShell>[] shells;

    /// <exception cref="ArgumentException">The basis lacks an element, or a site is mixed.
    /// </exception>
    public DensityFunctions(Crystal crystal, AuxiliaryBasis basis)
    {
        if (!crystal.IsOrdered)
        {
            throw new ArgumentException(
                "a mixed position has no density of its own", nameof(crystal));
        }

        Crystal = crystal;
        Basis = basis;
        offsets = new int[crystal.Count + 1];
        positions = new Vector3D[crystal.Count];
        shells = new ImmutableArray<AuxiliaryShell>[crystal.Count];
        for (int i = 0; i < crystal.Count; i++)
        {
            positions[i] = crystal.CartesianPosition(i);
            shells[i] = basis.Of(crystal.Sites[i].Element);
            offsets[i + 1] = offsets[i];
            foreach (AuxiliaryShell shell in shells[i])
            {
                offsets[i + 1] += shell.Functions;
            }
        }
    }

    public Crystal Crystal { get; }

    public AuxiliaryBasis Basis { get; }

    /// <summary>Number of functions.</summary>
    public int Count => offsets[^1];

    /// <summary>Σ Z, the electrons of the neutral structure.</summary>
    public double NuclearCharge
    {
        get
        {
            double sum = 0;
            foreach (Site site in Crystal.Sites)
            {
                sum += site.Element.AtomicNumber;
            }

            return sum;
        }
    }

    /// <summary>
    /// Functions Offsets[i] … Offsets[i + 1] − 1 belong to atom i.
    /// </summary>
    public ReadOnlySpan<int> Offsets => offsets;

    /// <summary>Cartesian positions of the atoms in bohr.</summary>
    public ReadOnlySpan<Vector3D> Positions => positions;

    public ImmutableArray<AuxiliaryShell> Shells(int atom) => shells[atom];

    /// <summary>
    /// The first function of the shells of one l of an atom, whose functions follow each other.
    /// </summary>
    public int First(int atom, int l)
    {
        int first = offsets[atom];
        foreach (AuxiliaryShell shell in shells[atom])
        {
            if (shell.AngularMomentum == l)
            {
                break;
            }

            first += shell.Functions;
        }

        return first;
    }
}
