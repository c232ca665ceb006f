namespace Similarity.Spectra;

/// <summary>
/// How a density of states is evaluated. The default is right unless another program's numbers are
/// to be met.
/// </summary>
public sealed record DosOptions
{
    /// <summary>
    /// True for averages (N(Eᵢ) − N(Eᵢ₋₁)) / (Eᵢ − Eᵢ₋₁) instead of values at Eᵢ, as VASP writes;
    /// the bin of the first point is as wide as that of the second. Needed when σ is not larger
    /// than the spacing of the energies.
    /// </summary>
    public bool BinAveraged { get; init; }

    /// <summary>
    /// Set to meet numbers of SOREP (its max_exponent, 36 or in its features 8): no spin factor,
    /// and levels dropped at |x| ≥ √max_exponent (Fermi–Dirac: |x| ≥ max_exponent), which loses
    /// 6·10⁻⁵ of a Gaussian level at 8. Null for the physical density of states.
    /// </summary>
    public double? SorepMaxExponent { get; init; }

    /// <summary>
    /// True for the transport distribution Σ |∂ε/∂k|²/3 δ(E − ε), in atomic units, in place of the
    /// density of states; needs <see cref="BandStructure.SquaredVelocities"/>.
    /// </summary>
    public bool IsVelocityWeighted { get; init; }

    /// <summary>The most threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
