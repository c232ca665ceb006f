namespace Similarity.Crystals.Neighbors;

/// <summary>
/// The neighbours of one site as Cartesian vectors from it, in bohr; arrays that are used again for
/// the next site.
/// </summary>
internal sealed class NeighborVectors
{
    public int Count { get; private set; }

    /// <summary>The site of the crystal that each neighbour is an image of.</summary>
    public int[] Sites { get; private set; } = new int[64];

    public double[] X { get; private set; } = new double[64];

    public double[] Y { get; private set; } = new double[64];

    public double[] Z { get; private set; } = new double[64];

    public void Clear() => Count = 0;

    public void Add(int site, double x, double y, double z)
    {
        if (Count == Sites.Length)
        {
            Sites = Grown(Sites);
            X = Grown(X);
            Y = Grown(Y);
            Z = Grown(Z);
        }

        Sites[Count] = site;
        X[Count] = x;
        Y[Count] = y;
        Z[Count] = z;
        Count++;
    }

    private static T[] Grown<T>(T[] array)
    {
        Array.Resize(ref array, 2 * array.Length);
        return array;
    }
}
