namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// How far a density c' is from c, in electrons² per bohr³: with d = c' − c and the mean densities
/// of atoms c̄ the integrals d·S d, (c − c̄)·S(c − c̄) and c·S c.
/// </summary>
public readonly record struct SampleError(double Error, double AboutAverages, double Norm)
{
    public static SampleError operator +(SampleError a, SampleError b) => new(
        a.Error + b.Error, a.AboutAverages + b.AboutAverages, a.Norm + b.Norm);

    /// <summary>
    /// ε_base = 100 √(Σ d·S d / Σ (c − c̄)·S(c − c̄)) %: 100 % is a model that knows only atoms.
    /// </summary>
    public double BasePercent => 100 * Math.Sqrt(Error / AboutAverages);

    /// <summary>
    /// ε_L2 = 100 √(Σ d·S d / Σ c·S c) %: small, because the cores dominate ∫ρ².
    /// </summary>
    public double NormPercent => 100 * Math.Sqrt(Error / Norm);

    public static SampleError Sum(IEnumerable<SampleError> errors) =>
        errors.Aggregate(default(SampleError), (sum, each) => sum + each);
}
