using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A named point of the Brillouin zone, fractional on the reciprocal vectors of the primitive cell.
/// Labels: Γ, X, Σ_0, …; the same letter with another index is an equivalent point of another zone
/// or another end of the same line.
/// </summary>
public sealed record HighSymmetryPoint(string Label, Vector3D Position);
