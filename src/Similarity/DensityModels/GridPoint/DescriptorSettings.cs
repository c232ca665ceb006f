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
    /// Sums Σ_j (1 − r_j²/R²)² exp(−(r_j − c_k)²/(2 s²)) over the atoms of a species within R:
    /// smooth, without ranks, and all that a superposition of atomic densities needs. c_k = k s for
    /// k = 0, 1, … with s = R/(their number). 0: none.
    /// </summary>
    public int RadialSums { get; init; } = 12;

    /// <summary>R of the radial sums, bohr.</summary>
    public double RadialCutoff { get; init; } = 8.5;

    /// <summary>
    /// In bohr: atoms further away stand at this distance without direction, so that missing
    /// species and empty space have descriptors too.
    /// </summary>
    public double Far { get; init; } = 20;

    public int Products =>
        Species.Length * Directions * (Species.Length * Directions - 1) / 2;

    public int Columns => Species.Length * (Distances + RadialSums) + Products;

    public void Check()
    {
        if (Species.IsDefaultOrEmpty || Species.Distinct().Count() != Species.Length)
        {
            throw new ArgumentException("species are some, each named once", nameof(Species));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Distances, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Directions);
        ArgumentOutOfRangeException.ThrowIfNegative(RadialSums);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Far);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RadialCutoff);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RadialCutoff, Far);
    }

    public bool Equals(DescriptorSettings? other) => other is not null
        && Species.SequenceEqual(other.Species)
        && (Distances, Directions, IsSmooth, RadialSums, RadialCutoff, Far) == (
            other.Distances, other.Directions, other.IsSmooth, other.RadialSums,
            other.RadialCutoff, other.Far);

    public override int GetHashCode() =>
        HashCode.Combine(Species.Length, Distances, Directions, IsSmooth, RadialSums);
}
