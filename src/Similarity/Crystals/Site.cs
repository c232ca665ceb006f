using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// One atom of a cell: its element, its fractional position (not wrapped into the cell) and its
/// occupancy, 1 in an ordered crystal. A mixed position is several sites at the same point.
/// </summary>
public readonly record struct Site(Element Element, Vector3D Position, double Occupancy = 1);
