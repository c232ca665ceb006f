using Similarity.Crystals;

namespace Similarity.Operators;

/// <summary>
/// A crystal that an operator is not defined for: an element without parameters, disorder, atoms on
/// top of each other, no atoms. The file may be faultless; another operator may accept it.
/// </summary>
public sealed class UnsuitableCrystalException : Exception
{
    /// <param name="reason">What the operator cannot accept, without the crystal's name.</param>
    public UnsuitableCrystalException(Crystal crystal, string reason)
        : base($"{crystal.Name ?? crystal.Formula}: {reason}")
    {
        Reason = reason;
    }

    /// <param name="site">From 0, as in <see cref="Crystal.Sites"/>.</param>
    public UnsuitableCrystalException(Crystal crystal, int site, string reason)
        : this(crystal, $"site {site + 1} ({crystal.Sites[site].Element}): {reason}")
    {
        Site = site;
    }

    /// <summary>The message without the crystal's name.</summary>
    public string Reason { get; }

    /// <summary>The site that is refused, from 0; null when it is the crystal as a whole.</summary>
    public int? Site { get; }
}
