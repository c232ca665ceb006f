namespace Similarity.Crystals;

/// <summary>Which lattice vectors are true translations; <c>default</c> is a molecule.</summary>
public readonly record struct Periodicity(bool A, bool B, bool C)
{
    /// <summary>A bulk crystal.</summary>
    public static Periodicity Full { get; } = new(true, true, true);

    /// <summary>A molecule: the lattice is only a box that gives the coordinates a frame.</summary>
    public static Periodicity None { get; }
}
