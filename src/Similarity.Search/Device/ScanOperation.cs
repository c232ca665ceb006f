namespace Similarity.Search.Device;

/// <summary>What is computed for each row and query.</summary>
public enum ScanOperation
{
    /// <summary>Σ x y.</summary>
    Dot,

    /// <summary>Σ (x − y)².</summary>
    Square,

    /// <summary>
    /// Σ |x − y| over each axis, all axes summed; the span of an axis instead where the lanes that
    /// close it differ.
    /// </summary>
    Share,

    /// <summary>Bits in both over bits in either.</summary>
    Bits,
}

/// <summary>How what was computed becomes a score, the smaller the nearer.</summary>
public enum ScoreOrder
{
    AsItIs,

    /// <summary>−s.</summary>
    Negated,

    /// <summary>1 − s.</summary>
    FromOne,

    /// <summary>−s / (|x|² + |y|² − s).</summary>
    Tanimoto,

    /// <summary>|x|² + |y|² − 2 s.</summary>
    SquaredDistance,
}
