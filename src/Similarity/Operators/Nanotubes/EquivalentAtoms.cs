using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// Fills the overlap S and the operator H between the functions of two equal atoms, row after row:
/// element (i, j) belongs to function i of one atom and j of the other, which lies at the given
/// displacement from the first. At displacement 0 they are the same atom.
/// </summary>
internal delegate void PairBlocks(
    Vector3D displacement, Span<double> overlap, Span<double> hamiltonian);

/// <summary>
/// Atoms that all look alike: what an operator needs to know of a tube in which a symmetry takes
/// every atom to every other.
/// </summary>
/// <param name="AngularMomenta">l of each shell; a shell has the functions m = −l … l.</param>
/// <param name="Reach">The distance in bohr beyond which S is nothing.</param>
/// <param name="Electrons">Valence electrons of an atom; null if the operator fills none.</param>
internal sealed record EquivalentAtoms(
    ImmutableArray<int> AngularMomenta, double Reach, int? Electrons, PairBlocks Blocks)
{
    public int Functions => AngularMomenta.Sum(l => 2 * l + 1);
}
