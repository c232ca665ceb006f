using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// A stretch of the values of a fingerprint: densities at ascending energies counted from a
/// reference.
/// </summary>
/// <param name="Name">
/// The reference and, where resolved, the projection: "vbm", "fermi l=d". Segments of this name in
/// two fingerprints hold the same quantity.
/// </param>
/// <param name="EnergiesEv">Ascending, in electronvolts from the reference.</param>
public sealed record FingerprintSegment(string Name, ImmutableArray<double> EnergiesEv);
