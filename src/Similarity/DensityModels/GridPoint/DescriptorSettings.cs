using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// What is said of a point g: for each species the distances |R_j − g| of its nearest atoms,
/// ascending, and the products u_j·u_k of unit vectors from g to the nearest few, of all pairs.
/// Invariant under rotation, translation and permutation of atoms, as only ranks name atoms.
/// </summary>
public sealed record DescriptorSettings
{
    /// <summary>Lists are of one species each, in this order.</summary>
    public required ImmutableArray<Element> Species { get; init; }

    /// <summary>Distances of each species.</summary>
    public int Distances { get; init; } = 24;

    /// <summary>Atoms of each species whose directions are compared.</summary>
    public int Directions { get; init; } = 7;

    /// <summary>
    /// Products in the order of distance jump where two atoms exchange their ranks. Smooth ones are
    /// w_j w_k u_j·u_k in the order of their values instead, with
    /// w = (1 − r²/r′²)² r²/(r² + ¼), r′ the distance of the first atom left out: continuous.
    /// </summary>
    public bool IsSmooth { get; init; }

    /// <summary>
    /// In bohr: atoms further away stand at this distance without direction, so that missing
    /// species and empty space have descriptors too.
    /// </summary>
    public double Far { get; init; } = 20;

    public int Products =>
        Species.Length * Directions * (Species.Length * Directions - 1) / 2;

    public int Columns => Species.Length * Distances + Products;

    public void Check()
    {
        if (Species.IsDefaultOrEmpty || Species.Distinct().Count() != Species.Length)
        {
            throw new ArgumentException("species are some, each named once", nameof(Species));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Distances, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Directions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Far);
    }

    public bool Equals(DescriptorSettings? other) => other is not null
        && Species.SequenceEqual(other.Species)
        && (Distances, Directions, IsSmooth, Far)
            == (other.Distances, other.Directions, other.IsSmooth, other.Far);

    public override int GetHashCode() =>
        HashCode.Combine(Species.Length, Distances, Directions, IsSmooth, Far);
}
