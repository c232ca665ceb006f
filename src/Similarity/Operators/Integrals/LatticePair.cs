using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// Site Second in cell Cell, seen from site First in cell 0. Its values are a block
/// functions(First) × functions(Second), row after row, at Offset.
/// </summary>
/// <param name="First">The larger of the two sites, or equal to Second.</param>
/// <param name="Displacement">From First to the image of Second, Cartesian, in bohr.</param>
public readonly record struct LatticePair(
    int First, int Second, IntegerVector3D Cell, Vector3D Displacement, int Offset);
