namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Points (I + i, J + j, K + k) of a grid with i &lt; CountI and so on: neighbours in space, which
/// share the search for atoms.
/// </summary>
public readonly record struct GridBox(int I, int J, int K, int CountI, int CountJ, int CountK)
{
    public int Count => CountI * CountJ * CountK;
}
