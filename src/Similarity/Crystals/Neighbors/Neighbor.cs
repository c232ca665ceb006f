namespace Similarity.Crystals.Neighbors;

/// <summary>
/// A neighbour of some atom: the site <paramref name="Site"/> of the crystal, at its position as
/// stored (not wrapped), moved by the lattice translation A·a + B·b + C·c.
/// </summary>
/// <param name="Site">Index into the sites of the crystal.</param>
/// <param name="Distance">In bohr.</param>
public readonly record struct Neighbor(int Site, int A, int B, int C, double Distance);
