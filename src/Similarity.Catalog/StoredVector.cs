using System.Collections.Immutable;

namespace Similarity.Catalog;

/// <summary>The fingerprint of a material, as a catalog keeps it.</summary>
/// <param name="Lanes">In the encoding of its set.</param>
/// <param name="Source">
/// What the spectrum comes from, as a <see cref="Fingerprints.FingerprintSource"/> writes itself.
/// </param>
/// <param name="InputHash">Of the material it was made of.</param>
/// <param name="ProgramVersion">Of the program that made it.</param>
public sealed record StoredVector(
    string MaterialId,
    float[] Lanes,
    string Source,
    string InputHash,
    string ProgramVersion,
    ImmutableArray<string> Warnings)
{
    /// <summary>
    /// Given by the store when the vector is written: larger than that of any vector written
    /// before, by any writer, to any set. A vector written again gets another one.
    /// </summary>
    public long Key { get; init; }
}

/// <summary>Why a material has no fingerprint in a set.</summary>
/// <param name="InputHash">Of the material it was tried for.</param>
/// <param name="ProgramVersion">Of the program that tried.</param>
public sealed record StoredFailure(
    string MaterialId, string Reason, string InputHash, string ProgramVersion);
