using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.DosModels;

/// <summary>A structure with computed bands, to learn from or to compare with.</summary>
/// <param name="Family">What it is akin to; samples of a family may be near copies.</param>
/// <param name="Electrons">Per cell.</param>
/// <param name="ValidMaximum">
/// The energy, hartree, above which states may be missing: the lowest energy of the highest band.
/// </param>
public sealed record DosSample(
    string Id,
    string Family,
    Crystal Crystal,
    BandStructure Bands,
    double Electrons,
    double ValidMaximum)
{
    public int Atoms => Crystal.Count;
}
