using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// A scalar field on the points origin + (i·step₀ + j·step₁ + k·step₂), k fastest, with the atoms
/// it surrounds; lengths in bohr, values in the file's units (electrons per bohr³ for a density).
/// </summary>
public sealed record VolumetricData(
    Crystal Crystal,
    Vector3D Origin,
    Matrix3D Steps,
    int Count0,
    int Count1,
    int Count2,
    ImmutableArray<double> Values)
{
    /// <summary>What the field is, as far as the file says: "orbital 5", "magnetisation".</summary>
    public string Name { get; init; } = "";
}
