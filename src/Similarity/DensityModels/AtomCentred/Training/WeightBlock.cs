using Similarity.Crystals;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// The weights b_{anλd} of one element a and λ: those of shell n begin at Offset + n · Rank.
/// </summary>
/// <param name="Shells">The number of shells n of this l = λ.</param>
/// <param name="Rank">The dimension of the kernel's space.</param>
internal sealed record WeightBlock(
    int Index, Element Element, int Lambda, int Shells, int Rank, int Offset)
{
    /// <summary>2λ + 1.</summary>
    public int Width => 2 * Lambda + 1;

    public int Count => Shells * Rank;
}
