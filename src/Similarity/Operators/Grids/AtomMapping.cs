using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// What an operation of a space group does to atoms: site i of cell n falls on site Sites[i] of
/// cell W n + Cells[i], and what points from it is turned.
/// </summary>
/// <param name="W">The rotation in the basis of the lattice.</param>
/// <param name="Rotation">Cartesian, of columns; orthogonal.</param>
internal sealed record AtomMapping(
    IntegerMatrix3D W, Matrix3D Rotation, int[] Sites, IntegerVector3D[] Cells);
